"""Sales change their own customers and the unowned; missing and forbidden look alike."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from everfair.contact.models import Interaction, Task
from everfair.desk.customers.urls import of_customer
from everfair.house.models import User
from everfair.intake.models import Batch
from everfair.journal.models import Entry
from everfair.parties.models import ContactPoint, Employment, ExternalId, Name, Party, PossibleDuplicate
from everfair.relations.models import Relationship
from everfair.relations.moving import MovingList
from everfair.shows.models import Participation, Role, RoleHolding
from everfair.shows.scope import scope_of
from tests.conftest import Cast
from tests.desk.customers.conftest import Fair
from tests.parties.made import person

SignIn = Callable[[User], Client]
DIALOGS = [
    "names/", "contacts/", "details/", "note/", "consents/", "ids/", "roles/", "people/", "participations/",
]  # fmt: skip
BUTTONS = [
    "stop/",
    "contact-again/",
    "names/1/remove/",
    "contacts/1/remove/",
    "stage/1/lift/",
    "people/1/left/",
]


def addresses(party: int) -> list[str]:
    """Every address about a customer."""
    return [f"/customers/{party}/" + str(one.pattern).replace("<int:row>", "1") for one in of_customer]


def test_a_stranger_finds_nothing_at_any_address(fair: Fair, stranger: User, client_of: SignIn) -> None:
    client = client_of(stranger)
    for address in addresses(fair.qingshan.party_id):
        asked = [client.post(address, {"x": 1}), client.get(address)]
        assert {answer.status_code for answer in asked} <= {404, 405}, address
        assert 404 in {answer.status_code for answer in asked}, address


def test_to_whom_no_role_shows_customers_it_is_said(
    fair: Fair, cast: Cast, sales: User, client_of: SignIn
) -> None:
    client, newcomer = client_of(cast.admin), client_of(User.objects.create_user("new"))
    for address in ("/customers/", "/customers/?shows=all", "/customers/everyone/", "/customers/?q=青山"):
        told = client.get(address).content.decode()
        assert "您的角色看不到客户" in told, address
        assert "还没有客户" not in told, address
        assert 'class="button" href="/settings/staff/"' in told, address
        assert "您的账号还没有角色" in newcomer.get(address).content.decode(), address
        assert "您的角色看不到客户" not in client_of(sales).get(address).content.decode(), address


def test_what_was_done_for_another_show_is_not_told(
    fair: Fair, cast: Cast, sales: User, client_of: SignIn
) -> None:
    client, party = client_of(sales), fair.qingshan.party
    told = {"series": cast.other_series, "party": party}
    Interaction.objects.create(occurred_on="2030-01-01", channel="phone", **told)
    task = Task.objects.create(title="Ring", created_by=cast.director, **told)

    def dealt_on(query: str) -> dict[int, Any]:
        lines = client.get(f"/customers/?columns=dealing&{query}").context["lines"]
        return {row.pk: row.dealt_on for row, _url, _drawn in lines}

    assert dealt_on("sort=-dealing")[fair.qingshan.pk] is None
    assert dealt_on("open_task=1") == {}
    Interaction.objects.create(occurred_on="2021-01-01", channel="phone", party=fair.lanhai.party)
    Interaction.objects.create(
        occurred_on="2020-01-01", channel="phone", party=party, series=fair.qingshan.series
    )
    assert list(dealt_on("sort=-dealing"))[:2] == [fair.lanhai.pk, fair.qingshan.pk]
    assert dealt_on("")[fair.qingshan.pk] == datetime.date(2020, 1, 1)
    Task.objects.filter(pk=task.pk).update(series=None)
    assert list(dealt_on("open_task=1")) == [fair.qingshan.pk]


def shared(fair: Fair, cast: Cast) -> Relationship:
    """The customer of one show stands on the other one, too."""
    return Relationship.between(fair.qingshan.party_id, cast.other_series.pk, side="exhibitor")


def test_what_changed_at_another_show_is_not_told(
    fair: Fair, cast: Cast, sales: User, director: User, client_of: SignIn
) -> None:
    there, edition = shared(fair, cast), cast.other_series.editions.all()[0]
    role = Participation.objects.all()[0].role
    came = Participation.take_part(there.party, edition, role, status="booked", by=cast.stranger)
    came.change(by=cast.stranger, status="cancelled", note="Went bankrupt")
    for entry in Entry.objects.filter(object_type="shows.participation", party_id=there.party_id):
        assert entry.series_id == cast.other_series.pk
    address = f"/customers/{there.party_id}/?whole=1"
    assert "Went bankrupt" in client_of(director).get(address).content.decode()
    assert "Went bankrupt" not in client_of(sales).get(address).content.decode()


def test_the_list_of_another_show_is_not_named(
    fair: Fair, cast: Cast, sales: User, director: User, client_of: SignIn
) -> None:
    point = ContactPoint.objects.create(party=fair.qingshan.party, kind="email", value="a@qingshan.cn")
    Batch.objects.create(
        kind="participations", filename="tea-2026.csv", size=1, state="loaded", series=cast.other_series
    )
    ContactPoint.objects.filter(pk=point.pk).update(seen_on="2026-01-01", seen_in="tea-2026.csv")
    Party.objects.filter(pk=point.party_id).update(source="tea-2026.csv")
    address = f"/customers/{point.party_id}/?whole=1"
    assert "tea-2026.csv" in client_of(director).get(address).content.decode()
    told = client_of(sales).get(address, headers={"Accept-Language": "en"}).content.decode()
    assert "tea-2026.csv" not in told
    Name.objects.filter(party=point.party).update(source="tea-2026.csv")
    names = f"/customers/{point.party_id}/names/"
    assert "tea-2026.csv" in client_of(director).get(names).content.decode()
    assert "tea-2026.csv" not in client_of(sales).get(names).content.decode()
    assert "last seen" in told
    assert "Brought in by a list" in told


@pytest.mark.parametrize("called", ["蓝田茶业展", "tea-2026.csv", "Tea Show"])
def test_ids_in_lists_of_another_show_are_not_told(
    called: str, fair: Fair, cast: Cast, sales: User, director: User, client_of: SignIn
) -> None:
    """A list is known by its show, as it was called when the list came, or by its file."""
    party, client = fair.qingshan.party, client_of(sales)
    Batch.objects.create(
        kind="participations", filename="tea-2026.csv", size=1, state="loaded", series=cast.other_series,
        givens={"series": "Tea Show"},
    )  # fmt: skip
    theirs = ExternalId.objects.create(party=party, source=f"list:{called}", value="T-7")
    for source in ("list:青山艺术博览会", "list:contacts", "erp"):
        ExternalId.objects.create(party=party, source=source, value="Q-1")
    own, other = sorted((party, fair.lanhai.party), key=lambda one: one.pk)
    pair = PossibleDuplicate.objects.create(first=own, second=other, score=0.7, reasons=[])
    for address in (f"/customers/{party.pk}/", f"/data/duplicates/{pair.pk}/"):
        assert "T-7" in client_of(director).get(address).content.decode()
        told = client.get(address).content.decode()
        assert "T-7" not in told
        assert told.count("Q-1") >= 3
    moved = MovingList("contacts", scope_of(sales), cast.series.pk)
    lines = [str(value) for row in moved.rows() for value in row]
    assert not [line for line in lines if "T-7" in line]
    assert [line for line in lines if line.count("Q-1") == 3]
    remove = f"/customers/{party.pk}/ids/{theirs.pk}/remove/"
    assert client.post(remove).status_code == 404
    assert client_of(director).post(remove).status_code == 302


def test_whose_twin_is_not_seen_is_no_duplicate(
    fair: Fair, cast: Cast, sales: User, client_of: SignIn
) -> None:
    for other in (fair.elsewhere, fair.lanhai):
        first, second = sorted((fair.qingshan.party_id, other.party_id))
        PossibleDuplicate.objects.create(first_id=first, second_id=second, score=0.7, reasons=[])
    found = client_of(sales).get("/customers/?duplicates=1").context["lines"]
    assert {row.pk for row, *_ in found} == {fair.qingshan.pk, fair.lanhai.pk}
    PossibleDuplicate.objects.filter(second=fair.lanhai.party).delete()
    assert not client_of(sales).get("/customers/?duplicates=1").context["lines"]


def test_roles_of_other_shows_are_not_offered(fair: Fair, cast: Cast, sales: User, client_of: SignIn) -> None:
    sponsor = Role.objects.create(code="gold", en="Gold sponsor", side="sponsor")
    RoleHolding.objects.create(party=fair.elsewhere.party, series=cast.other_series, role=sponsor)
    for query in ("", "&shows=all"):
        page = client_of(sales).get(f"/customers/?open=filters{query}", headers={"Accept-Language": "en"})
        assert "Gold sponsor" not in page.content.decode()


def test_what_is_written_of_a_person_is_of_a_show_of_those_they_work_for(
    fair: Fair, cast: Cast, sales: User, client_of: SignIn
) -> None:
    wang = person("王五")
    Employment.objects.create(person=wang, organisation=fair.qingshan.party)
    client_of(sales).post(
        f"/customers/{wang.pk}/write/", {"sort": "task", "note": "Ring", "due_on": "2030-01-01"}
    )
    assert Task.objects.get(party=wang).series == cast.series


def test_missing_and_forbidden_look_alike(fair: Fair, stranger: User, client_of: SignIn) -> None:
    client = client_of(stranger)
    forbidden = client.get(f"/customers/{fair.qingshan.party_id}/")
    missing = client.get("/customers/99999999/")
    huge = client.get("/customers/99999999999999999999999/")
    assert forbidden.status_code == missing.status_code == huge.status_code == 404
    assert told(forbidden.content) == told(missing.content)


def told(page: bytes) -> str:
    """A page without the address asked for and the token of the form."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"', "", page.decode())
    return re.sub(r"/customers/[0-9]+/", "", text)


