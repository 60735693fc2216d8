"""The money of a show: value quadrant and totals, from what the engine summed up."""

import json

import numpy as np

from everfair.engine.steps.money import KINDS
from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.grid import Arrays
from everfair.jobs.analysis.strand import Strand, drill, rounded
from everfair.relations.findings import valuing as told
from everfair.science.enough import NotEnough
from everfair.science.gammagamma import GammaGamma
from everfair.science.ledger import QUADRANTS

CUSTOMERS = 5


@finder("value-quadrant")
def value_quadrant(of: Strand) -> told.ValueQuadrant:
    quadrants = of.mine("quadrants", "quadrant")
    n = int(quadrants["n"].sum())
    if n < CUSTOMERS:
        raise NotEnough(n, CUSTOMERS, "customers with money and a history")
    lines = of.mine("lines")
    return {
        "n": n,
        "drill": drill("score", "quadrant", "quadrant"),
        "currency": of.terms.currency,
        "lines": {name: rounded(lines[name][0]) for name in ("profit", "potential")},
        "marks": [_quadrant(quadrants, name) for name in QUADRANTS],
        "bubbles": _bubbles(of.mine("bubbles", "relationship")),
        "density": _density(of.mine("density", "profit_step, potential_step")),
        "caring": _caring(of.mine("cared")),
    }


def _quadrant(rows: Arrays, name: str) -> told.Quadrant:
    here = rows["quadrant"] == name
    profit, potential, lifetime, n = (
        round(float(rows[one][here].sum())) for one in ("profit", "potential", "lifetime", "n")
    )
    return {"quadrant": name, "n": n, "profit": profit, "potential": potential, "lifetime": lifetime}  # type: ignore[typeddict-item]


def _bubbles(rows: Arrays) -> list[told.Bubble]:
    columns = ("relationship", "profit", "potential", "area_dm2", "quadrant", "caring")
    return [
        {
            "relationship": relationship,
            "profit": profit,
            "potential": potential,
            "area_dm2": area if area >= 0 else None,
            "quadrant": quadrant,
            "caring": json.loads(caring),
        }
        for relationship, profit, potential, area, quadrant, caring in zip(
            *(rows[name].tolist() for name in columns), strict=True
        )
    ]


def _density(rows: Arrays) -> list[list[float]]:
    """[profit from, to, potential from, to, n]."""
    steps = zip(*(rows[name].tolist() for name in ("profit_step", "potential_step", "n")), strict=True)
    return [[*_ends(profit), *_ends(potential), int(n)] for profit, potential, n in steps]


def _ends(step: int) -> tuple[float, float]:
    """What a half step of powers of ten stands for; step 0 holds both sides of nothing."""
    far, near = 10 ** ((abs(step) + 1) / 2) - 1, 10 ** (abs(step) / 2) - 1
    if step == 0:
        return -round(far, 2), round(far, 2)
    return (round(near, 2), round(far, 2)) if step > 0 else (-round(far, 2), -round(near, 2))


def _caring(rows: Arrays) -> dict[str, int]:
    counted: dict[str, int] = {}
    for codes, n in zip(rows["words"].tolist(), rows["n"].tolist(), strict=True):
        for code in json.loads(codes):
            counted[code] = counted.get(code, 0) + int(n)
    return counted


@finder("value-totals")
def value_totals(of: Strand) -> told.ValueTotals:
    totals = of.mine("totals")
    if not len(totals["n"]):
        raise NotEnough(0, 1, "customers with money")
    written, editions = of.mine("written"), of.mine("edition_money", "edition, kind")
    lifetime, spread = float(totals["lifetime"][0]), 1.645 * float(np.sqrt(max(totals["variance"][0], 0)))
    known = int(totals["lifetimes"][0]) > 0
    return {
        "n": int(totals["n"][0]),
        "drill": drill("score", "lifetime_value", "kind"),
        "currency": of.terms.currency,
        "left_out": int(editions["left_out"].sum()),
        "rate": of.terms.rate,
        "margin": of.terms.margin,
        "profit": round(float(totals["profit"][0])),
        "potential": round(float(totals["potential"][0])),
        "lifetime": round(lifetime),
        "lifetime_low": round(lifetime - spread) if known else None,
        "lifetime_high": round(lifetime + spread) if known else None,
        "marks": [_kind(totals, written, kind) for kind in KINDS],
        "editions": _by_edition(editions),
        "spend": _spend(of.kept.get("spending")),
    }


def _kind(totals: Arrays, written: Arrays, kind: str) -> told.Kind:
    here = written["kind"] == kind
    amount, entered = float(totals[kind][0]), float(written["amount"][here].sum())
    return {
        "kind": kind,  # type: ignore[typeddict-item]
        "amount": round(amount),
        "computed": round(amount - entered),
        "n": int(totals[f"n_{kind}"][0]),
        "entries": int(written["entries"][here].sum()),
    }


def _by_edition(rows: Arrays) -> list[told.EditionMoney]:
    amounts: dict[int, dict[str, int]] = {}
    for edition, kind, amount in zip(
        *(rows[name].tolist() for name in ("edition", "kind", "amount")), strict=True
    ):
        if edition >= 0:
            kinds = amounts.setdefault(edition, {})
            kinds[kind] = kinds.get(kind, 0) + round(float(amount))
    return [{"edition": edition, "amounts": kinds} for edition, kinds in amounts.items()]


def _spend(model: object) -> told.Spending | None:
    if not isinstance(model, GammaGamma):
        return None
    return {"correlation": rounded(model.frequency_correlation), "independent": model.is_independent}
