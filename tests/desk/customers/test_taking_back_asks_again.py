"""A way back asks once more what one may do: what was theirs a moment ago may be somebody else's by now."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client

from everfair.house.models import User
from everfair.parties.models import ContactPoint, Link, Name
from everfair.relations.models import Relationship
from everfair.shows.models import Membership
from tests.conftest import Cast
from tests.desk.customers.conftest import Fair
from tests.parties.made import reach

SignIn = Callable[[User], Client]
Lost = Callable[[Fair, Cast], None]
EN = {"accept-language": "en"}


def role_withdrawn(fair: Fair, cast: Cast) -> None:
    cast.sales.memberships.all().delete()


def role_changed(fair: Fair, cast: Cast) -> None:
    cast.sales.memberships.update(role=Membership.Role.ANALYST)


def handed_over(fair: Fair, cast: Cast) -> None:
    Relationship.objects.filter(pk=fair.qingshan.pk).update(owner=cast.team_mate)


LOST = pytest.mark.parametrize("lose", [role_withdrawn, role_changed, handed_over])


@pytest.fixture
def client(cast: Cast, client_of: SignIn) -> Client:
    return client_of(cast.sales)


@pytest.fixture
def phone(fair: Fair) -> ContactPoint:
    reach(fair.qingshan.party, phone="0571-8888 8801")
    found: ContactPoint = ContactPoint.objects.get()
    return found


@pytest.fixture
def link(fair: Fair) -> Link:
    return fair.qingshan.party.link(fair.hongye.party, "subsidiary", by=None)


def press(client: Client, fair: Fair, act: str, **told: str) -> None:
    assert client.post(f"/customers/{fair.qingshan.party_id}/{act}/", told).status_code == 302


def take_back(client: Client) -> None:
    token = client.session["ways_back"][-1][0]
    assert client.post(f"/undo/{token}/").status_code == 302


def test_a_link_comes_back_for_whom_it_is_still_theirs(fair: Fair, link: Link, client: Client) -> None:
    press(client, fair, f"links/{link.pk}/remove")
    assert not Link.objects.exists()
    take_back(client)
    assert Link.objects.values_list("parent", "child", "kind").get() == (
        fair.qingshan.party_id,
        fair.hongye.party_id,
        "subsidiary",
    )


@LOST
def test_a_link_stays_removed_for_whom_it_is_not(
    lose: Lost, fair: Fair, link: Link, cast: Cast, client: Client
) -> None:
    press(client, fair, f"links/{link.pk}/remove")
    lose(fair, cast)
    take_back(client)
    assert not Link.objects.exists()


def test_a_link_that_would_go_round_by_now_stays_removed(fair: Fair, link: Link, client: Client) -> None:
    press(client, fair, f"links/{link.pk}/remove")
    fair.hongye.party.link(fair.qingshan.party, "branch", by=None)
    take_back(client)
    assert Link.objects.get().parent_id == fair.hongye.party_id


@LOST
def test_a_check_stays_for_whom_the_customer_is_not_theirs(
    lose: Lost, fair: Fair, phone: ContactPoint, cast: Cast, client: Client
) -> None:
    phone.verify(None, datetime.date(2025, 3, 1), "card")
    press(client, fair, f"contacts/{phone.pk}/refute", how="wrong")
    lose(fair, cast)
    take_back(client)
    phone.refresh_from_db()
    assert phone.refuted_on is not None


@LOST
def test_nor_does_a_contact_or_a_name_come_back(
    lose: Lost, fair: Fair, phone: ContactPoint, cast: Cast, client: Client
) -> None:
    name = Name.objects.get(party=fair.qingshan.party, text="Qingshan Gallery")
    press(client, fair, f"names/{name.pk}/remove")
    press(client, fair, f"contacts/{phone.pk}/remove")
    lose(fair, cast)
    for token, *_rest in client.session["ways_back"][-2:]:
        client.post(f"/undo/{token}/")
    assert not ContactPoint.objects.exists()
    assert not Name.objects.filter(text="Qingshan Gallery").exists()
