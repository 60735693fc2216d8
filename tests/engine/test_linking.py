"""Who is who among many records: pairs, their weights, what decisions teach."""

import random
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from everfair.engine.linking import link
from everfair.names import Record
from everfair.names.comparisons import QUESTIONS, first_model, levels
from everfair.names.rows import Individual, organisation_row, person_row
from everfair.names.weights import LinkModel

SIGNS = "青山绿水云海松石明月清风金玉华东长安永新天元宏达兴业瑞祥和平光远志诚"
TRADES = ("画廊", "机械", "科技", "贸易", "会展", "文化传播", "电子", "食品")
PLACES = ("杭州", "上海", "广州", "北京", "成都", "武汉")
Table = list[dict[str, Any]]


def organisations(count: int, seed: int = 7) -> Table:
    """Every other one once more, written differently, some of them with a common website."""
    draw = random.Random(seed)
    rows: Table = []
    for _ in range(count):
        brand = "".join(draw.sample(SIGNS, 3))
        place, trade = draw.choice(PLACES), draw.choice(TRADES)
        site = (f"www.firm{len(rows)}.com",) if draw.random() < 0.6 else ()
        phone = (f"0571-8{draw.randrange(10**7):07}",)
        rows.append(row(len(rows), Record((f"{place}{brand}{trade}有限公司",), "CN", place, site, (), phone)))
        if draw.random() < 0.5:
            again = draw.choice(
                (f"{place}市{brand}{trade}股份有限公司", f"{brand}{trade}", f"{place}{brand}{trade}")
            )
            rows.append(
                row(len(rows), Record((again,), "CN", place, site, (), phone if draw.random() < 0.5 else ()))
            )
    return rows


def row(number: int, record: Record, side: str = "") -> dict[str, Any]:
    return {"id": number, "side": side} | organisation_row(record)


def person(number: int, **told: Any) -> dict[str, Any]:
    return {"id": number, "side": ""} | person_row(Individual(**told))


def linked(rows: Table, kind: str = "organisation", **how: Any) -> Any:
    return link(pa.Table.from_pylist(rows), kind, **how)


@pytest.fixture(scope="module")
def many() -> Table:
    return organisations(550)


@pytest.fixture(scope="module")
def found(many: Table) -> Any:
    return linked(many, least=0.0)


def test_the_pair_weighs_the_same_in_the_engine_and_alone(many: Table, found: Any) -> None:
    questions, by_id = QUESTIONS["organisation"], {one["id"]: one for one in many}
    assert found.pairs.num_rows > 1000
    for pair in found.pairs.to_pylist():
        a, b = by_id[pair["first"]], by_id[pair["second"]]
        on = levels(questions, a, b)
        assert on == {question.name: pair[question.name] for question in questions}
        assert found.model.weight(on, a, b) == pytest.approx(pair["weight"], abs=1e-4)


def test_persons_weigh_the_same_in_the_engine_and_alone() -> None:
    draw = random.Random(3)
    told = [
        {
            "given": draw.choice(["anna", "ana", "li", "wei", "jonathan", "jonathon", "güler"]),
            "surname": draw.choice(["smith", "smyth", "zhang", "li", "garcía"]),
            "birth_date": f"1980{draw.randrange(1, 13):02}{draw.randrange(1, 4):02}",
            "street": draw.choice(["1 long road", "1 long raod", "high street", ""]),
            "postcode": str(draw.randrange(1000, 1004)),
        }
        for _ in range(150)
    ]
    rows = [person(number, **one) for number, one in enumerate(told)]
    pairs = linked(rows, "person", least=0.0)
    for pair in pairs.pairs.to_pylist():
        a, b = rows[pair["first"]], rows[pair["second"]]
        on = levels(QUESTIONS["person"], a, b)
        assert on == {question.name: pair[question.name] for question in QUESTIONS["person"]}
        assert pairs.model.weight(on, a, b) == pytest.approx(pair["weight"], abs=1e-4)


def test_the_same_records_give_the_same_pairs_and_the_same_model(many: Table, found: Any) -> None:
    again = linked(many, least=0.0)
    assert again.model == found.model
    assert again.pairs.equals(found.pairs)


def test_a_kept_model_scores_without_being_fitted_again(many: Table, found: Any) -> None:
    kept = LinkModel.from_json(found.model.as_json())
    assert kept == found.model
    few = linked(many[:40], model=kept, least=0.0)
    weights = {(p["first"], p["second"]): p["weight"] for p in found.pairs.to_pylist()}
    assert few.model == kept
    both = [pair for pair in few.pairs.to_pylist() if (pair["first"], pair["second"]) in weights]
    assert both
    for pair in both:
        assert pair["weight"] == pytest.approx(weights[pair["first"], pair["second"]], abs=1e-6)


