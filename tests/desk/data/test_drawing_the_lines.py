"""The page of thresholds: what lines would do is seen before they are drawn, and drawing merges nothing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.parties.models import LinkageModel, Merge, Name, Party, PossibleDuplicate, Thresholds
from everfair.relations.models import Relationship
from everfair.work.models import Job
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
URL = "/data/duplicates/thresholds/"
EN = {"accept-language": "en"}


def pair(cast: Cast, score: float, *reasons: str) -> PossibleDuplicate:
    halves = []
    for word in ("青山", "青山画廊"):
        party = Party.objects.create(kind="organisation", zh=f"{word}{score}")
        Name.objects.create(party=party, text=party.zh)
        Relationship.objects.create(party=party, series=cast.series)
        halves.append(party)
    told = [[code, {}] for code in reasons or ("same_bare",)]
    return PossibleDuplicate.objects.create(first=halves[0], second=halves[1], score=score, reasons=told)


@pytest.fixture
def pairs(cast: Cast) -> list[PossibleDuplicate]:
    return [
        pair(cast, 0.999),
        pair(cast, 0.96, "same_core", "differs_in_branch"),
        pair(cast, 0.95),
        pair(cast, 0.6),
        pair(cast, 0.4),
    ]


def effect(page: object) -> dict[str, int]:
    return {each["code"]: each["n"] for each in page.context["effect"]}  # type: ignore[attr-defined]


def lines() -> Thresholds:
    return LinkageModel.current("organisation").thresholds


def test_looking_shows_what_they_would_do_and_draws_nothing(
    pairs: list[PossibleDuplicate], cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.director)
    assert effect(client.get(URL)) == {"certain": 1, "held": 0, "asked": 3, "below": 1}
    page = client.get(URL, {"certain": "95", "doubtful": "30"}, headers=EN)
    assert effect(page) == {"certain": 2, "held": 1, "asked": 2, "below": 0}
    assert lines() == Thresholds(0.995, 0.5)
    assert "青山0.95" in page.content.decode()


def test_drawing_is_written_down_merges_nothing_and_is_taken_back(
    pairs: list[PossibleDuplicate], cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.director)
    answer = client.post(URL, {"certain": "95", "doubtful": "30", "seen": "1"}, follow=True)
    assert lines() == Thresholds(0.95, 0.3)
    assert not Merge.objects.exists()
    assert not Job.objects.filter(name="parties.join_certain").exists()
    assert Entry.objects.get(verb="linkage.draw").actor == cast.director
    undo = next(m.extra_tags for m in answer.context["messages"]).removeprefix("undo:").split()[0]
    client.post(undo)
    assert lines() == Thresholds(0.995, 0.5)
    assert Entry.objects.filter(verb="linkage.draw").count() == 2


def test_the_slower_of_two_sees_both(cast: Cast, client_of: ClientOf) -> None:
    LinkageModel.draw_lines("organisation", Thresholds(0.9, 0.4), by=cast.marketing, seen=1)
    page = client_of(cast.director).post(URL, {"certain": "97", "doubtful": "50", "seen": "1"}, headers=EN)
    assert page.status_code == 409
    assert ("Certain from", "90 %", "97 %") in page.context["difference"]
    assert lines() == Thresholds(0.9, 0.4)


@pytest.mark.parametrize(
    ("certain", "doubtful"),
    [("40", "60"), ("101", "50"), ("-1", "-2"), ("nan", "50"), ("inf", "1"), ("", "")],
)
def test_lines_that_make_no_sense_are_refused(
    certain: str, doubtful: str, cast: Cast, client_of: ClientOf
) -> None:
    told = {"certain": certain, "doubtful": doubtful, "seen": "1"}
    assert client_of(cast.director).post(URL, told).status_code == 422
    assert lines() == Thresholds(0.995, 0.5)


def test_joining_is_asked_for_once(pairs: list[PossibleDuplicate], cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.director)
    for _ in range(2):
        client.post(reverse("data:duplicates-join"), {"kind": "organisation"})
    job = Job.objects.get(name="parties.join_certain")
    assert job.args == {"kind": "organisation"}
    assert client.get(reverse("data:duplicates-joining", args=[job.pk])).status_code == 200
    assert client_of(cast.sales).get(reverse("data:duplicates-joining", args=[job.pk])).status_code == 404


def test_few_decisions_tell_too_little(
    pairs: list[PossibleDuplicate], cast: Cast, client_of: ClientOf
) -> None:
    pairs[0].first.merge(pairs[0].second, by=cast.sales)
    told = client_of(cast.director).get(URL, headers=EN).content.decode()
    assert "Learned from 1 decision: 1 the same, 0 different." in told
    assert "1 of 1 · too few to tell" in told


def test_the_picture_of_a_run_has_its_figures_in_a_table(cast: Cast, client_of: ClientOf) -> None:
    counts = [0] * (len(LinkageModel.EDGES) - 2) + [1234]
    LinkageModel.keep("organisation", parameters={}, histogram=counts, records=2_000, pairs=1_999_000)
    told = client_of(cast.director).get(URL, headers=EN).content.decode()
    assert "99.9 % – 100 %" in told
    assert "1,234" in told


def test_a_pair_that_a_rule_leaves_to_people_says_so_beside_its_likeness(
    cast: Cast, client_of: ClientOf
) -> None:
    told = "with this against it, only people join them"
    pair(cast, 0.99, "same_core", "same_domain", "same_mailbox", "same_telephone", "differs_in_branch")
    page = client_of(cast.director).get(URL, headers=EN).content.decode()
    assert told in page
    assert "one is a branch of its own" in page
    PossibleDuplicate.objects.update(reasons=[["same_core", {}]])
    assert told not in client_of(cast.director).get(URL, headers=EN).content.decode()


@pytest.mark.parametrize("role", ["sales", "service", "marketing", "analyst", "admin", "stranger"])
def test_only_whom_the_house_is_entrusted_to_draws_lines(role: str, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(getattr(cast, role))
    assert client.get(URL).status_code == 404
    assert client.post(URL, {"certain": "95", "doubtful": "30", "seen": "1"}).status_code == 404
    assert lines() == Thresholds(0.995, 0.5)


def test_a_kind_that_is_none(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.director).get(URL, {"kind": "house"}).status_code == 404