@pytest.mark.parametrize("what", DIALOGS)
def test_a_team_mates_customer_is_seen_but_not_changed(
    what: str, fair: Fair, sales: User, client_of: SignIn
) -> None:
    client = client_of(sales)
    assert client.get(f"/customers/{fair.lanhai.party_id}/").status_code == 200
    assert client.get(f"/customers/{fair.lanhai.party_id}/{what}").status_code == 404
    assert client.post(f"/customers/{fair.lanhai.party_id}/{what}", {}).status_code == 404


@pytest.mark.parametrize("what", DIALOGS)
@pytest.mark.parametrize("whose", ["qingshan", "hongye"])
def test_ones_own_and_the_unowned_can_be_changed(
    what: str, whose: str, fair: Fair, sales: User, client_of: SignIn
) -> None:
    party = getattr(fair, whose).party_id
    client = client_of(sales)
    assert client.get(f"/customers/{party}/{what}").status_code == 200
    assert client.get(f"/customers/{party}/{what}", headers={"HX-Request": "true"}).status_code == 200


@pytest.mark.parametrize("what", BUTTONS)
def test_buttons_are_posts(what: str, fair: Fair, sales: User, client_of: SignIn) -> None:
    assert client_of(sales).get(f"/customers/{fair.qingshan.party_id}/{what}").status_code == 405