def test_too_few_records_lean_on_the_first_belief_and_say_so(many: Table) -> None:
    few = linked(many[:20])
    assert few.model.records == 0
    first = first_model("organisation")
    assert few.model.comparisons[3:] == first.comparisons[3:]


def test_a_model_of_other_comparisons_is_fitted_anew(many: Table, found: Any) -> None:
    old = replace(found.model, comparisons=found.model.comparisons[:2])
    assert linked(many, model=old).model.fits(found.model)


def test_records_of_one_side_are_not_compared() -> None:
    names = ("杭州青山画廊有限公司", "杭州青山画廊股份有限公司")
    one_side = [row(n, Record((name,)), "list") for n, name in enumerate(names)]
    assert linked(one_side, least=0.0).pairs.num_rows == 0
    two_sides = [row(n, Record((name,)), name) for n, name in enumerate(names)]
    assert linked(two_sides, least=0.0).pairs.num_rows == 1


def test_what_too_many_share_brings_nobody_together() -> None:
    draw = random.Random(1)
    phone = ("0571-88001234",)
    rows = [
        row(n, Record(("".join(draw.sample(SIGNS, 4)) + str(n),), "CN", "", (), (), phone))
        for n in range(150)
    ]
    assert linked(rows, least=0.0).compared < 150


def alike(found: Any) -> list[dict[str, Any]]:
    """Pairs with the commonest pattern of levels among those about which one may think, of nearly one weight."""
    names = [c.name for c in found.model.comparisons]
    by_pattern: dict[str, list[dict[str, Any]]] = {}
    for pair in found.pairs.to_pylist():
        if 0.0001 < pair["probability"] < 0.9999:
            told = [*(pair[name] for name in names), str(round(pair["weight"]))]
            by_pattern.setdefault(" ".join(told), []).append(pair)
    return max(by_pattern.values(), key=len)


@pytest.mark.parametrize(("same", "weight"), [(True, -2.0), (False, 2.0)])
def test_thirty_decisions_move_a_pattern_across_the_line_and_two_do_not(
    many: Table, found: Any, same: bool, weight: float
) -> None:
    pairs = alike(found)
    assert len(pairs) > 30
    asked = pairs[-1]
    odds = found.model.prior / (1 - found.model.prior) * 2 ** (weight - asked["weight"])
    model = replace(found.model, prior=odds / (1 + odds))
    decided = [(p["first"], p["second"], same) for p in pairs[:30]]

    def after(count: int) -> float:
        taught = linked(many, model=model, decided=decided[:count], least=0.0)
        assert taught.model.decisions == count
        scores = {(p["first"], p["second"]): p["probability"] for p in taught.pairs.to_pylist()}
        return float(scores[asked["first"], asked["second"]])

    assert (after(30) > 0.5) is same
    assert (after(2) > 0.5) is not same


def test_what_was_learned_is_kept_with_the_model_and_counts_alone(many: Table, found: Any) -> None:
    pairs = found.pairs.to_pylist()[:10]
    taught = linked(
        many, model=found.model, decided=[(p["first"], p["second"], False) for p in pairs], least=0.0
    )
    kept = LinkModel.from_json(taught.model.as_json())
    assert kept.decisions == 10
    by_id = {one["id"]: one for one in many}
    pair = next(
        p
        for p in taught.pairs.to_pylist()
        if (p["first"], p["second"]) == (pairs[0]["first"], pairs[0]["second"])
    )
    a, b = by_id[pair["first"]], by_id[pair["second"]]
    assert kept.weight(levels(QUESTIONS["organisation"], a, b), a, b) == pytest.approx(
        pair["weight"], abs=1e-4
    )
    assert pair["weight"] < pairs[0]["weight"]


def test_given_and_family_name_may_stand_in_each_others_place() -> None:
    told = {"birth_date": "19800203", "street": "1 long road", "postcode": "1000"}
    rows = [
        person(0, given="wei", surname="zhang", **told),
        person(1, given="zhang", surname="wei", **told),
        person(2, given="anna", surname="smith", birth_date="19790401", street="9 elm", postcode="2000"),
    ]
    best = linked(rows, "person").pairs.to_pylist()[0]
    assert (best["first"], best["second"]) == (0, 1)
    assert best["given"] == best["surname"] == "crossed"
    assert best["probability"] > 0.9


def test_the_histogram_counts_every_pair_once(many: Table) -> None:
    edges = (0.0, 0.5, 0.9, 1.0)
    counted = linked(many, edges=edges, least=0.0)
    assert sum(counted.histogram) == counted.pairs.num_rows == counted.compared
    told = counted.pairs["probability"].to_pylist()
    assert counted.histogram[1] == sum(0.5 <= p < 0.9 for p in told)
