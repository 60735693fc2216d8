"""Editing a customer in place: journalled, refused where stale or unreadable, undone where one would want it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from everfair.contact.models import Interaction, Task
from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.parties.models import Consent, ContactPoint, Employment, Name, Organisation, Party
from everfair.relations.models import Relationship
from everfair.shows.models import Participation, Role, RoleHolding, Series
from tests.conftest import Cast
from tests.desk.customers import made
from tests.desk.customers.conftest import Fair

SignIn = Callable[[User], Client]


@pytest.fixture
def client(fair: Fair, sales: User, client_of: SignIn) -> Client:
    return client_of(sales)


def at(row: Relationship, what: str) -> str:
    return f"/customers/{row.party_id}/{what}"


def undo(client: Client) -> None:
    shown = client.get("/customers/").content.decode()
    latest = re.findall(r'action="(/undo/[^"]+)"', shown)[-1]
    assert client.post(latest).status_code == 302


def test_a_stale_edit_shows_the_difference_and_is_saved_when_meant(
    fair: Fair, client: Client, director: User
) -> None:
    details = Organisation.objects.get(party=fair.qingshan.party)
    details.change(by=director, city="苏州")
    given = {"city": "宁波", "seen": "1"}
    answer = client.post(at(fair.qingshan, "details/"), given)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "<del>苏州</del>" in text
    assert "<ins>宁波</ins>" in text
    assert Organisation.objects.get(pk=details.pk).city == "苏州"
    again = re.search(r'name="seen" value="(\d+)"', text)
    assert again is not None
    assert client.post(at(fair.qingshan, "details/"), given | {"seen": again[1]}).status_code == 302
    fair.qingshan.party.refresh_from_db()
    assert fair.qingshan.party.city == "宁波"


def test_in_the_page_the_difference_is_swapped_in(fair: Fair, client: Client, director: User) -> None:
    Organisation.objects.get(party=fair.qingshan.party).change(by=director, city="苏州")
    given = {"city": "宁波", "seen": "1"}
    answer = client.post(at(fair.qingshan, "details/"), given, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    done = client.post(
        at(fair.qingshan, "details/"), {"city": "宁波", "seen": "2"}, headers={"HX-Request": "true"}
    )
    assert done.status_code == 204
    assert done["HX-Refresh"] == "true"


def test_names_come_and_go_and_come_back(fair: Fair, client: Client) -> None:
    client.post(at(fair.qingshan, "names/"), {"text": "青山", "kind": "short"})
    name = Name.objects.get(party=fair.qingshan.party, text="青山")
    assert name.script == "han"
    client.post(at(fair.qingshan, f"names/{name.pk}/remove/"))
    assert not Name.objects.filter(pk=name.pk).exists()
    undo(client)
    assert Name.objects.filter(party=fair.qingshan.party, text="青山", kind="short").exists()
    verbs = set(Entry.objects.filter(party_id=fair.qingshan.party_id).values_list("verb", flat=True))
    assert {"name.add", "name.remove"} <= verbs


def test_the_last_name_stays(fair: Fair, client: Client) -> None:
    name = Name.objects.get(party=fair.hongye.party)
    client.post(at(fair.hongye, f"names/{name.pk}/remove/"))
    assert Name.objects.filter(pk=name.pk).exists()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "a@b.com, c@d.com"),
        ("email", "a@b.com%0aBcc: x@y.z"),
        ("phone", "1.38E+10"),
        ("phone", "call me"),
        ("website", "javascript:alert(1)"),
        ("email", ""),
    ],
)
def test_what_cannot_be_read_is_refused(kind: str, value: str, fair: Fair, client: Client) -> None:
    answer = client.post(at(fair.qingshan, "contacts/"), {"kind": kind, "value": value})
    assert answer.status_code == 422
    assert not ContactPoint.objects.exists()


def test_contacts_are_kept_as_given_and_comparable(fair: Fair, client: Client) -> None:
    client.post(at(fair.qingshan, "contacts/"), {"kind": "phone", "value": "0571-8888 8888"})
    point = ContactPoint.objects.get()
    assert point.value == "0571-8888 8888"
    assert point.key == "+8657188888888"
    client.post(at(fair.qingshan, f"contacts/{point.pk}/remove/"))
    assert not ContactPoint.objects.exists()
    undo(client)
    assert ContactPoint.objects.get().value == point.value


def test_people_work_there_in_a_role_until_they_leave(fair: Fair, client: Client) -> None:
    client.post(at(fair.qingshan, "people/"), {"name": "沈墨", "title": "总监", "decision_role": "decider"})
    work = Employment.objects.get(organisation=fair.qingshan.party)
    assert (work.person.zh, work.title, work.decision_role) == ("沈墨", "总监", "decider")
    client.post(at(fair.qingshan, f"people/{work.pk}/left/"))
    work.refresh_from_db()
    assert work.ended_on is not None
    undo(client)
    work.refresh_from_db()
    assert work.ended_on is None


def test_consent_is_given_and_withdrawn(fair: Fair, client: Client) -> None:
    client.post(at(fair.qingshan, "consents/"), {"channel": "email", "purpose": "news", "basis": "form"})
    given = Consent.objects.get(party=fair.qingshan.party, withdrawn_at=None)
    client.post(at(fair.qingshan, f"consents/{given.pk}/withdraw/"))
    given.refresh_from_db()
    assert given.withdrawn_at is not None


def test_an_outside_id_belongs_to_one(fair: Fair, client: Client) -> None:
    given = {"source": "erp", "value": "0042"}
    assert client.post(at(fair.qingshan, "ids/"), given).status_code == 302
    assert client.post(at(fair.hongye, "ids/"), given).status_code == 422


def test_a_role_begins_the_relationship(fair: Fair, client: Client) -> None:
    role = Role.objects.get(code="sponsor")
    client.post(at(fair.hongye, "roles/"), {"series": fair.hongye.series_id, "role": role.pk})
    assert Relationship.objects.filter(party=fair.hongye.party, side="sponsor").exists()
    held = RoleHolding.objects.get(party=fair.hongye.party, role=role)
    client.post(at(fair.hongye, f"roles/{held.pk}/remove/"))
    assert not RoleHolding.objects.filter(pk=held.pk).exists()


def test_a_stage_is_overruled_with_a_reason_and_let_go(fair: Fair, client: Client) -> None:
    row = fair.qingshan
    assert client.post(at(row, f"stage/{row.pk}/"), {"stage": "weakening", "reason": "  "}).status_code == 422
    client.post(at(row, f"stage/{row.pk}/"), {"stage": "weakening", "reason": "New director"})
    assert row.overrides.get(lifted_at=None).stage == "weakening"
    assert "New director" in client.get(at(row, "")).content.decode()
    client.post(at(row, f"stage/{row.pk}/lift/"))
    assert not row.overrides.filter(lifted_at=None).exists()


def test_overruling_starts_from_the_stage_that_stands(fair: Fair, client: Client, sales: User) -> None:
    row = fair.qingshan
    for stage in ("trust", "weakening"):
        assert f'<option value="{stage}" selected' in client.get(at(row, f"stage/{row.pk}/")).content.decode()
        row.overrule("weakening", "New director", by=sales)


def test_an_owner_is_changed_and_back(fair: Fair, client: Client, team_mate: User, sales: User) -> None:
    given = {"owner": team_mate.pk, "seen": "1"}
    client.post(at(fair.hongye, f"owner/{fair.hongye.pk}/"), given)
    assert Relationship.objects.get(pk=fair.hongye.pk).owner == team_mate
    undo(client)
    assert Relationship.objects.get(pk=fair.hongye.pk).owner is None


def test_dealings_and_tasks_are_written_down(fair: Fair, client: Client, sales: User) -> None:
    where = at(fair.qingshan, f"write/?relationship={fair.qingshan.pk}")
    assert client.post(where, {"sort": "satisfaction"}).status_code == 422
    client.post(where, {"sort": "satisfaction", "score": "9"})
    dealing = Interaction.objects.get()
    assert (dealing.kind, dealing.score, dealing.recorded_by) == ("satisfaction", 9, sales)
    undo(client)
    assert not Interaction.objects.exists()
    client.post(where, {"sort": "task", "note": "Send the plan"})
    assert Task.objects.get().series == fair.qingshan.series
    assert client.post(where, {"sort": "note", "note": "x", "occurred_on": "2999-01-01"}).status_code == 422


def test_taking_part_by_hand(fair: Fair, client: Client) -> None:
    coming, role = fair.editions[-1], Role.objects.get(code="exhibitor")
    given = {
        "edition": coming.pk, "role": role.pk, "status": "booked", "stand": "B12", "area_dm2": "36.5",
        "amount_minor": "12000",
    }  # fmt: skip
    assert client.post(at(fair.hongye, "participations/"), given).status_code == 302
    row = Participation.objects.get(party=fair.hongye.party)
    stand = row.stands.get()
    assert (row.status, stand.number, stand.area_dm2, stand.amount_minor) == (
        "booked",
        "B12",
        3650,
        1_200_000,
    )
    client.post(at(fair.hongye, f"participations/{row.pk}/cancel/"))
    row.refresh_from_db()
    assert row.status == "cancelled"
    undo(client)
    row.refresh_from_db()
    assert row.status == "booked"
    assert client.post(at(fair.hongye, f"participations/{row.pk}/stands/"), {}).status_code == 422
    client.post(at(fair.hongye, f"stands/{stand.pk}/remove/"))
    assert not row.stands.exists()


def test_a_sum_is_kept_in_the_smallest_unit_of_the_shows_currency(fair: Fair, client: Client) -> None:
    """Yen have no hundredths."""
    Series.objects.filter(pk=fair.hongye.series_id).update(currency="JPY")
    given = {
        "edition": fair.editions[-1].pk,
        "role": Role.objects.get(code="exhibitor").pk,
        "status": "booked",
    }
    given |= {"stand": "B7", "amount_minor": "43200"}
    assert client.post(at(fair.hongye, "participations/"), given).status_code == 302
    row = Participation.objects.get(party=fair.hongye.party, edition=fair.editions[-1])
    client.post(at(fair.hongye, f"participations/{row.pk}/stands/"), {"stand": "B8", "amount_minor": "500"})
    kept = row.stands.order_by("number").values_list("number", "amount_minor", "currency")
    assert list(kept) == [("B7", 43200, "JPY"), ("B8", 500, "JPY")]


def test_no_participation_in_a_show_of_others(fair: Fair, client: Client, cast: Cast) -> None:
    foreign = cast.other_series.editions.first()
    assert foreign is not None
    given = {"edition": foreign.pk, "role": Role.objects.get(code="exhibitor").pk, "status": "came"}
    assert client.post(at(fair.hongye, "participations/"), given).status_code == 422


def test_a_customer_is_written_by_hand_and_found_at_once(fair: Fair, client: Client, sales: User) -> None:
    given: dict[str, Any] = {
        "kind": "organisation", "name": "南山美术馆", "english": "Nanshan Museum", "city": "深圳",
        "role": Role.objects.get(code="exhibitor").pk, "email": "hello@nanshan.example.com",
    }  # fmt: skip
    assert client.post("/customers/new/", given | {"email": "nonsense"}).status_code == 422
    assert client.post("/customers/new/", given).status_code == 302
    party = Party.objects.get(zh="南山美术馆")
    assert (party.en, party.city, party.created_by) == ("Nanshan Museum", "深圳", sales)
    assert Relationship.objects.get(party=party).owner == sales
    shown = client.get("/customers/?q=南山").content.decode()
    assert "南山美术馆" in shown


def test_who_is_there_already_is_shown_while_typing(
    fair: Fair, client: Client, stranger: User, client_of: SignIn
) -> None:
    assert "杭州青山画廊有限公司" in client.get("/customers/alike/?name=青山").content.decode()
    assert "青山" not in client_of(stranger).get("/customers/alike/?name=青山").content.decode()


def test_a_customer_who_goes_while_a_form_is_sent_is_missing_like_any_other(
    client: Client, fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list was taken back between looking and writing."""
    from everfair.desk.customers.dialogs import Dialog
    from everfair.desk.customers.edits import StandingNote

    party = made.customer(fair.qingshan.series, "广州白云陶瓷有限公司").party

    def gone(dialog: Dialog) -> None:
        assert dialog.party == party
        Party.objects.filter(pk=party.pk).delete()

    monkeypatch.setattr(StandingNote, "check", gone)
    answer = client.post(f"/customers/{party.pk}/note/", {"note": "记住这家", "seen": party.version})
    assert answer.status_code == 404