def test_who_looks_at_figures_changes_nothing(fair: Fair, analyst: User, client_of: SignIn) -> None:
    client = client_of(analyst)
    assert client.get(f"/customers/{fair.hongye.party_id}/").status_code == 200
    assert client.post(f"/customers/{fair.hongye.party_id}/stop/").status_code == 404
    assert client.get("/customers/new/").status_code == 404
    assert (
        client.post(f"/customers/{fair.hongye.party_id}/write/", {"sort": "note", "note": "x"}).status_code
        == 404
    )


def test_administrators_see_no_customers(fair: Fair, admin: User, client_of: SignIn) -> None:
    client = client_of(admin)
    assert client.get(f"/customers/{fair.qingshan.party_id}/").status_code == 404
    assert client.get("/relationships/").status_code == 404


def test_of_no_show_the_list_tells_nothing(fair: Fair, admin: User, client_of: SignIn) -> None:
    page = client_of(admin).get("/customers/").content.decode()
    assert 'class="about"' not in page, "neither a show nor when it was analysed"


def test_the_owner_of_another_relationship_does_not_count(fair: Fair, sales: User, client_of: SignIn) -> None:
    visiting = Relationship.objects.create(party=fair.lanhai.party, series=fair.lanhai.series, side="visitor")
    client = client_of(sales)
    address = f"/customers/{fair.lanhai.party_id}"
    assert client.get(f"{address}/owner/{visiting.pk}/").status_code == 200
    assert client.get(f"{address}/owner/{fair.lanhai.pk}/").status_code == 404
    assert client.get(f"{address}/stage/{fair.lanhai.pk}/").status_code == 404


def test_a_task_may_be_done_by_whose_it_is(
    fair: Fair, sales: User, team_mate: User, client_of: SignIn
) -> None:
    task = Task.objects.create(
        party=fair.lanhai.party, series=fair.lanhai.series, title="Call", assignee=sales, created_by=team_mate
    )
    answer = client_of(sales).post(
        f"/customers/{fair.lanhai.party_id}/tasks/{task.pk}/", {"outcome": "reached", "note": "Fine"}
    )
    assert answer.status_code == 302
    task.refresh_from_db()
    assert task.outcome == "reached"
    assert Interaction.objects.get(natural_key=f"task:{task.pk}").note == "Fine"


def test_rows_of_another_customer_are_not_reached_through_ones_own(
    fair: Fair, sales: User, client_of: SignIn
) -> None:
    name = Name.objects.filter(party=fair.lanhai.party).first()
    point = ContactPoint.objects.create(party=fair.lanhai.party, kind="phone", value="1", key="1")
    own = f"/customers/{fair.qingshan.party_id}"
    assert name is not None
    client: Any = client_of(sales)
    assert client.post(f"{own}/names/{name.pk}/remove/").status_code == 404
    assert client.post(f"{own}/contacts/{point.pk}/remove/").status_code == 404
    assert client.get(f"{own}/owner/{fair.hongye.pk}/").status_code == 404
