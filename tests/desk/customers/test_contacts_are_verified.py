"""A contact is verified or found wrong with one click; a list that repeats it has only seen it."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.parties.models import ContactPoint
from tests.conftest import Cast
from tests.desk.customers.conftest import Fair
from tests.parties.made import reach

SignIn = Callable[[User], Client]


@pytest.fixture
def phone(fair: Fair) -> ContactPoint:
    reach(fair.qingshan.party, phone="0571-8888 8801")
    found: ContactPoint = ContactPoint.objects.get()
    return found


def asked(client: Client, fair: Fair, point: ContactPoint, act: str, how: str) -> int:
    address = f"/customers/{fair.qingshan.party_id}/contacts/{point.pk}/{act}/"
    return client.post(address, {"how": how}).status_code


def shown(client: Client, fair: Fair) -> str:
    return client.get(
        f"/customers/{fair.qingshan.party_id}/", headers={"accept-language": "en"}
    ).content.decode()


def test_one_click_verifies_and_says_by_whom(
    fair: Fair, phone: ContactPoint, sales: User, client_of: SignIn
) -> None:
    client = client_of(sales)
    assert "never verified" in shown(client, fair)
    assert asked(client, fair, phone, "verify", "call") == 302
    phone.refresh_from_db()
    assert (phone.verified_on, phone.checked_by, phone.checked_how) == (timezone.localdate(), sales, "call")
    assert "verified today by 李销售" in shown(client, fair)
    entry = Entry.objects.get(verb="contactpoint.verify")
    assert (entry.actor, entry.party_id) == (sales, fair.qingshan.party_id)
    assert phone.value not in str(entry.params)


def test_a_dead_number_is_struck_out_and_comes_last(
    fair: Fair, phone: ContactPoint, sales: User, client_of: SignIn
) -> None:
    client = client_of(sales)
    reach(fair.qingshan.party, phone="0571-8888 8802")
    assert asked(client, fair, phone, "refute", "wrong") == 302
    page = shown(client, fair)
    assert f"<s>{phone.value}</s>" in page
    assert page.index("0571-8888 8802") < page.index(f"<s>{phone.value}")


def test_a_check_is_taken_back(fair: Fair, phone: ContactPoint, sales: User, client_of: SignIn) -> None:
    client = client_of(sales)
    phone.verify(None, datetime.date(2025, 3, 1), "card")
    asked(client, fair, phone, "refute", "wrong")
    undo = re.findall(r'action="(/undo/[^"]+)"', shown(client, fair))[-1]
    assert client.post(undo).status_code == 302
    phone.refresh_from_db()
    assert (phone.verified_on, phone.refuted_on) == (datetime.date(2025, 3, 1), None)
    assert phone.checked_how == "card"
    assert Entry.objects.filter(verb="contactpoint.restore").count() == 1


def test_a_check_made_meanwhile_stays(
    fair: Fair, phone: ContactPoint, sales: User, service: User, client_of: SignIn
) -> None:
    client = client_of(sales)
    asked(client, fair, phone, "verify", "call")
    phone.refute(service, timezone.localdate(), "wrong")
    undo = re.findall(r'action="(/undo/[^"]+)"', shown(client, fair))[-1]
    client.post(undo)
    phone.refresh_from_db()
    assert phone.refuted_on == timezone.localdate()


def test_what_was_verified_long_ago_is_stale(
    fair: Fair, phone: ContactPoint, sales: User, client_of: SignIn
) -> None:
    client = client_of(sales)
    today = timezone.localdate()
    phone.verify(sales, today - datetime.timedelta(days=settings.CONTACT_STALE_DAYS))
    assert ">stale<" not in shown(client, fair)
    phone.verify(sales, today - datetime.timedelta(days=settings.CONTACT_STALE_DAYS + 1))
    assert ">stale<" in shown(client, fair)
    assert phone.is_stale


@pytest.mark.parametrize("how", ["", "wrong", "x"])
def test_a_way_that_is_none_is_refused(
    how: str, fair: Fair, phone: ContactPoint, sales: User, client_of: SignIn
) -> None:
    assert asked(client_of(sales), fair, phone, "verify", how) == 404
    phone.refresh_from_db()
    assert phone.verified_on is None


def test_only_who_may_change_the_customer_verifies(
    fair: Fair, phone: ContactPoint, cast: Cast, client_of: SignIn
) -> None:
    for who in (cast.team_mate, cast.analyst, cast.stranger):
        assert asked(client_of(who), fair, phone, "verify", "call") == 404
    assert asked(client_of(cast.service), fair, phone, "verify", "call") == 302
    elsewhere = f"/customers/{fair.lanhai.party_id}/contacts/{phone.pk}/verify/"
    assert client_of(cast.director).post(elsewhere, {"how": "call"}).status_code == 404
