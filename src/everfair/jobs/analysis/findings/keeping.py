"""Why customers leave, and what keeping more of them would be worth."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from everfair.jobs.analysis.accounts import Purses, keeping, purses
from everfair.jobs.analysis.answers import places
from everfair.jobs.analysis.findings.registry import finder
from everfair.jobs.analysis.grid import UNKNOWN, Codes, Grid, Ints, Rows
from everfair.jobs.analysis.opinions import latest_said
from everfair.jobs.analysis.stages import STAGE_NAMES
from everfair.jobs.analysis.strand import Strand, drill, rounded, where
from everfair.relations.findings import keeping as told
from everfair.science import churn
from everfair.science.arrays import Bools, Floats
from everfair.science.backtest import wilson
from everfair.science.enough import NotEnough
from everfair.science.histories import distinct_rows
from everfair.science.loyalty import worth_of_retention

SIGNS = tuple(churn.SIGNS)
LEAVING = ("weakening", "disappearance")
LEAVERS, CUSTOMERS = 10, 30
EFFECT, PROMISES = "show-effect", "promises-kept"  # topics
POINTS = (0.01, 0.02, 0.03, 0.05, 0.1)
BARGAINS = 0.6
OF_HISTORIES = {  # sign -> signal and its level
    "open_complaint": ("complaint", 1),
    "smaller_stand": ("change", 0),
    "cannot_be_reached": ("engagement", 0),
}


@dataclass(frozen=True)
class Leaving:
    """Of cells that are leaving, and of customers among them who answered: probabilities of reasons."""

    model: churn.Reasons
    cells: Ints  # rows of the grid
    of_cells: Floats  # [cells, reasons]
    told: Bools  # [cells] whether any sign is there
    who: Ints  # relationships that answered
    rows: Ints  # [who] their rows of the grid
    of_who: Floats  # [who, reasons]
    told_of_who: Bools
    signs: dict[str, tuple[int, int]]  # sign -> known with how many, there with how many


def leaving(of: Strand) -> Leaving:
    """Raises NotEnough where hardly anybody is leaving."""
    if of.grid is None:
        raise NotEnough(0, LEAVERS, "customers who are leaving")
    away = (of.grid.first >= 0) & (
        np.isin(of.stage, [STAGE_NAMES.index(one) for one in LEAVING]) | (of.missed > 0)
    )
    if of.grid.relationships_where(away) < LEAVERS:
        raise NotEnough(of.grid.relationships_where(away), LEAVERS, "customers who are leaving")
    cells = np.flatnonzero(away)
    seen, kind = _signs_of_cells(of.grid, cells)
    who, rows, own = _signs_of_speakers(of, of.grid)
    model, (leavers, reason) = _learnt(of, who, own)
    here = away[rows]
    answers, said = model.probabilities(own[here]), places(leavers, who[here])
    answers[said >= 0] = np.eye(len(churn.REASONS))[reason[said[said >= 0]]]
    count = np.bincount(kind, of.grid.count[cells], minlength=len(seen)).astype(np.int64)
    return Leaving(
        model=model,
        cells=cells,
        of_cells=model.probabilities(seen)[kind],
        told=(seen == 1).any(axis=1)[kind],
        who=who[here],
        rows=rows[here],
        of_who=answers,
        told_of_who=(own[here] == 1).any(axis=1) | (said >= 0),
        signs={
            sign: (int(count[np.isfinite(seen[:, at])].sum()), int(count[seen[:, at] == 1].sum()))
            for at, sign in enumerate(SIGNS)
        },
    )


def _signs_of_cells(grid: Grid, rows: Ints) -> tuple[Floats, Rows]:
    """([kinds, signs], which kind each of the cells is): what histories alone tell, which many share: an open
    complaint, a smaller stand, nobody to be reached."""
    latest = np.column_stack([_latest(grid.signals[signal], rows) for signal, _ in OF_HISTORIES.values()])
    at, kind = distinct_rows(latest)
    signs = np.full((len(at), len(SIGNS)), np.nan)
    for column, (sign, (_, level)) in enumerate(OF_HISTORIES.items()):
        known = latest[at, column]
        signs[:, SIGNS.index(sign)] = np.where(known == UNKNOWN, np.nan, known == level)
    return signs, kind


def _latest(levels: Codes, rows: Ints) -> Codes:
    """The last level told of each."""
    found = np.full(len(rows), UNKNOWN, dtype=np.int8)
    for level in levels[rows].T:
        found = np.where(level != UNKNOWN, level, found)
    return found


def _signs_of_speakers(of: Strand, grid: Grid) -> tuple[Ints, Ints, Floats]:
    """(relationships that answered, their rows in the grid, [relationships, signs] with what they told)."""
    who, rows = of.speakers.who, of.speakers.row
    kinds, kind = _signs_of_cells(grid, rows)
    signs, said = kinds[kind], of.once("latest", latest_said)
    learnt = {
        "goals_missed": said.of("goal_set") - said.of("goal_reached"),
        "effect_gap": said.gap(EFFECT),
        "broken_promise": said.gap(PROMISES),
        "asked_for_discount": said.of("price") - BARGAINS,
        "at_competing_show": 0.5 - said.of("wallet"),
        "rates_competitor_higher": 0.5 - _against(of, who),
    }
    for sign, values in learnt.items():
        signs[:, SIGNS.index(sign)] = np.where(np.isfinite(values), values > 0, np.nan)
    return who, rows, signs


def _against(of: Strand, who: Ints) -> Floats:
    """Attitude where it is told by competing shows."""
    if not of.opinions:
        return np.full(len(who), np.nan)
    return np.where(of.opinions["attitude_told_by"] == 1, of.opinions["attitude"], np.nan)


def _learnt(of: Strand, who: Ints, signs: Floats) -> tuple[churn.Reasons, tuple[Ints, Ints]]:
    """The model; and the leavers who said why, in order, with the reason that each gave last."""
    here = where(of.words, of.words["asks"] == "leaving_reason")
    reason = np.array(_reasons(here["text"]), dtype=np.int64)
    counts = (reason >= 0) & (places(who, here["relationship"]) >= 0)
    order = np.argsort(here["occurred_on"][counts], kind="stable")[::-1]
    leavers, at = np.unique(here["relationship"][counts][order], return_index=True)
    gave = reason[counts][order][at]
    return churn.fit(signs[np.searchsorted(who, leavers)], gave), (leavers, gave)


def _reasons(texts: Iterable[str]) -> list[int]:
    """Positions among the reasons; -1 of what is none."""
    place = {reason: at for at, reason in enumerate(churn.REASONS)}
    return [place.get(text, -1) for text in texts]


@finder("churn-reasons")
def churn_reasons(of: Strand) -> told.ChurnReasons:
    found = of.once("leaving", leaving)
    count = of.grid.count[found.cells] if of.grid is not None else found.cells
    expected, most = _together(found, count)
    gave = _reasons(of.words["text"][of.words["asks"] == "leaving_reason"])
    said = np.bincount([one for one in gave if one >= 0], minlength=len(churn.REASONS))
    n, stakes = int(count.sum()), _stakes(of)
    return {
        "n": n,
        "told": int(most.sum()),
        "drill": drill("score", "leaving_reason", "reason"),
        "currency": of.terms.currency,
        "learnt_from": found.model.learnt_from,
        "marks": [
            _reason(at, int(most[at]), float(expected[at]), int(said[at]), n, stakes.get(churn.REASONS[at]))
            for at in range(len(expected))
        ],
        "signs": [
            {"sign": sign, "known": known, "there": there}
            for sign, (known, there) in found.signs.items()
            if known
        ],
    }


def _together(found: Leaving, count: Ints) -> tuple[Floats, Ints]:
    """(sum of the probabilities, how many have which as the likeliest where any sign is there), of all leaving: cells,
    with those who answered counted by their own answers."""
    places = len(churn.REASONS)
    silent = count - np.bincount(np.searchsorted(found.cells, found.rows), minlength=len(count))
    expected = silent @ found.of_cells + found.of_who.sum(axis=0)
    likeliest = found.of_cells.argmax(axis=1)
    most = np.bincount(likeliest[found.told], silent[found.told], minlength=places).astype(np.int64)
    own = np.bincount(found.of_who.argmax(axis=1)[found.told_of_who], minlength=places)
    return expected, most + own


def _stakes(of: Strand) -> dict[str, int]:
    """Reason -> lifetime value of those who may leave for it, of whom it is known."""
    rows = of.mine("at_stake")
    return {str(reason): int(worth) for reason, worth in zip(rows["reason"], rows["worth"], strict=True)}


def _reason(at: int, most: int, expected: float, said: int, n: int, at_stake: int | None) -> told.Reason:
    low, high = wilson(expected, float(n))
    return {
        "reason": churn.REASONS[at],  # type: ignore[typeddict-item]
        "n": most,
        "expected": rounded(expected),
        "share": rounded(expected / n),
        "low": rounded(low),
        "high": rounded(high),
        "said": said,
        "at_stake": at_stake,
    }


@finder("retention-worth")
def retention_worth(of: Strand) -> told.RetentionWorth:
    if of.chance is None or of.grid is None:
        raise NotEnough(0, CUSTOMERS, "customers with a history")
    mine = of.once("purses", purses)
    if mine.count.sum() < CUSTOMERS:
        raise NotEnough(float(mine.count.sum()), CUSTOMERS, "customers with money and a history")
    retention, low, high, there = _retention(of)
    margin, kept, winning = _mean(mine), keeping(of), _winning(of)
    money = {"margin": margin - kept, "winning": winning or 0.0, "rate": of.terms.rate_an_edition}
    profit = worth_of_retention(retention, 0.0, **money).before
    if profit <= 0:
        raise NotEnough(there, CUSTOMERS, "customers who bring more than they cost")
    return {
        "n": there,
        "drill": drill("score", "chance", "points"),
        "currency": of.terms.currency,
        "retention": rounded(retention),
        "low": rounded(low),
        "high": rounded(high),
        "margin": rounded(margin),
        "winning": rounded(winning) if winning is not None else None,
        "keeping": rounded(kept),
        "rate": of.terms.rate,
        "editions_a_year": of.terms.editions_a_year,
        "profit": rounded(profit),
        "customers": there,
        "marks": [
            _points(points, (retention, low, high), money, there) for points in POINTS if high + points < 1
        ],
    }


def _retention(of: Strand) -> tuple[float, float, float, int]:
    """Of those who were at the last edition: the share expected at the next, and how many they are."""
    if of.chance is None or of.grid is None:
        raise NotEnough(0, CUSTOMERS, "customers with a history")
    count = np.bincount(of.chance.of, of.grid.count[of.chance.rows], minlength=len(of.chance.p))
    count = count * (of.chance.standing.missed == 0)
    if not count.sum():
        raise NotEnough(0, CUSTOMERS, "customers who were at the last edition")
    p, low, high = (
        float(np.average(each, weights=count)) for each in (of.chance.p, of.chance.low, of.chance.high)
    )
    return p, low, high, int(count.sum())


def _mean(mine: Purses) -> float:
    return float(np.average(mine.margin, weights=mine.count))


def _winning(of: Strand) -> float | None:
    """What a customer cost before it came first, on the mean; None where no such cost was ever recorded."""
    rows = of.once("costs", lambda it: it.mine("kept_by_strand"))
    return float(rows["winning"][0] / max(rows["customers"][0], 1)) if rows["winning"][0] > 0 else None


def _points(
    points: float, retention: tuple[float, float, float], money: dict[str, float], there: int
) -> told.Points:
    found = [worth_of_retention(one, points, **money) for one in retention]
    rises = [one.rise for one in found if one.before > 0]
    return {
        "points": points,
        "profit": rounded(found[0].after),
        "rise": rounded(found[0].rise),
        "low": rounded(min(rises)),
        "high": rounded(max(rises)),
        "together": rounded((found[0].after - found[0].before) * there),
    }
