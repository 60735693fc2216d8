"""Steps beyond cells by hand: what answers, money and bookings are grouped to."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from everfair.engine import Pipeline, Step
from everfair.engine import steps as every
from everfair.engine.pipeline import GIVEN
from everfair.engine.steps.signals import PLACE
from tests.engine.facts import ENTERED, came, edition, grouped, heard, relationship
from tests.engine.known import answer, entry, paid

BETWEEN = {"chapters", "purse_values", "indirect", "leaving", "opinions", "cell_scores"}
FURTHER = (
    every.RECKONING, *every.ANSWER_STEPS, *every.FOLLOWING_STEPS, *every.MONEY_STEPS, *every.PURSE_STEPS,
    every.BROUGHT, *every.WORTH_STEPS, *every.VALUED_STEPS, every.AT_STAKE,
)  # fmt: skip
ALL = (*FURTHER, every.scores_with(worth=True, opinions=True, leaving=True))
TODAY = date(2024, 5, 1)
TERMS = (1, "CNY", 0.5, 0.1, 0.5, 100)


def test_every_further_step_names_all_it_reads_and_nothing_else() -> None:
    names = {*GIVEN, *BETWEEN, *(step.name for step in (*every.STEPS, *ALL))}
    known = {*GIVEN, *BETWEEN, *(step.name for step in every.STEPS)}
    for step in ALL:
        read = set(re.findall(r"(?:FROM|JOIN|,)\s+([a-z_]+)\b", step.sql)) & names
        assert read == set(step.inputs), step.name
        assert set(step.inputs) <= known, step.name
        assert step.meaning
        known.add(step.name)


@pytest.mark.parametrize("step", ALL, ids=lambda step: step.name)
def test_every_further_step_can_be_said_in_sparks_words(step: Step) -> None:
    sqlglot = pytest.importorskip("sqlglot", reason="the translator comes with record linkage")
    (said,) = sqlglot.transpile(
        step.sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    assert said


def taken(folder: Path, *steps: Step, **rows: Any) -> Pipeline:
    given: dict[str, Any] = {
        "editions": [edition(number) for number in range(1, 5)],
        "relationships": [relationship(key) for key in (10, 11, 12)],
        "terms": [TERMS],
    }
    return grouped(folder, TODAY, **given | rows).run(steps)


def lived(pipeline: Pipeline, *lives: tuple[int, int, int, int]) -> Pipeline:
    """What `science` gives of histories: relationship, times it came, places it came to first and last."""
    cells = {row["relationship"]: row["cell"] for row in pipeline.look("cell_of")}
    names = ("cell", "times", "first", "last", "chapter", "lift", "strand")
    told = [dict(zip(names, (cells[key], *life, 0, 1.0, 1), strict=True)) for key, *life in lives]
    pipeline.give("chapters", pa.Table.from_pylist(told))
    return pipeline.run(every.MONEY_STEPS)


def test_an_answer_counts_on_its_own_scale_and_a_turned_item_the_other_way_round(tmp_path: Path) -> None:
    pipeline = taken(
        tmp_path,
        *every.ANSWER_STEPS,
        answers=[
            answer(10, 1, "trust", 4, item=1),  # 3/4 of the way from 1 to 5
            answer(10, 1, "trust", 100, item=2, low=0, high=100, is_turned=True),
            answer(11, 2, "price", 7, low=1, high=7),
            answer(None, 3, "price", None, text="too dear"),  # in words: no score
            answer(12, 4, "price", 3, on=date(2024, 5, 2)),  # after today
        ],
    )
    rows = {
        (row["relationship"], row["asks"]): row
        for row in pipeline.look("replies JOIN questions USING (question) JOIN sheets USING (response)")
    }
    assert set(rows) == {(10, "trust"), (11, "price")}
    assert rows[10, "trust"]["score"] == pytest.approx((0.75 + 0) / 2)
    assert rows[10, "trust"]["items"] == 2
    assert rows[11, "price"]["score"] == 1.0


def test_the_latest_answers_of_a_customer_are_told_by_the_day(tmp_path: Path) -> None:
    pipeline = taken(
        tmp_path,
        *every.ANSWER_STEPS,
        answers=[
            answer(10, 1, "overall", 1, edition=3, on=date(2022, 6, 1)),
            answer(10, 2, "overall", 5, edition=4, on=date(2023, 6, 1)),
            answer(10, 3, "overall", 3, edition=4, on=date(2023, 6, 2)),
        ],
    )
    latest = [row for row in pipeline.look("told_by") if row["is_latest"]]
    assert [(row["edition"], row["score"], row["voices"]) for row in latest] == [(4, 0.75, 2)]


def test_what_a_customer_says_once_is_its_latest_word(tmp_path: Path) -> None:
    pipeline = taken(
        tmp_path,
        *every.ANSWER_STEPS,
        answers=[
            answer(10, 1, "overall", 1, edition=3),
            answer(10, 2, "overall", 5, edition=4, on=date(2023, 6, 2)),
            answer(11, 3, "overall", 3, edition=3),
            answer(None, 4, "overall", 3, edition=4),  # nobody's
        ],
    )
    told = [(row["relationship"], row["edition"], row["is_latest"]) for row in pipeline.look("told_by")]
    assert told == [(10, 3, False), (10, 4, True), (11, 3, True)]


def test_a_market_is_contested_when_enough_of_its_industry_say_so(tmp_path: Path) -> None:
    keys = range(20, 26)
    pipeline = taken(
        tmp_path,
        *every.ANSWER_STEPS,
        relationships=[(key, 1, "exhibitor", ENTERED, "art") for key in (*keys, 40)]
        + [(41, 1, "exhibitor", ENTERED, "books")],
        answers=[answer(key, key, "contested", 5 if key > 20 else 1) for key in keys],
    )
    told = {row["relationship"]: row["is_contested"] for row in pipeline.look("contested")}
    assert told == {
        20: False,
        **dict.fromkeys((21, 22, 23, 24, 25), True),
        40: True,
    }  # 41: nobody of books spoke


def test_returns_pair_satisfaction_with_coming_to_the_next_edition(tmp_path: Path) -> None:
    pipeline = taken(
        tmp_path,
        *every.ANSWER_STEPS,
        participations=[came(10, 1), came(10, 2), came(11, 1), came(12, 4)],
        interactions=[
            heard(10, date(2020, 6, 1), "satisfaction", score=9),
            heard(11, date(2020, 6, 1), "satisfaction", score=9),
            heard(12, date(2023, 6, 1), "satisfaction", score=2),  # no edition after it
        ],
    )
    (row,) = pipeline.look("returns")
    assert (row["satisfaction"], row["n"], row["stayed"], row["level"]) == (0.9, 2, 1, -1)


def test_money_grows_to_today_and_other_currencies_are_left_out_and_counted(tmp_path: Path) -> None:
    pipeline = taken(
        tmp_path,
        participations=[
            paid(10, 4, 10_000),  # a year before today
            paid(10, 3, 10_000),
            paid(10, 2, 10_000, currency="USD"),
            paid(11, 4, 10_000, status="booked"),
        ],
        ledger=[
            entry(10, "maintenance", 1_000, date(2024, 5, 1)),
            entry(10, "maintenance", 1_000, currency="USD"),
            entry(11, "recommendation", 500, date(2024, 4, 30)),
            entry(12, "initial", 500, date(2024, 6, 1)),  # after today
        ],
        suggestions=[
            (10, 1, "exhibitor", None, "needs", state, 700, "CNY", date(2024, 5, 1), ENTERED)
            for state in ("adopted", "received")
        ],
    )
    lived(pipeline, (10, 3, 0, 2), (11, 0, PLACE, PLACE), (12, 0, PLACE, PLACE))
    rows = {row["relationship"]: row for row in pipeline.look("balance") if row["has_money"]}
    entered = {(row["relationship"], row["kind"]): row["amount"] for row in pipeline.look("entered")}
    assert set(rows) == {10, 11}
    year, two = 1.1 ** (366 / 365.25), 1.1 ** (731 / 365.25)  # 2024 has a day more
    assert rows[10]["economic"] == pytest.approx(5_000 * (year + two))
    assert (rows[10]["margin"], rows[10]["paid"], rows[10]["maintenance"]) == (5_000, 2, 1_000)
    assert entered[10, "capability"] == 700
    assert entered[11, "recommendation"] == pytest.approx(500 * 1.1 ** (1 / 365.25))
    assert sum(row["left_out"] for row in pipeline.look("edition_money")) == 2


def test_contacts_cost_of_winning_keeping_and_parting(tmp_path: Path) -> None:
    day = {number: date(2019 + number, 6, 1) for number in range(1, 5)}
    pipeline = taken(
        tmp_path,
        participations=[came(10, 2), came(11, 1), came(12, 3), came(12, 4)],
        interactions=[
            heard(10, day[1], "contact"),
            heard(10, day[2], "contact"),
            heard(10, day[2], "meeting"),
            heard(10, day[4], "contact"),
            heard(10, day[2], "satisfaction", score=8),  # no contact of ours
        ],
    )
    lived(pipeline, (10, 1, 1, 1), (11, 1, 0, 0), (12, 2, 2, 3))
    (row,) = pipeline.look("contacts")
    assert (row["relationship"], row["winning"], row["keeping"]) == (10, 100, 200)
    assert row["initial"] > 100 and row["maintenance"] > 200, "in today's money"
    assert row["ending"] == pytest.approx(100 * 1.1 ** (366 / 365.25))


def test_contacts_of_those_who_never_came_are_costs_of_winning_them(tmp_path: Path) -> None:
    pipeline = taken(
        tmp_path,
        participations=[came(11, number) for number in range(1, 5)],
        interactions=[heard(10, date(2019 + number, 6, 1), "contact") for number in range(1, 5)],
    )
    lived(pipeline, (10, 0, PLACE, PLACE), (11, 4, 0, 3))
    (row,) = pipeline.look("contacts")
    assert (row["winning"], row["keeping"], row["ending"]) == (400, 0, 0)


def test_contacts_that_cost_nothing_are_no_money(tmp_path: Path) -> None:
    pipeline = taken(
        tmp_path,
        terms=[(1, "CNY", 0.5, 0.1, 0.5, 0)],
        participations=[came(10, 1)],
        interactions=[heard(10, date(2020, 6, 1), "contact")],
    )
    lived(pipeline, (10, 1, 0, 0))
    assert not pipeline.count("contacts")
    assert not any(row["has_money"] for row in pipeline.look("balance"))


def test_a_series_says_how_often_it_is_held(tmp_path: Path) -> None:
    (row,) = taken(tmp_path, every.RECKONING, editions=[edition(1, starts_on=date(2021, 1, 1)),
        edition(2, starts_on=date(2021, 7, 2)), edition(3, starts_on=date(2022, 1, 1))]).look("reckoning")  # fmt: skip
    assert row["editions_a_year"] == pytest.approx(2.0, abs=0.01)


def test_one_in_twenty_leads_those_with_the_largest_stands_first(tmp_path: Path) -> None:
    keys = range(10, 50)
    area = {number: {20: 5000, 30: 1800, 11: 1800, 12: 1800}.get(number, 900) for number in keys}
    pipeline = taken(
        tmp_path,
        *every.FOLLOWING_STEPS,
        relationships=[relationship(key) for key in (*keys, 60)],
        participations=[
            *(paid(key, 4, None, area[key], booked_on=date(2023, 4, 1)) for key in keys),
            paid(11, 3, None, 5400, booked_on=date(2022, 4, 1)),
            paid(60, 4, None, 9000),  # nobody knows when
        ],
    )
    assert [row["relationship"] for row in pipeline.look("leaders")] == [11, 20]
    led = [(row["relationship"], row["edition"]) for row in pipeline.look("led")]
    assert led == [(11, 3), (11, 4), (20, 4)]


def test_bookings_are_counted_by_days_before_the_opening(tmp_path: Path) -> None:
    pipeline = taken(
        tmp_path,
        *every.FOLLOWING_STEPS,
        participations=[
            paid(10, 4, None, booked_on=date(2023, 4, 30)),
            paid(11, 4, None, booked_on=date(2023, 4, 30)),
            paid(12, 4, None, booked_on=date(2023, 4, 1), status="cancelled"),
            paid(12, 3, None),
        ],
    )
    assert [(row["edition"], row["ahead"], row["n"]) for row in pipeline.look("booking_days")] == [(4, 1, 2)]
