"""What the money of a show is reckoned with, and the list of what its customers suggest."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.test import Client

from everfair.contact.models import Suggestion
from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.parties.models import Party
from everfair.relations.models import Relationship, ValueTerms
from everfair.shows.models import Series
from tests.conftest import Cast

SignIn = Callable[[User], Client]
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}
GIVEN = {"margin": "45", "rate": "8.5", "gamma": "50", "contact_minor": "120", "seen": "1"}


@pytest.fixture
def client(cast: Cast, client_of: SignIn) -> Client:
    return client_of(cast.director)


def of(cast: Cast) -> str:
    return f"/shows/{cast.series.pk}/terms/"


def test_terms_start_from_usual_figures_and_are_changed_with_a_way_back(cast: Cast, client: Client) -> None:
    text = client.get(of(cast), **EN).content.decode()  # type: ignore[arg-type]
    assert 'value="60"' in text
    assert client.post(of(cast), GIVEN).status_code == 302
    held = ValueTerms.objects.get()
    assert (held.margin, held.rate, held.gamma, held.contact_minor) == (0.45, 0.085, 0.5, 12_000)
    assert Entry.objects.filter(verb="valueterms.change", series_id=cast.series.pk).count() == 1
    page = client.get(of(cast)).content.decode()
    assert re.search(r'name="contact_minor" value="120"', page)
    client.post(re.findall(r'action="(/undo/[^"]+)"', page)[-1])
    held.refresh_from_db()
    assert (held.margin, held.rate, held.contact_minor) == (0.6, 0.1, 0)


def test_terms_saved_unchanged_stay_the_usual_ones(cast: Cast, client: Client) -> None:
    client.post(of(cast), {"margin": "60", "rate": "10", "gamma": "50", "contact_minor": "0", "seen": "1"})
    assert not Entry.objects.filter(verb="valueterms.change").exists()


def test_a_stale_change_shows_the_difference(cast: Cast, client: Client) -> None:
    ValueTerms.objects.create(series=cast.series).change(by=cast.marketing, margin=0.3)
    answer = client.post(of(cast), GIVEN, **EN)  # type: ignore[arg-type]
    assert answer.status_code == 409
    assert "<del>30 %</del>" in answer.content.decode()
    assert ValueTerms.objects.get().margin == 0.3


@pytest.mark.parametrize(
    "wrong", [{"margin": "101"}, {"rate": "-1"}, {"gamma": "NaN"}, {"contact_minor": "x"}]
)
def test_what_is_no_share_is_refused(cast: Cast, client: Client, wrong: dict[str, str]) -> None:
    assert client.post(of(cast), GIVEN | wrong).status_code == 422
    assert not ValueTerms.objects.exists()


def test_terms_go_with_their_show(cast: Cast) -> None:
    empty = Series.objects.create(slug="empty", en="Empty")
    ValueTerms.objects.create(series=empty)
    empty.remove(by=cast.director)
    assert not ValueTerms.objects.exists()


@pytest.fixture
def told(cast: Cast) -> list[Suggestion]:
    party = Party.objects.create(kind="organisation", zh="杭州青山画廊", en="Qingshan Gallery")
    for series in (cast.series, cast.other_series):
        Relationship.objects.create(party=party, series=series, side="exhibitor")
    day = datetime.date(2025, 5, 1)
    return [
        Suggestion.objects.create(party=party, series=series, given_on=day, text=text, kind=kind, state=state, **more)
        for series, text, kind, state, more in (
            (cast.series, "Open earlier", "needs", "adopted", {"effect_minor": 3_000_000, "currency": "CNY"}),
            (cast.series, "A rival cuts its prices", "competitors", "received", {}),
            (cast.other_series, "Elsewhere", "needs", "received", {}),
        )
    ]  # fmt: skip


def listed(client: Client, cast: Cast, **asked: str) -> str:
    answer = client.get(f"/shows/{cast.series.pk}/suggestions/", asked, **EN)  # type: ignore[arg-type]
    return str(answer.content.decode())


def test_the_suggestions_of_a_show_are_narrowed_by_kind_and_state(
    cast: Cast, client: Client, told: list[Suggestion]
) -> None:
    assert "Elsewhere" not in listed(client, cast)
    needs = listed(client, cast, kind="needs")
    assert ("Open earlier" in needs, "A rival" in needs) == (True, False)
    received = listed(client, cast, state="received")
    assert ("Open earlier" in received, "A rival" in received) == (False, True)
    assert "A rival" in listed(client, cast, q="rival")


def test_suggestions_leave_as_a_file_where_one_may(
    cast: Cast, client: Client, client_of: SignIn, told: list[Suggestion]
) -> None:
    where = f"/shows/{cast.series.pk}/suggestions/?export=csv"
    sent = b"".join(client.get(where)).decode("utf-8-sig")
    assert "Open earlier" in sent
    assert "Elsewhere" not in sent
    assert Entry.objects.filter(verb="list.export", params__list="suggestions").exists()
    assert client_of(cast.service).get(where).status_code == 404
