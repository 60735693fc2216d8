"""Figures counted by hand on a show small enough to see at a glance."""

from datetime import date
from typing import Any

import pytest

from everfair.jobs.analysis.analysis import Analysis
from everfair.relations.measures import MEASURES, Where
from everfair.relations.models import AnalysisRun
from everfair.work.models import LostLease
from tests.books import Books

pytestmark = pytest.mark.django_db(transaction=True)

#            1  2  3  4 (4 is still to come)
HISTORIES = ["111b", "110", "101b", "011", "010", "001", "100"]


@pytest.fixture
def books() -> Books:
    told = Books(3, coming=1)
    for number, history in enumerate(HISTORIES):
        told.customer(f"客户{number}", history, [9, 18, 27])
    return told


def figures(run: AnalysisRun, ordinal: int) -> dict[str, Any]:
    found = run.edition_figures.get(edition__ordinal=ordinal)
    return {code: figure["value"] for code, figure in found.figures.items()}


def test_the_figures_of_each_edition(books: Books) -> None:
    run = Analysis().publish()
    assert figures(run, 1) == {
        "participants": 4,
        "area": 3600,  # four of 9 m2
        "rebooking-rate": 0.5,  # 2 of 4 came to the second
    }
    second = figures(run, 2)
    assert second == {
        "participants": 4,  # 111 110 011 010
        "first-timers": 2,
        "returning": 2,
        "seen-before": 0.5,
        "retention": 0.5,
        "rebooking-rate": 0.5,  # 111 and 011 of four
        "area": 5400,  # 18 18 9 9 m2
    }
    third = figures(run, 3)
    assert third["participants"] == 4  # 111 101 011 001
    assert third["first-timers"] == 1
    assert third["seen-before"] == 0.75
    assert third["retention"] == 0.5
    assert third["area"] == 2700 + 1800 + 1800 + 900
    assert third["rebooking-rate"] == 0.5  # two are booked so far


def test_seen_before_and_retention_are_different_measures(books: Books) -> None:
    run = Analysis().publish()
    third = run.edition_figures.get(edition__ordinal=3).figures
    assert (third["seen-before"]["value"], third["seen-before"]["n"]) == (0.75, 4)
    assert (third["retention"]["value"], third["retention"]["n"]) == (0.5, 4)
    assert third["retention"]["low"] < 0.5 < third["retention"]["high"]
    assert third["rebooking-rate"]["so_far"] is True


def test_every_figure_is_a_measure_of_the_catalogue(books: Books) -> None:
    run = Analysis().publish()
    stored = {code for one in run.edition_figures.all() for code in one.figures}
    assert stored <= set(MEASURES)
    assert {code for code, one in MEASURES.items() if one.where is Where.EDITION} <= stored


def test_flows_account_for_everybody_known(books: Books) -> None:
    run = Analysis().publish()
    for edition in (2, 3):
        flows = run.flows.filter(to_edition__ordinal=edition)
        known = sum(1 for history in HISTORIES if "1" in history[:edition])
        assert sum(flow.count for flow in flows) == known
    fresh = run.flows.filter(to_edition__ordinal=3, from_stage="")
    assert sum(flow.count for flow in fresh) == 1


def test_an_edition_left_out_of_analysis_does_not_count(books: Books) -> None:
    second = books.editions[1]
    second.is_excluded = True
    second.save()
    run = Analysis().publish()
    assert not run.edition_figures.filter(edition=second).exists()
    assert figures(run, 3)["retention"] == 0.5  # 111 and 101 of the four at the first
    assert {score.attended for score in run.scores.all()} >= {"11", "10"}


def test_what_has_not_been_held_by_today_does_not_count_as_missed(books: Books) -> None:
    run = Analysis().publish()
    assert {len(score.attended) for score in run.scores.all()} == {3}
    assert run.forecasts.get().edition == books.editions[3]
    assert run.forecasts.get().booked == 2


def test_the_sides_of_a_show_are_counted_apart(books: Books) -> None:
    visitors = Books(3, coming=1, side="visitor")
    for number in range(5):
        visitors.customer(f"观众{number}", "011")
    run = Analysis().publish()
    found = run.edition_figures.filter(side="visitor").order_by("edition__ordinal")
    assert [one.edition.ordinal for one in found] == [2, 3]  # nobody of that side is recorded at the first
    assert [one.figures["participants"]["value"] for one in found] == [5, 5]
    assert figures_of_side(run, 3) == 4


def figures_of_side(run: AnalysisRun, ordinal: int) -> int:
    found = run.edition_figures.get(edition__ordinal=ordinal, side="exhibitor")
    return int(found.figures["participants"]["value"])


def test_backtests_are_made_for_editions_with_three_before_them() -> None:
    books = Books(5)
    books.customers({"11111": 30, "11000": 30, "10100": 20, "01111": 25, "00110": 20, "10000": 40})
    run = Analysis().publish()
    judged = {one.edition.ordinal: one for one in run.backtests.all()}
    assert sorted(judged) == [4, 5]
    fourth = judged[4]
    assert (fourth.known, fourth.came) == (165, 75)
    assert set(fourth.figures) == {"everfair", "bgbb", "boosting", "logistic", "last_time"}
    assert set(fourth.figures["everfair"]) == {"auc", "log_loss", "brier", "expected", "low", "high"}
    assert sum(tenth["n"] for tenth in fourth.calibration) == 165


def test_a_party_in_two_roles_of_one_side_came_once(books: Books) -> None:
    from everfair.shows.models import Participation, Role

    twice = books.customer("双重身份", "111", [9, 9, 9])
    other = Role.objects.create(code="pavilion-of-the-tests", side="exhibitor", en="pavilion")
    Participation.objects.create(party=twice.party, edition=books.editions[2], role=other, status="came")
    run = Analysis().publish()
    assert run.scores.get(relationship=twice).times_came == 3
    assert figures(run, 3)["participants"] == 5


def test_dealings_after_today_are_not_known_yet(books: Books) -> None:
    dreamt = books.customer("未来", "111")
    books.hears(dreamt, date(2091, 1, 1), "complaint", "unsolved")
    run = Analysis().publish()
    codes = {item["code"] for item in run.scores.get(relationship=dreamt).evidence}
    assert not any(code.startswith("complaint") for code in codes)


def test_a_run_keeps_its_editions_in_the_order_of_its_paths(books: Books) -> None:
    run = Analysis().publish()
    (series,) = {edition.series_id for edition in books.editions}
    held = [edition.pk for edition in books.editions if edition.is_held]
    assert (
        run.editions_of(series, "exhibitor")
        == held
        == AnalysisRun.objects.get().editions_of(series, "exhibitor")
    )
    assert run.counts["editions"] == len(books.editions)
    assert {len(path) for path in run.scores.values_list("path", flat=True)} == {len(held)}


def test_whatever_happens_after_the_switch_the_run_stays(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped by hand while older runs are deleted, say."""

    def stopped(*_told: object, **_more: object) -> int:
        raise LostLease

    monkeypatch.setattr(AnalysisRun, "prune", stopped)
    with pytest.raises(LostLease):
        Analysis().publish()
    run = AnalysisRun.published()
    assert run is not None
    assert (run.state, run.scores.count()) == ("done", len(HISTORIES))
