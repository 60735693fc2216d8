"""What people do to a round on its page, and what they are told where it does not work."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from everfair.house.models import User
from everfair.jobs.worker import Worker
from everfair.loop.drafting import draft_round
from everfair.loop.models import Play, Result, Round
from everfair.shows.models import Edition
from everfair.work.models import Job
from tests.loop import made
from tests.loop.conftest import House

ClientOf = Callable[[User], Client]


@pytest.fixture
def draft(house: House) -> Round:
    made.scored(house.run, house.series, 30)
    return draft_round(house.edition, by=house.cast.director, name="Spring", budget_minor=10**7)


@pytest.fixture
def planner(house: House, client_of: ClientOf) -> Client:
    return client_of(house.cast.marketing)


def text(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def edit(client: Client, of: Round, **values: object) -> HttpResponse:
    data = {
        "name": of.name,
        "budget": "900",
        "holdout_percent": 20,
        "margin_percent": 40,
        "version": of.version,
    }
    return client.post(f"/rounds/{of.pk}/edit/", data | values)  # type: ignore[return-value]


def test_a_draft_for_an_edition_not_yet_in_the_books(house: House, planner: Client) -> None:
    Edition.objects.filter(is_held=False).delete()
    page = text(planner.get("/rounds/new/"))
    assert 'value="4"' in page
    answer = planner.post("/rounds/new/", {"next_label": "4", "budget": "5000"})
    drafted = Round.objects.get()
    assert (answer.status_code, drafted.edition.label, drafted.edition.is_held) == (302, "4", False)
    assert drafted.budget_minor == 500000


def test_a_new_round_begins_with_the_budget_of_the_last_one(draft: Round, planner: Client) -> None:
    for minor, proposed in ((6_000_000, 'value="60000"'), (7_000_050, 'value="70000.50"')):
        Round.objects.filter(pk=draft.pk).update(budget_minor=minor)
        assert proposed in text(planner.get("/rounds/new/"))


def test_a_label_that_is_taken_is_refused(house: House, planner: Client) -> None:
    answer = planner.post("/rounds/new/", {"next_label": "1", "budget": "5000"})
    assert (answer.status_code, "There is an edition of that name already." in text(answer)) == (422, True)


def test_started_twice_it_is_asked_for_once_and_starts_once(draft: Round, planner: Client) -> None:
    for _ in range(2):
        planner.post(f"/rounds/{draft.pk}/start/")
    assert Job.objects.filter(name="loop.start").count() == 1
    assert "Drawing the hold-out" in text(planner.get(f"/rounds/{draft.pk}/"))
    assert "hx-get" in text(planner.get(f"/rounds/{draft.pk}/starting/"))
    Worker().run_until_idle()
    draft.refresh_from_db()
    assert draft.is_running
    assert planner.get(f"/rounds/{draft.pk}/starting/")["HX-Refresh"] == "true"


def test_what_cannot_be_told_apart_from_nothing_is_not_told_as_if_it_were(
    draft: Round, planner: Client
) -> None:
    draft.start(by=None)
    counts = {"treated": 24, "treated_came": 12, "held_out": 12, "held_out_came": 5}
    Result.objects.create(round=draft, uplift=0.08, low=-0.02, high=0.18, **counts)
    shown = text(planner.get(f"/rounds/{draft.pk}/"))
    assert '<span class="muted">+8 points (−2 to +18)</span>' in shown
    assert "no difference can be told" in shown
    assert "could be seen" not in shown.split("<tbody>")[1].split("</tbody>")[0], "it has been seen by now"
    Result.objects.update(low=0.02)
    assert '<span class="strong">+8 points (+2 to +18)</span>' in text(planner.get(f"/rounds/{draft.pk}/"))


def test_over_budget_is_refused_in_words_at_once(draft: Round, planner: Client) -> None:
    draft.edit(by=None, budget_minor=100)
    answer = planner.post(f"/rounds/{draft.pk}/start/", follow=True)
    assert "and the budget is ¥1. Raise the budget" in text(answer)
    assert not Job.objects.exists()


def test_what_the_job_refused_stands_on_the_page_until_it_is_mended(draft: Round, planner: Client) -> None:
    planner.post(f"/rounds/{draft.pk}/start/")
    draft.edit(by=None, budget_minor=100)
    Worker().run_until_idle()
    assert "The round could not start." in text(planner.get(f"/rounds/{draft.pk}/"))
    draft.edit(by=None, budget_minor=10**7)
    assert "The round could not start." not in text(planner.get(f"/rounds/{draft.pk}/"))


def test_an_edit_of_what_another_changed_shows_the_difference(draft: Round, planner: Client) -> None:
    edit(planner, draft, name="Autumn")
    answer = edit(planner, draft, name="Winter")
    assert answer.status_code == 422
    assert "Autumn" in text(answer) and "Winter" in text(answer)
    draft.refresh_from_db()
    assert (draft.name, draft.budget_minor) == ("Autumn", 90000)


@pytest.mark.parametrize(
    "wrong", [{"budget": "-1"}, {"budget": "much"}, {"holdout_percent": 91}, {"budget": "NaN"}]
)
def test_wrong_figures_are_refused(draft: Round, planner: Client, wrong: dict[str, object]) -> None:
    assert edit(planner, draft, **wrong).status_code == 422
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_segment_is_added_and_changed(draft: Round, planner: Client) -> None:
    data = {
        "en": "Large ones",
        "sizes": ["2"],
        "chance_from": "10",
        "chance_to": "60",
        "holdout_percent": "30",
    }
    answer = planner.post(f"/rounds/{draft.pk}/segments/new/", data)
    assert "Large ones" in text(answer)
    segment = draft.segments.get(en="Large ones")
    assert (segment.sizes, segment.chance_from, segment.chance_to, segment.holdout_percent) == (
        [2],
        0.1,
        0.6,
        30,
    )
    wrong = planner.post(f"/rounds/{draft.pk}/segments/{segment.pk}/", data | {"chance_from": "70"})
    assert (wrong.status_code, "It must be above" in text(wrong)) == (422, True)


def test_live_counts_follow_the_form(draft: Round, planner: Client) -> None:
    segment = draft.segments.get(position=0)
    url = f"/rounds/{draft.pk}/segments/{segment.pk}/count/"
    assert "<strong>30</strong>" in text(
        planner.get(url, {"stages": "trust", "chance_from": "0", "chance_to": "50"})
    )
    told = text(planner.get(url, {"stages": "weakening"}))
    assert "<strong>0</strong>" in told and "<strong>30</strong> into no segment" in told


def test_segments_take_the_order_they_are_dragged_into(draft: Round, planner: Client) -> None:
    keys = list(draft.segments.values_list("pk", flat=True))
    planner.post(
        f"/rounds/{draft.pk}/segments/order/", {"segment": [str(key) for key in reversed(keys)] + ["x"]}
    )
    assert list(draft.segments.values_list("pk", flat=True)) == keys[::-1]


def test_changes_after_the_start_are_told_to_be_too_late(draft: Round, planner: Client) -> None:
    segment = draft.segments.first()
    assert segment is not None
    draft.start(by=None)
    answer = planner.post(f"/rounds/{draft.pk}/segments/{segment.pk}/move/", {"to": "down"})
    assert answer["HX-Refresh"] == "true"
    assert "has been started meanwhile" in text(planner.get(f"/rounds/{draft.pk}/"))


def test_a_start_is_taken_back_and_a_round_closed_and_reopened(draft: Round, planner: Client) -> None:
    draft.start(by=None)
    assert "The start is taken back" in text(planner.post(f"/rounds/{draft.pk}/withdraw/", follow=True))
    draft.refresh_from_db()
    draft.start(by=None)
    assert "Round closed" in text(planner.post(f"/rounds/{draft.pk}/close/", follow=True))
    assert "The round runs again." in text(planner.post(f"/rounds/{draft.pk}/reopen/", follow=True))


def test_a_play_is_written_changed_retired_and_offered_again(house: House, planner: Client) -> None:
    data = {
        "zh": "茶叙",
        "en": "Tea",
        "stage": "trust",
        "channel": "visit",
        "unit_cost": "88.50",
        "currency": "cny",
    }
    planner.post("/playbook/new/", data)
    play = Play.objects.get(en="Tea")
    assert (play.unit_cost_minor, play.currency, play.maturity) == (8850, "CNY", "")
    planner.post(f"/playbook/{play.pk}/", data | {"en": "Tea for two", "version": "1"})
    stale = planner.post(f"/playbook/{play.pk}/", data | {"en": "Coffee", "version": "1"})
    assert (stale.status_code, "Tea for two" in text(stale)) == (422, True)
    page = text(planner.post(f"/playbook/{play.pk}/retire/", follow=True))
    assert f"/playbook/{play.pk}/unretire/" in page
    planner.post(f"/playbook/{play.pk}/unretire/")
    assert not Play.objects.get(pk=play.pk).is_retired


def test_the_palette_finds_rounds_and_plays(draft: Round, planner: Client, house: House) -> None:
    assert "Spring" in text(planner.get("/palette/?q=spri"))
    assert "Win-back call" in text(planner.get("/palette/?q=win-back"))
    assert "My tasks" in text(planner.get("/palette/?q=tasks"))
