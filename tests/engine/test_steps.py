"""Each step by hand on a handful of facts."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from everfair.engine import SCORES, STEPS, Pipeline, Step
from everfair.engine.duck import DuckPipeline
from everfair.engine.pipeline import GIVEN
from everfair.engine.spark import said
from everfair.engine.steps.cells import DIGITS
from everfair.jobs.analysis.edition_figures import edition_counts
from everfair.jobs.analysis.grid import Grids
from tests.engine.facts import came, edition, grouped, heard, relationship, write


def digits(row: dict[str, Any]) -> list[int]:
    return [row["code"] >> 2 * place & 3 for place in range(len(DIGITS))]


def levels(pipeline: Pipeline) -> dict[str, int]:
    """Of the first observation; -1 is unknown."""
    first = digits(pipeline.look("observed")[0])
    return {digit: level - 1 for digit, level in zip(DIGITS, first, strict=True)}


def test_every_step_reads_only_facts_and_earlier_steps_and_says_what_a_row_is() -> None:
    known = set(GIVEN)
    for step in STEPS:
        assert set(step.inputs) <= known, step.name
        assert step.meaning
        assert step.name not in known
        known.add(step.name)


def test_every_input_named_is_read_and_none_besides(tmp_path: Path) -> None:
    import re

    names = {*GIVEN, *(step.name for step in STEPS)}
    for step in STEPS:
        read = set(re.findall(r"(?:FROM|JOIN|,)\s+([a-z_]+)\b", step.sql)) & names
        assert read == set(step.inputs), step.name


@pytest.fixture
def three(tmp_path: Path) -> Pipeline:
    """Editions 1 to 3 held, 4 to come. 10 came to 1 and 3, 11 to 1, 12 to 2 and 3 and is booked, 13 asked once."""
    return grouped(
        tmp_path,
        editions=[edition(1), edition(2), edition(3), edition(4, held=False)],
        relationships=[relationship(key) for key in (10, 11, 12, 13, 14)],
        participations=[
            came(10, 1, 900), came(10, 3, 1800), came(11, 1, 900), came(12, 2), came(12, 3, 900),
            came(12, 4, 900, "booked"),
        ],
        interactions=[heard(13, date(2021, 6, 1), "enquiry", "interested")],
    )  # fmt: skip


def test_positions_count_the_held_editions_in_order(three: Pipeline) -> None:
    rows = three.look("analysed", "position")
    assert [(row["edition"], row["position"]) for row in rows] == [(1, 0), (2, 1), (3, 2)]
    (side,) = three.look("sides")
    assert (side["editions"], side["next_edition"], side["relationships"]) == (3, 4, 5)


def test_an_edition_that_has_not_begun_by_today_is_not_held(tmp_path: Path) -> None:
    pipeline = grouped(
        tmp_path,
        editions=[edition(1), edition(2, starts_on=date(2025, 1, 1))],
        relationships=[relationship(10)],
        participations=[came(10, 1), came(10, 2)],
    )
    assert [row["edition"] for row in pipeline.look("held")] == [1]
    assert pipeline.look("sides")[0]["next_edition"] == 2


def test_equal_histories_share_a_cell(tmp_path: Path) -> None:
    pipeline = grouped(
        tmp_path,
        editions=[edition(1), edition(2)],
        relationships=[relationship(key) for key in range(6)],
        participations=[*(came(key, 1) for key in range(5)), came(0, 2), came(1, 2)],
    )
    cells = pipeline.look("cells", "cell")
    assert sorted(row["count"] for row in cells) == [1, 2, 3]
    assert sum(row["count"] for row in cells) == pipeline.count("cell_of") == 6


def test_an_observation_is_taken_apart_as_it_was_packed(three: Pipeline) -> None:
    cell = next(row["cell"] for row in three.look("cell_of") if row["relationship"] == 10)
    first, second = (row for row in three.look("observed", "cell, place") if row["cell"] == cell)
    assert digits(first) == [2, 1, 0, 0, 0, 0]
    assert digits(second) == [2, 2, 3, 0, 0, 0]
    assert (first["place"], second["place"]) == (0, 2)


def test_what_is_heard_belongs_to_the_edition_before_it(tmp_path: Path) -> None:
    pipeline = grouped(
        tmp_path,
        editions=[edition(1), edition(2)],
        relationships=[relationship(10)],
        participations=[came(10, 1), came(10, 2)],
        interactions=[
            heard(10, date(2019, 1, 1), "enquiry"),
            heard(10, date(2021, 4, 30), "contact"),
            heard(10, date(2021, 5, 1), "contact"),
            heard(10, date(2024, 1, 2), "contact"),
        ],
    )
    rows = pipeline.look("days", "day")
    assert [row["place"] for row in rows] == [0, 0, 1]


@pytest.mark.parametrize(
    ("dealings", "level"),
    [
        ([("contact", "reached")], 1),
        ([("contact", "not_reached")], 0),
        ([("contact", "reached"), ("meeting", ""), ("event", "")], 2),
        ([("note", "")], 0),
        ([("satisfaction", "")], None),
    ],
)
def test_engagement_counts_what_was_answered(
    tmp_path: Path, dealings: list[tuple[str, str]], level: int | None
) -> None:
    told = [
        heard(10, date(2020, 6, day), kind, outcome, 5) for day, (kind, outcome) in enumerate(dealings, 1)
    ]
    pipeline = grouped(
        tmp_path,
        editions=[edition(1)],
        relationships=[relationship(10)],
        participations=[came(10, 1)],
        interactions=told,
    )
    assert levels(pipeline)["engagement"] == (-1 if level is None else level)


@pytest.mark.parametrize(("scores", "level"), [([4], 0), ([6], 0), ([7], 1), ([9], 2), ([10, 3], 1)])
def test_satisfaction_is_low_middle_or_high(tmp_path: Path, scores: list[int], level: int) -> None:
    told = [heard(10, date(2020, 6, day), "satisfaction", "", score) for day, score in enumerate(scores, 1)]
    pipeline = grouped(
        tmp_path,
        editions=[edition(1)],
        relationships=[relationship(10)],
        participations=[came(10, 1)],
        interactions=told,
    )
    assert levels(pipeline)["satisfaction"] == level


@pytest.mark.parametrize(("outcomes", "level"), [(["unsolved"], 1), (["solved"], 2), (["solved", ""], 1)])
def test_a_complaint_is_open_until_solved(tmp_path: Path, outcomes: list[str], level: int) -> None:
    told = [heard(10, date(2020, 6, day), "complaint", outcome) for day, outcome in enumerate(outcomes, 1)]
    pipeline = grouped(
        tmp_path,
        editions=[edition(1)],
        relationships=[relationship(10)],
        participations=[came(10, 1)],
        interactions=told,
    )
    assert levels(pipeline)["complaint"] == level


def test_silence_means_none_only_where_contacts_are_recorded_as_a_rule(tmp_path: Path) -> None:
    pipeline = grouped(
        tmp_path,
        editions=[edition(1), edition(2)],
        relationships=[relationship(key) for key in range(10)],
        participations=[*(came(key, 1) for key in range(10)), *(came(key, 2) for key in range(10))],
        interactions=[
            *(heard(key, date(2020, 6, 1), "contact") for key in range(5)),
            heard(0, date(2021, 6, 1), "contact"),
        ],
    )
    assert [row["contacts"] for row in pipeline.look("recording", "place")] == [True, False]


def test_counts_of_editions(three: Pipeline) -> None:
    (grid,) = Grids(three)
    rows = list(edition_counts(grid))
    assert [row["participants"] for row in rows] == [2, 1, 2]
    assert [row["first_timers"] for row in rows] == [2, 1, 0]
    assert [row["came_again"] for row in rows] == [0, 0, 1]
    assert [row["come_next"] for row in rows] == [0, 1, 0]
    assert [(row["areas_known"], row["area_dm2"]) for row in rows] == [(2, 1800), (0, 0), (2, 2700)]
    assert rows[2]["booked_again"] == 1


def test_two_runs_over_the_same_facts_number_the_cells_the_same(tmp_path: Path) -> None:
    facts = {
        "editions": [edition(number) for number in range(1, 6)],
        "relationships": [relationship(key) for key in range(500)],
        "participations": [
            came(key, number, 900 * (1 + key % 3))
            for key in range(500)
            for number in range(1, 6)
            if (key >> number) % 2 or number == 1
        ],
    }
    folder = write(tmp_path, **facts)
    one, other = (DuckPipeline(folder, date(2024, 6, 1), threads=threads).run(STEPS) for threads in (1, 4))
    assert one.look("cell_of", "relationship") == other.look("cell_of", "relationship")
    assert one.look("cells", "cell") == other.look("cells", "cell")


def test_of_a_table_only_what_is_asked_for_is_told(three: Pipeline) -> None:
    told = three.arrays(
        "relationships", "relationship DESC", "relationship, side, industry", relationship=10, series=1
    )
    assert {name: values.tolist() for name, values in told.items()} == {
        "relationship": [10], "side": ["exhibitor"], "industry": [""],
    }  # fmt: skip
    assert not len(three.arrays("relationships", side="visitor's")["relationship"])
    both = three.arrays("editions", "edition DESC", "edition, label", label=("1", "3", "9"))
    assert both["edition"].tolist() == [3, 1]
    assert three.columns("moment") == ["today"]


def test_of_what_is_unknown_numbers_are_minus_one_and_texts_empty(three: Pipeline) -> None:
    three.run([Step("gaps", "nothing known", ("participations",), """
        SELECT CAST(NULL AS BIGINT) AS n, CAST(NULL AS DOUBLE) AS x, CAST(NULL AS VARCHAR) AS text,
               CAST(NULL AS BOOLEAN) AS so, sum(area_dm2) AS area
        FROM participations
    """)])  # fmt: skip
    assert {name: values.tolist() for name, values in three.arrays("gaps").items()} == {
        "n": [-1], "x": [-1.0], "text": [""], "so": [False], "area": [5400.0],
    }  # fmt: skip


def test_a_run_tells_what_each_step_took(three: Pipeline) -> None:
    assert [taken.name for taken in three.taken] == [step.name for step in STEPS]
    assert all(taken.seconds >= 0 for taken in three.taken)
    assert three.taken[-1].rows == 5


def test_a_series_that_comes_more_often_than_can_be_told_keeps_its_latest_editions(tmp_path: Path) -> None:
    numbers = range(1, 206)
    pipeline = grouped(
        tmp_path,
        editions=[(n, 1, n, str(n), None, True) for n in numbers],
        relationships=[relationship(10)],
        participations=[(*came(10, n)[:-2], None, came(10, n)[-1]) for n in numbers],
    )
    rows = pipeline.look("analysed", "position")
    assert len(rows) == 200
    assert (rows[0]["edition"], rows[0]["position"], rows[-1]["edition"]) == (6, 0, 205)


def test_whose_history_differs_in_the_order_of_things_is_in_another_cell(tmp_path: Path) -> None:
    """Fingerprints are sums: what was told must not change places unseen."""
    pipeline = grouped(
        tmp_path,
        editions=[edition(1), edition(2), edition(3)],
        relationships=[relationship(key) for key in range(4)],
        participations=[came(key, number) for key in range(4) for number in (1, 2, 3)],
        interactions=[
            heard(0, date(2020, 6, 1), "complaint", "unsolved"),
            heard(0, date(2021, 6, 1), "satisfaction", "", 9),
            heard(1, date(2021, 6, 1), "complaint", "unsolved"),
            heard(1, date(2020, 6, 1), "satisfaction", "", 9),
        ],
    )
    cell_of = {row["relationship"]: row["cell"] for row in pipeline.look("cell_of")}
    assert len({cell_of[0], cell_of[1], cell_of[2]}) == 3
    assert cell_of[2] == cell_of[3]


def test_many_dealings_around_one_edition_do_not_run_into_one_another(tmp_path: Path) -> None:
    told = [heard(10, date(2020, 6, 1), "contact", "reached") for _ in range(3000)]
    told += [heard(10, date(2020, 7, 1), "complaint", "solved") for _ in range(200)]
    told += [heard(10, date(2020, 8, 1), "satisfaction", "", 7) for _ in range(500)]
    pipeline = grouped(
        tmp_path,
        editions=[edition(1)],
        relationships=[relationship(10)],
        participations=[came(10, 1, 900)],
        interactions=told,
    )
    (row,) = pipeline.look("observed")
    assert digits(row) == [2, 2, 0, 3, 2, 3]


def test_two_roles_without_a_stand_are_one_visit_of_unknown_area(tmp_path: Path) -> None:
    pipeline = grouped(
        tmp_path,
        editions=[edition(1)],
        relationships=[relationship(10), relationship(11)],
        participations=[came(10, 1), came(10, 1), came(11, 1, 900), came(11, 1, 10**9)],
    )
    assert [digits(row)[:2] for row in pipeline.look("observed", "cell")] == [[2, 0], [2, 2]]


def test_every_step_can_be_said_in_the_other_engines_sql() -> None:
    assert all(said(step.sql) for step in (*STEPS, SCORES))
