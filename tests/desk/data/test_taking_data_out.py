"""Data is taken out by those who may, to be read or exactly, and each time the journal tells."""

from collections.abc import Callable

import pytest
from django.test import Client

from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.parties.models import Name, Party
from everfair.relations.models import Relationship
from everfair.shows.models import Edition, Participation, Role, Stand
from tests.conftest import Cast

SignIn = Callable[[User], Client]
ASKED = {"kind": "participations", "format": "csv", "values": "people", "series": ""}


@pytest.fixture
def fair(cast: Cast) -> Cast:
    for series, name in ((cast.series, "=1+1 青山画廊"), (cast.other_series, "蓝田茶业")):
        edition = Edition.objects.create(series=series, ordinal=1, label="1")
        party = Party.objects.create(kind="organisation")
        Name.objects.create(party=party, text=name, kind="full")
        Relationship.objects.create(party=party, series=series, side="exhibitor")
        role = Role.objects.get(code="exhibitor")
        taken = Participation.objects.create(party=party, edition=edition, role=role, status="came")
        Stand.objects.create(
            participation=taken, number="A1", natural_key="A1", area_dm2=1850, amount_minor=-120050
        )
    return cast


def taken(client: Client, **asked: str) -> str:
    answer = client.post("/data/exports/", ASKED | asked)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def test_what_is_to_be_read_cannot_run_and_numbers_stay_numbers(fair: Cast, client_of: SignIn) -> None:
    told = taken(client_of(fair.director))
    assert ",'=1+1 青山画廊," in told
    assert ",-1200.50," in told
    assert "蓝田茶业" in told


def test_what_is_exact_is_as_it_is_stored_and_the_page_warns_before(fair: Cast, client_of: SignIn) -> None:
    client = client_of(fair.director)
    client.cookies["django_language"] = "en"
    assert "a spreadsheet may run them as formulas" in client.get("/data/exports/").content.decode()
    assert ",=1+1 青山画廊," in taken(client, values="exact")
    entry = Entry.objects.get(verb="list.export")
    assert (entry.actor, entry.params["list"], entry.params["exact"], entry.params["count"]) == (
        fair.director, "participations", True, 2,
    )  # fmt: skip


def test_sales_take_out_their_own_show_only(fair: Cast, client_of: SignIn) -> None:
    client = client_of(fair.sales)
    told = taken(client, series=str(fair.series.pk), kind="contacts")
    assert "青山画廊" in told
    assert "蓝田茶业" not in told
    other = client.post("/data/exports/", ASKED | {"series": str(fair.other_series.pk)})
    assert other.status_code == 422


def test_other_shows_of_a_customer_are_not_told(fair: Cast, client_of: SignIn) -> None:
    shared = Party.objects.get(names__text__endswith="青山画廊")
    Relationship.objects.create(party=shared, series=fair.other_series, side="visitor")
    told = taken(client_of(fair.sales), kind="contacts")
    assert "青山艺术博览会" in told
    assert "蓝田茶业展" not in told
    assert "蓝田茶业展" in taken(client_of(fair.director), kind="contacts")


def test_who_sees_all_shows_takes_out_those_only_on_which_they_may(fair: Cast, client_of: SignIn) -> None:
    fair.sales.memberships.create(role="service")
    client = client_of(fair.sales)
    assert client.post("/data/exports/", ASKED).status_code == 422
    assert client.get("/customers/?shows=all&export=csv").status_code in (403, 404)
    assert "蓝田茶业" not in taken(client, series=str(fair.series.pk))


def test_who_may_not_is_answered_as_if_there_were_none(fair: Cast, client_of: SignIn) -> None:
    for who in (fair.service, fair.admin):
        assert client_of(who).get("/data/exports/").status_code == 404
        assert client_of(who).post("/data/exports/", ASKED).status_code == 404
    assert not Entry.objects.filter(verb="list.export").exists()


@pytest.mark.parametrize(
    "odd", [{"kind": "secrets"}, {"format": "exe"}, {"series": "9" * 30}, {"values": ""}]
)
def test_what_is_not_offered_is_refused(odd: dict[str, str], fair: Cast, client_of: SignIn) -> None:
    assert client_of(fair.director).post("/data/exports/", ASKED | odd).status_code == 422


def test_a_workbook_is_whole(fair: Cast, client_of: SignIn) -> None:
    answer = client_of(fair.director).post("/data/exports/", ASKED | {"format": "xlsx", "kind": "editions"})
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert 'filename="editions.xlsx"' in answer["Content-Disposition"]
