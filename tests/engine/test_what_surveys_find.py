"""Findings of surveys from a few answers that can be counted by hand."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from everfair.jobs.analysis.findings.loyalty import _pools
from everfair.jobs.analysis.findings.registry import FINDERS
from everfair.relations.findings import SHAPES
from tests.engine.facts import came, edition, relationship
from tests.engine.known import Known, answer, random, rating

KEYS = range(1, 41)
EDITIONS = [edition(number) for number in range(1, 5)]
EVERYBODY: dict[str, Any] = {"editions": EDITIONS, "relationships": [relationship(key) for key in KEYS]}


def known(folder: Path, **rows: Any) -> Known:
    given: dict[str, Any] = EVERYBODY | {
        "participations": [came(key, number) for key in KEYS for number in (3, 4)]
    }
    return Known(folder, **given | rows)


def test_there_is_a_finder_for_every_shape_and_a_shape_for_every_finder() -> None:
    assert set(FINDERS) == set(SHAPES)


def test_a_house_without_surveys_or_money_says_of_each_what_it_would_need(tmp_path: Path) -> None:
    found = known(tmp_path)
    lacking = {code for code, body in found.findings.items() if "not_enough" in body}
    assert lacking == set(SHAPES) - {"churn-reasons"} or lacking == set(SHAPES)
    assert all(body["not_enough"]["needs"] > 0 for code, body in found.findings.items() if code in lacking)
    score = found.scores[1]
    assert not {"lifetime_value", "loyalty_cell", "attitude", "quality"} & set(score)
    assert score["satisfaction"] is None
    assert score["decision_type"] == "mainstream"


def test_an_empty_house_finds_nothing_and_does_not_fall(tmp_path: Path) -> None:
    assert Known(tmp_path).findings == {}


def paired(topic: str, expectation: float, performance: float, of: Any = KEYS) -> Iterator[tuple[Any, ...]]:
    for key in of:
        yield answer(key, key, "expectation", expectation, topic=topic, edition=4)
        yield answer(key, key, "performance", performance, topic=topic, edition=4)


def test_gaps_are_expectation_less_performance_on_the_scale_of_the_items(tmp_path: Path) -> None:
    found = known(
        tmp_path,
        answers=[
            *paired("promises-kept", 4, 3), *paired("area-layout", 4, 4), *paired("show-effect", 4, 5),
            *paired("stand-fitting", 4, 5, range(1, 8)),
        ],
    )  # fmt: skip
    body = found.findings["gaps"]
    gaps = {mark["topic"]: (mark["gap"], mark["verdict"], mark["n"]) for mark in body["marks"]}
    assert gaps == {
        "promises-kept": (1, "dissatisfied", 40),
        "area-layout": (0, "basically_satisfied", 40),
        "show-effect": (-1, "delighted", 40),
    }
    assert body["lacking"] == [{"topic": "stand-fitting", "n": 7, "needs": 30, "of": "respondents"}]
    assert found.of("gaps", 4)["marks"] == body["marks"]
    assert found.scores[20]["gap"] == 0.0  # 1/4, 0 and -1/4 of the scale


def test_what_moves_satisfaction_is_important_and_what_does_not_is_not(tmp_path: Path) -> None:
    draw = random()
    answers = []
    for key in range(1, 121):
        one, other = (int(each) for each in draw.integers(1, 6, 2))
        answers += [
            answer(key, key, "performance", one, topic="show-effect"),
            answer(key, key, "performance", other, topic="area-layout"),
            answer(key, key, "overall", one),
            answer(key, key, "importance", 5, topic="area-layout"),
        ]
    found = Known(
        tmp_path,
        editions=EDITIONS,
        relationships=[relationship(key) for key in range(1, 121)],
        participations=[came(key, 4) for key in range(1, 121)],
        answers=answers,
    )
    layout, effect = found.findings["importance"]["marks"]
    assert (layout["topic"], effect["topic"]) == ("area-layout", "show-effect")
    assert effect["relative"] > 0.9 > 0.1 > layout["relative"]
    assert (layout["stated"], layout["stated_n"], effect["stated"]) == (1.0, 120, None)
    contrast = {mark["topic"]: mark["kind"] for mark in found.findings["penalty-reward"]["marks"]}
    assert contrast["show-effect"] == "performance"
    placed = {mark["topic"]: mark for mark in found.findings["importance-performance"]["marks"]}
    assert placed["show-effect"]["quadrant"] in {"keep_up", "concentrate_here"}
    assert found.scores[1]["satisfaction"] == (answers[2][9] - 1) / 4


def asked(keys: range, topics: str, outcome: str = "overall", high: float = 5) -> Iterator[tuple[Any, ...]]:
    """A questionnaire that these respondents answered, on a scale of its own; its first topic moves the outcome."""
    draw = random()
    for key in keys:
        seen = draw.random(len(topics)).round(1)
        for topic, one in zip(topics, seen, strict=True):
            yield answer(None, key, "performance", 1 + one * (high - 1), topic=topic, high=high)
        yield answer(None, key, outcome, 1 + seen[0] * (high - 1), high=high)


MOVED_BY_TOPICS = ("importance", "importance-performance", "penalty-reward")


@pytest.mark.parametrize("code", MOVED_BY_TOPICS)
def test_a_second_questionnaire_drops_no_topic_of_the_first(tmp_path: Path, code: str) -> None:
    """Of three times as many people, on another scale, with another outcome: both are told, each of its own."""
    found = known(tmp_path, answers=[*asked(range(50), "ab"), *asked(range(50, 200), "cde", "recommend", 10)])
    body = found.findings[code]
    groups = [body, *body["others"]]
    assert [[mark["topic"] for mark in one["marks"]] for one in groups] == [["c", "d", "e"], ["a", "b"]]
    assert [one["n"] for one in groups] == [150, 50]
    assert body["lacking"] == []


def test_a_topic_that_two_questionnaires_ask_is_weighed_with_each(tmp_path: Path) -> None:
    found = known(tmp_path, answers=[*asked(range(40), "ab"), *asked(range(40, 140), "bc", high=10)])
    groups = [found.findings["importance"], *found.findings["importance"]["others"]]
    assert [([mark["topic"] for mark in one["marks"]], one["n"]) for one in groups] == [
        (["b", "c"], 100), (["a", "b"], 40),
    ]  # fmt: skip


def test_topics_of_which_nothing_can_be_told_are_named(tmp_path: Path) -> None:
    few, many, mute = (
        asked(range(20), "ab"),
        asked(range(20, 120), "cd"),
        asked(range(120, 160), "ef", "trust"),
    )
    body = known(tmp_path, answers=[*few, *many, *mute]).findings["importance"]
    assert [mark["topic"] for mark in body["marks"]] == ["c", "d"]
    assert [(one["topic"], one["n"], one["of"]) for one in body["lacking"]] == [
        ("a", 20, "respondents"), ("b", 20, "respondents"),
        ("e", 0, "respondents with overall satisfaction"), ("f", 0, "respondents with overall satisfaction"),
    ]  # fmt: skip


def test_zones_by_what_is_expected_and_what_is_spoken_of(tmp_path: Path) -> None:
    asked = {"a": (5, 0), "b": (5, 1), "c": (1, 1), "d": (1, 0)}
    found = known(
        tmp_path,
        answers=[
            row
            for topic, (expectation, spoken) in asked.items()
            for key in KEYS
            for row in (
                answer(key, key, "expectation", expectation, topic=topic),
                answer(key, key, "spoken", spoken, topic=topic, low=0, high=1),
            )
        ],
    )
    zones = {mark["topic"]: mark["zone"] for mark in found.findings["zones"]["marks"]}
    assert zones == {"a": "basic", "b": "satisfaction", "c": "delight", "d": "loyalty"}


def test_competing_shows_are_compared_by_the_same_customers(tmp_path: Path) -> None:
    found = known(
        tmp_path,
        answers=[answer(key, key, "performance", 4, topic="show-effect", edition=4) for key in range(1, 31)],
        ratings=[
            *(rating(key, 7, "show-effect", 3, 4) for key in range(1, 21)),
            *(rating(key, 9, "show-effect", 5, 4) for key in range(11, 41)),
        ],
    )
    body = found.findings["competitors"]
    assert body["competitors"] == [9, 7]
    assert {(mark["competitor"], mark["mean"], mark["n"]) for mark in body["marks"]} == {
        (None, 0.75, 30), (7, 0.5, 20), (9, 1.0, 30),
    }  # fmt: skip
    for mark in body["differences"]:
        assert mark["difference"] == pytest.approx(mark["ours"][0] - mark["theirs"][0], abs=1e-3)
    assert {mark["competitor"]: (mark["difference"], mark["n"], mark["verdict"]) for mark in body["differences"]} == {
        7: (0.25, 20, "ahead"), 9: (-0.25, 20, "behind"),
    }  # fmt: skip
    assert found.scores[1]["attitude"] == 0.625  # one half and half of a quarter
    assert found.scores[25]["attitude"] == 0.375


def test_attitude_is_the_mean_over_topics_and_competing_shows_that_were_both_rated(tmp_path: Path) -> None:
    found = known(
        tmp_path,
        answers=[
            answer(1, 1, "performance", 4, topic="show-effect", edition=4),
            answer(1, 1, "performance", 2, topic="promises-kept", edition=4),
            answer(2, 2, "performance", 4, topic="area-layout", edition=4),
        ],
        ratings=[
            rating(1, 7, "show-effect", 3, 4),
            rating(1, 7, "show-effect", 5, 3),  # together as good as ours
            rating(1, 7, "promises-kept", 3, 4),
            rating(1, 9, "show-effect", 5, 4),
            rating(1, 9, "area-layout", 1, 4),
            rating(2, 9, "promises-kept", 1, 4),
        ],
    )
    assert found.scores[1]["attitude"] == pytest.approx(0.5 + 0.5 * (0 - 0.25 - 0.25) / 3, abs=1e-6)
    assert found.scores[2]["attitude"] is None


def test_a_gap_is_the_mean_over_topics_of_which_both_were_said(tmp_path: Path) -> None:
    found = known(
        tmp_path,
        answers=[
            answer(1, 1, "expectation", 5, topic="show-effect"),
            answer(1, 1, "expectation", 4, topic="area-layout"),
            answer(1, 1, "expectation", 1, topic="promises-kept"),
            answer(1, 1, "performance", 3, topic="show-effect"),
            answer(1, 1, "performance", 4, topic="area-layout"),
            answer(2, 2, "performance", 4, topic="promises-kept"),
        ],
    )
    assert found.scores[1]["gap"] == 0.25
    assert found.scores[2]["gap"] is None


def test_delivered_value_quality_goals_and_wallet(tmp_path: Path) -> None:
    answers = []
    for key in KEYS:
        answers += [
            answer(key, key, "value_part", 5, topic="product"),
            answer(key, key, "value_part", 3, topic="service"),
            answer(key, key, "cost_part", 2, topic="money"),
            answer(key, key, "goal_set", 5, topic="partners"),
            answer(key, key, "goal_reached", 4, topic="partners"),
            answer(key, key, "wallet", 0.25 if key % 2 else 0.75, low=0, high=1),
            *(answer(key, key, part, 4) for part in ("satisfaction", "trust", "belonging")),
        ]
    found = known(tmp_path, answers=answers)
    value = found.findings["delivered-value"]
    assert (value["value"], value["cost"], value["delivered"], value["n"]) == (0.75, 0.25, 0.5, 40)
    (goal,) = found.findings["goals"]["marks"]
    assert (goal["importance"], goal["reached"], goal["gap"], goal["missed"]) == (1, 0.75, 0.25, 1)
    wallet = found.findings["wallet-share"]
    assert (wallet["mean"], [one["n"] for one in wallet["bins"]]) == (0.5, [0, 0, 20, 0, 0, 0, 0, 20, 0, 0])
    parts = {mark["part"]: mark["mean"] for mark in found.findings["quality"]["marks"]}
    assert parts == {
        "satisfaction": 0.75,
        "trust": 0.75,
        "belonging": 0.75,
    }  # nobody was asked for the fourth
    assert found.scores[1]["quality_trust"] == 0.75
    assert found.scores[1]["quality"] is None


def test_customers_stand_in_the_loyalty_matrix_and_move_between_editions(tmp_path: Path) -> None:
    """Faithful ones came to 1-4, seldom ones to 1 and 4 only; half of each dislike us after the fourth."""
    faithful, seldom = range(1, 21), range(21, 41)
    found = Known(
        tmp_path,
        **EVERYBODY,
        participations=[
            *(came(key, number) for key in faithful for number in (1, 2, 3, 4)),
            *(came(key, number) for key in seldom for number in (1, 4)),
        ],
        answers=[
            *(answer(key, key, "attitude", 5, edition=3, on=date(2022, 6, 1)) for key in KEYS),
            *(answer(key, 100 + key, "attitude", 5 if key % 2 else 1, edition=4) for key in KEYS),
        ],
    )  # fmt: skip
    body = found.findings["loyalty-moves"]
    assert {cell["cell"]: cell["n"] for cell in body["cells"]} == {
        "loyal": 10, "spurious": 10, "latent": 10, "not_loyal": 10,
    }  # fmt: skip
    assert body["attitude"] == "items"
    moves = body["moves"]
    assert (moves["from_edition"], moves["to_edition"], moves["n"]) == (3, 4, 40)
    assert moves["counts"][moves["names"].index("loyal")] == [10, 0, 10, 0]
    assert moves["counts"][moves["names"].index("latent")] == [0, 10, 0, 10]
    assert (found.scores[2]["loyalty_cell_before"], found.scores[2]["loyalty_cell"]) == ("loyal", "spurious")


def test_types_and_phases_of_loyalty_by_readable_rules(tmp_path: Path) -> None:
    signs = {1: ("kinship", 5), 2: ("alternatives", 5), 3: ("price", 5), 4: ("incentive", 5), 5: ("ease", 5)}
    answers = [answer(key, key, asks, value) for key, (asks, value) in signs.items()]
    answers += [
        answer(key, key, asks, 5 if key < 10 else 1)
        for key in range(6, 16)
        for asks in ("cognitive", "affective", "conative")
    ]
    found = known(tmp_path, answers=answers)
    types = {key: found.scores[key]["loyalty_type"] for key in range(1, 16)}
    assert [types[key] for key in range(1, 7)] == [
        "kinship", "monopoly", "price", "incentive", "convenience", "trust",
    ]  # fmt: skip
    assert types[12] == "inertia"
    assert found.scores[6]["loyalty_phase"] == "behavioural"
    assert found.scores[20]["loyalty_type"] is None
    body = found.findings["loyalty-types"]
    assert body["n"] == sum(mark["n"] for mark in body["marks"]) == 15


def test_ladders_become_a_map_and_a_reason_given_counts(tmp_path: Path) -> None:
    found = Known(
        tmp_path,
        **EVERYBODY,
        participations=[came(key, number) for key in KEYS for number in ((1, 2) if key > 20 else (1, 2, 3, 4))],
        answers=[
            *(answer(key, key, "ladder", None, text="place > traffic ＞ sales") for key in range(1, 26)),
            *(answer(key, 100 + key, "leaving_reason", None, text="price") for key in range(21, 33)),
            *(answer(key, 100 + key, "price", 5) for key in range(21, 41)),
        ],
    )  # fmt: skip
    arrows = {
        (arrow["origin"], arrow["target"]): arrow["direct"] for arrow in found.findings["means-end"]["arrows"]
    }
    assert arrows == {("place", "traffic"): 25, ("traffic", "sales"): 25}
    body = found.findings["churn-reasons"]
    assert (body["n"], body["learnt_from"]) == (20, 12)
    assert next(mark for mark in body["marks"] if mark["reason"] == "price")["said"] == 12
    counted = {mark["reason"]: mark["n"] for mark in body["marks"] if mark["n"]}
    assert counted == Counter(one["leaving_reason"] for one in found.scores.values() if one["leaving_reason"])
    assert (found.scores[25]["leaving_reason"], found.scores[25]["leaving_p"]) == ("price", 1.0)
    assert found.scores[40]["leaving_reason"] == "price"  # it bargains, as those who left for the price did
    assert found.scores[40]["leaving_p"] < 1
    assert found.scores[1]["leaving_reason"] is None


def test_levels_of_satisfaction_that_few_told_share_a_dot() -> None:
    tenths = np.array([0, 2, 3, 5, 8, 9, 10])
    assert _pools(tenths, np.array([1.0, 5, 14, 40, 30, 25, 3])) == [[0, 2, 3], [5], [8], [9, 10]]
    assert _pools(tenths[:2], np.array([1.0, 5])) == [[0, 2]]


def test_intent_is_held_against_who_came(tmp_path: Path) -> None:
    found = Known(
        tmp_path,
        **EVERYBODY,
        participations=[came(key, number) for key in KEYS for number in ((3, 4) if key > 20 else (3,))],
        answers=[answer(key, key, "intent", 5 if key > 10 else 1, edition=3) for key in KEYS],
    )
    body = found.findings["calibration-of-intent"]
    assert [(mark["said"], mark["came"], mark["n"]) for mark in body["marks"]] == [
        (0, 0, 10),
        (1, 0.666667, 30),
    ]
    assert body["came"] == 0.5


def test_the_airline_shows_its_gaps_and_what_matters(tmp_path: Path, shared_data: Path) -> None:
    """Unnamed respondents of a series without a single relationship; 1 to 100, expectations above performances."""
    file = shared_data / "satisfaction" / "airline_expectation_performance.csv"
    if not file.exists():
        pytest.skip("the airline's file lies beside the project")
    with file.open() as told:
        rows = list(csv.DictReader(told))
    found = Known(tmp_path, answers=list(airline(rows)), editions=EDITIONS)
    gaps = {mark["topic"]: mark for mark in found.findings["gaps"]["marks"]}
    assert len(gaps) == 23
    by_hand = [float(row["e1"]) - float(row["s1"]) for row in rows if row["e1"] and row["s1"]]
    assert gaps["t01"]["gap"] == pytest.approx(sum(by_hand) / len(by_hand), abs=1e-4)
    assert gaps["t01"]["scale"] == [1, 100]
    importance = found.findings["importance"]
    whole = [row for row in rows if row["overall_sat"] and all(row[f"s{at}"] for at in range(1, 24))]
    assert importance["n"] == len(whole)
    assert importance["r2"] == pytest.approx(share_explained(whole), abs=1e-4)
    assert sum(mark["relative"] for mark in importance["marks"]) == pytest.approx(1, abs=1e-3)
    assert len(found.findings["importance-performance"]["marks"]) == len(importance["marks"])


def share_explained(rows: list[dict[str, str]]) -> float:
    """R2 by least squares."""
    table = np.array([[1.0, *(float(row[f"s{at}"]) for at in range(1, 24))] for row in rows])
    outcome = np.array([float(row["overall_sat"]) for row in rows])
    slopes = np.linalg.lstsq(table, outcome, rcond=None)[0]
    return 1 - float(np.var(outcome - table @ slopes) / np.var(outcome))


def airline(rows: list[dict[str, str]]) -> Iterator[tuple[Any, ...]]:
    for number, row in enumerate(rows, start=1):
        for at in range(1, 24):
            for asks, column in (("expectation", f"e{at}"), ("performance", f"s{at}")):
                if row[column]:
                    yield answer(None, number, asks, float(row[column]), topic=f"t{at:02}", low=1, high=100)
        if row["overall_sat"]:
            yield answer(None, number, "overall", float(row["overall_sat"]), low=1, high=7)
