"""A list leaves the house as a file only with those who may carry it out, and each is told in the journal."""

from collections.abc import Callable

import pytest
from django.test import Client

from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.shows import staffing
from everfair.shows.models import Membership
from tests.conftest import Cast
from tests.desk.customers import made

SignIn = Callable[[User], Client]
LINK = "export=csv"


@pytest.fixture
def fair(cast: Cast) -> Cast:
    made.customer(cast.series, "杭州青山画廊", owner=cast.sales)
    made.customer(cast.other_series, "蓝田茶庄")
    return cast


@pytest.mark.parametrize("who", ["director", "sales", "marketing", "analyst"])
def test_who_may_is_offered_and_given_a_file(who: str, fair: Cast, client_of: SignIn) -> None:
    browser, address = client_of(getattr(fair, who)), f"/customers/?series={fair.series.pk}"
    assert LINK in browser.get(address).content.decode()
    assert browser.get(f"{address}&{LINK}").status_code == 200


def test_who_may_not_is_neither_offered_nor_given_one(fair: Cast, client_of: SignIn) -> None:
    browser = client_of(fair.service)
    assert LINK not in browser.get("/customers/").content.decode()
    for kind in ("csv", "xlsx"):
        assert browser.get(f"/customers/?export={kind}").status_code == 404
    assert browser.get("/customers/everyone/?export=csv").status_code == 404
    assert not Entry.objects.filter(verb="list.export").exists()


def test_a_right_on_one_show_gives_nothing_of_another(fair: Cast, client_of: SignIn) -> None:
    """Who serves the first show and sells the other exports the other only, and nothing that mixes them."""
    staffing.grant(fair.service, Membership.Role.SALES, fair.other_series, by=None)
    browser = client_of(fair.service)
    answers = {
        address: browser.get(f"/customers/{address}&export=csv").status_code
        for address in (f"?series={fair.series.pk}", f"?series={fair.other_series.pk}", "?shows=all")
    }
    assert list(answers.values()) == [404, 200, 404]
    assert browser.get("/customers/everyone/?export=csv").status_code == 404


def test_an_export_is_told_with_list_count_and_filters(fair: Cast, client_of: SignIn) -> None:
    client_of(fair.sales).get("/customers/?owner=mine&q=青山&export=csv")
    entry = Entry.objects.get(verb="list.export")
    assert (entry.actor, entry.series_id) == (fair.sales, fair.series.pk)
    assert entry.params == {
        "list": "customers", "kind": "csv", "exact": False, "count": 1, "filters": ["owner", "q"],
    }  # fmt: skip
