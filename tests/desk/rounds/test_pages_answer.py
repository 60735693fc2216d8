"""Every page of rounds answers, in both languages, to those who may see it and to nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client

from everfair.contact.models import Task
from everfair.house.models import User
from everfair.jobs.rounds import write_results
from everfair.loop.drafting import draft_round
from everfair.loop.models import Round
from tests.loop import made
from tests.loop.conftest import House

ClientOf = Callable[[User], Client]


@pytest.fixture
def draft(house: House) -> Round:
    made.scored(house.run, house.series, 30)
    made.scored(house.run, house.series, 12, stage="weakening", chance=0.2, name="弱")
    return draft_round(house.edition, by=house.cast.director, budget_minor=10**7)


@pytest.fixture
def running(draft: Round) -> Round:
    draft.start(by=None)
    write_results(draft)
    return draft


def pages_of(this_round: Round) -> list[str]:
    home = f"/rounds/{this_round.pk}/"
    segment = this_round.segments.first()
    assert segment is not None
    return [home, f"{home}customers/", f"{home}customers/?segment={segment.pk}", "/rounds/", "/playbook/"]


def dialogs_of(this_round: Round) -> list[str]:
    home = f"/rounds/{this_round.pk}/"
    segment = this_round.segments.first()
    assert segment is not None
    use = segment.plays.first()
    assert use is not None
    of_segment = f"{home}segments/{segment.pk}/"
    return [
        f"{home}edit/",
        of_segment,
        f"{of_segment}count/?stages=trust&chance_from=10&chance_to=50&sizes=0",
        f"{of_segment}plays/",
        f"{of_segment}plays/{use.pk}/",
        f"{home}segments/new/",
        f"{home}segments/new/count/?stages=weakening",
        "/rounds/new/",
        "/playbook/new/?stage=weakening&maturity=mature",
        f"/playbook/{use.play_id}/",
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_draft_shows_everywhere(house: House, draft: Round, client_of: ClientOf, language: str) -> None:
    client = client_of(house.cast.marketing)
    client.cookies["django_language"] = language
    for url in [*pages_of(draft), *dialogs_of(draft)]:
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_running_round_shows_everywhere(
    house: House, running: Round, client_of: ClientOf, language: str
) -> None:
    client = client_of(house.cast.sales)
    client.cookies["django_language"] = language
    for url in [*pages_of(running), f"/rounds/{running.pk}/customers/?held_out=1"]:
        assert client.get(url).status_code == 200, url


def test_a_running_round_says_whose_tasks_nobody_has(
    house: House, running: Round, client_of: ClientOf
) -> None:
    client = client_of(house.cast.director)
    client.cookies["django_language"] = "en"
    unowned = Task.objects.filter(assignee=None)
    shown = client.get(f"/rounds/{running.pk}/").content.decode()
    assert f"{unowned.count()} tasks are on nobody" in shown
    assert f"round={running.pk}&amp;state=open&amp;whose=nobody" in shown
    unowned.update(assignee=house.cast.sales)
    assert "whose=nobody" not in client.get(f"/rounds/{running.pk}/").content.decode()


def test_a_stranger_finds_nothing(house: House, draft: Round, client_of: ClientOf) -> None:
    client = client_of(house.cast.stranger)
    home = f"/rounds/{draft.pk}/"
    for url in (home, f"{home}customers/", f"{home}edit/", f"{home}starting/"):
        assert client.get(url).status_code == 404, url
    for url in (f"{home}start/", f"{home}withdraw/", f"{home}close/", f"{home}discard/", f"{home}results/"):
        assert client.post(url).status_code == 404, url
    assert str(draft) not in client.get("/rounds/").content.decode()
    assert Round.objects.get().is_draft


def test_those_who_do_not_plan_see_it_but_change_nothing(
    house: House, draft: Round, client_of: ClientOf
) -> None:
    for person in (house.cast.sales, house.cast.service, house.cast.analyst):
        client = client_of(person)
        page = client.get(f"/rounds/{draft.pk}/").content.decode()
        assert "/start/" not in page and "hx-post" not in page
        for url in dialogs_of(draft)[:7]:
            assert client.get(url).status_code == 404, url
        for act in ("start", "discard", "edit", "segments/new", "segments/order", "scores"):
            assert client.post(f"/rounds/{draft.pk}/{act}/").status_code == 404, act
        assert client.get("/rounds/new/").status_code == 404
        assert client.post("/playbook/new/", {"zh": "x"}).status_code == 404


def test_a_page_wants_the_right_method(house: House, draft: Round, client_of: ClientOf) -> None:
    client = client_of(house.cast.marketing)
    for act in ("start", "withdraw", "close", "reopen", "discard", "results"):
        assert client.get(f"/rounds/{draft.pk}/{act}/").status_code == 405, act


def test_a_number_too_large_is_not_found(house: House, client_of: ClientOf) -> None:
    client = client_of(house.cast.marketing)
    for url in ("/rounds/99999999999999999999/", "/playbook/99999999999999999999/"):
        assert client.get(url).status_code == 404
