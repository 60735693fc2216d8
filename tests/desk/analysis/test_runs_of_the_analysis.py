import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from everfair.desk.analysis.runs import ANALYSE, progress
from everfair.house.models import User
from everfair.jobs.registry import BODIES, find_bodies
from everfair.journal.models import Entry
from everfair.relations.models import AnalysisRun, Publication
from everfair.relations.switching import NothingToShow, show_again
from everfair.work.models import Job
from tests.conftest import Cast
from tests.desk.shows import made
from tests.desk.shows.made import Fair

As = Callable[[User], Client]
RUNS, NEW = "/analysis/runs/", "/analysis/runs/new/"


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def plain(client: Client, page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", english(client).get(page).content.decode()))


@pytest.fixture
def older(fair: Fair) -> AnalysisRun:
    """A run before the one shown, with its scores still there."""
    made.customer(fair, "一")
    kept = AnalysisRun.objects.get(pk=fair.run.pk)
    newer = made.published()
    Publication.objects.update(run=newer)
    return kept


def test_the_job_asked_for_has_a_body() -> None:
    find_bodies()
    assert ANALYSE in BODIES


def test_the_list_tells_which_run_is_shown_and_how_long_each_took(
    cast: Cast, fair: Fair, client_of: As
) -> None:
    text = plain(client_of(cast.director), RUNS)
    assert f"Run {fair.run.pk} is shown" in text
    assert "977,001" in text


def test_counts_of_the_whole_house_are_not_for_who_sees_one_show(
    cast: Cast, fair: Fair, client_of: As
) -> None:
    made.customer(fair, "一")
    for page in (RUNS, f"{RUNS}{fair.run.pk}/"):
        assert "977,001" not in plain(client_of(cast.sales), page)
    assert client_of(cast.sales).get(RUNS).context["lines"][0].relationships == 1
    assert client_of(cast.stranger).get(RUNS).context["lines"][0].relationships is None


def test_forecasts_of_other_shows_are_not_on_a_runs_page(cast: Cast, fair: Fair, client_of: As) -> None:
    page = f"{RUNS}{fair.run.pk}/"
    assert "7777" in plain(client_of(cast.director), page)
    assert "7777" not in plain(client_of(cast.sales), page)


def test_a_runs_page_tells_where_the_time_went(cast: Cast, fair: Fair, client_of: As) -> None:
    text = plain(client_of(cast.analyst), f"{RUNS}{fair.run.pk}/")
    assert "Grouping 0.75 s" in text
    assert "Fitting and testing 2.00 s" in text


def test_the_longest_part_of_a_run_fills_its_bar(cast: Cast, fair: Fair, client_of: As) -> None:
    """However long the whole took, which may have waited, or be told as of a day long ago."""
    page = client_of(cast.analyst).get(f"{RUNS}{fair.run.pk}/").content.decode()
    drawn = re.findall(r'<progress value="([0-9.]+)" max="([0-9.]+)"', page)
    assert {most for _spent, most in drawn} == {max(spent for spent, _most in drawn)}
    assert len(drawn) > 1


def test_the_page_of_a_run_tells_its_counts_though_it_keeps_more(
    cast: Cast, fair: Fair, client_of: As
) -> None:
    """A run keeps the order of its editions beside how many there were."""
    run = AnalysisRun.objects.create(counts={"editions": 977_001, "relationships": 3})
    run.publish()
    assert "977,001" in plain(client_of(cast.director), f"{RUNS}{run.pk}/")


def test_who_sees_no_show_sees_no_runs(cast: Cast, fair: Fair, client_of: As) -> None:
    assert client_of(cast.admin).get(RUNS).status_code == 404
    assert client_of(cast.admin).get(f"{RUNS}{fair.run.pk}/").status_code == 404


def test_analysing_is_asked_once_however_often_it_is_clicked(cast: Cast, client_of: As) -> None:
    for _ in range(3):
        assert client_of(cast.analyst).post(NEW).status_code == 302
    assert list(Job.objects.values_list("name", "created_by")) == [(ANALYSE, cast.analyst.pk)]
    Job.objects.update(state=Job.State.DONE)
    client_of(cast.director).post(NEW)
    assert Job.objects.count() == 2


@pytest.mark.parametrize("who", ["sales", "service", "marketing", "stranger", "admin"])
def test_who_may_not_analyse_cannot(cast: Cast, client_of: As, who: str) -> None:
    assert client_of(getattr(cast, who)).post(NEW).status_code == 404
    assert not Job.objects.exists()


def test_progress_is_shown_as_it_goes(cast: Cast, fair: Fair, client_of: As) -> None:
    client_of(cast.analyst).post(NEW)
    job = Job.claim_next()
    assert job is not None
    job.save_progress(40, 100, step="science")
    assert "Fitting and testing" in plain(client_of(cast.sales), f"/analysis/jobs/{job.pk}/")
    text = english(client_of(cast.analyst)).get(RUNS).content.decode()
    assert f'hx-get="/analysis/jobs/{job.pk}/"' in text
    assert "Analyse now" not in text


def test_progress_of_other_jobs_is_nobodys_business(cast: Cast, client_of: As) -> None:
    job = Job.objects.create(name="intake.load")
    assert client_of(cast.director).get(f"/analysis/jobs/{job.pk}/").status_code == 404


def test_a_job_that_failed_says_that_the_last_result_stands(cast: Cast) -> None:
    told = progress(Job(pk=1, name=ANALYSE, state=Job.State.PARKED, error="secret path"))
    assert told["state"] == "failed"
    assert told["error"]
    assert "secret" not in told["error"]


def test_a_failed_run_says_what_happened_and_what_is_still_shown(
    cast: Cast, fair: Fair, client_of: As
) -> None:
    fallen = AnalysisRun.objects.create(state="failed", error="ValueError: no such file")
    text = plain(client_of(cast.sales), RUNS)
    assert (
        f"Run {fallen.pk}, the latest, came to nothing. It fell over. Nothing of it is shown. Run {fair.run.pk} as of"
        in text
    )
    own = f"{RUNS}{fallen.pk}/"
    assert "no such file" not in plain(client_of(cast.sales), own)
    assert "no such file" in plain(client_of(cast.analyst), own)


def test_a_run_that_was_killed_says_so(cast: Cast, fair: Fair, client_of: As) -> None:
    AnalysisRun.objects.create(state="failed", error="killed")
    assert "It was stopped before it was done." in plain(client_of(cast.sales), RUNS)


def test_an_older_run_is_shown_again_with_an_entry_in_the_journal(
    cast: Cast, older: AnalysisRun, client_of: As
) -> None:
    newer = AnalysisRun.published()
    assert newer is not None
    client_of(cast.director).post(f"{RUNS}{older.pk}/show/")
    assert AnalysisRun.published() == older
    entry = Entry.objects.get(verb="run.show")
    assert (entry.actor_id, entry.object_id, entry.params) == (
        cast.director.pk,
        older.pk,
        {"instead_of": newer.pk},
    )
    assert show_again(older, by=cast.director) is False


def test_the_switch_is_for_who_may_analyse_the_whole_house(
    cast: Cast, older: AnalysisRun, client_of: As
) -> None:
    for who in (cast.analyst, cast.sales, cast.stranger):
        assert client_of(who).post(f"{RUNS}{older.pk}/show/").status_code == 404
        assert f"{older.pk}/show/" not in client_of(who).get(f"{RUNS}{older.pk}/").content.decode()
    assert AnalysisRun.published() != older


def test_a_run_whose_scores_are_gone_is_not_shown_again(
    cast: Cast, older: AnalysisRun, client_of: As
) -> None:
    older.scores.all().delete()
    shown = AnalysisRun.published()
    answer = english(client_of(cast.director)).post(f"{RUNS}{older.pk}/show/", follow=True)
    assert "its scores are gone" in answer.content.decode()
    assert AnalysisRun.published() == shown
    failed = AnalysisRun.objects.create(state="failed")
    with pytest.raises(NothingToShow):
        show_again(failed, by=cast.director)


def test_the_palette_finds_measures_pages_and_runs(cast: Cast, fair: Fair, client_of: As) -> None:
    asked = reverse("ui:palette")
    client = english(client_of(cast.sales))
    assert (
        reverse("analysis:measure", args=["retention"]) in client.get(asked, {"q": "reten"}).content.decode()
    )
    assert f"{RUNS}{fair.run.pk}/" in client.get(asked, {"q": f"run {fair.run.pk}"}).content.decode()
    assert RUNS not in client_of(cast.admin).get(asked, {"q": "run"}).content.decode()
