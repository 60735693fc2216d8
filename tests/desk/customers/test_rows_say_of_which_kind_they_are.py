"""Where exhibitors and visitors, or several shows, stand in one list, each row says which it is."""

from collections.abc import Callable

import pytest
from django.test import Client

from everfair.house.models import User
from everfair.relations.models import Relationship
from tests.desk.customers.conftest import Fair

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def columns(client: Client, query: str = "") -> set[str]:
    return {column.code for column in client.get(f"/customers/{query}").context["list"].shown_columns}


def test_one_side_needs_no_word(fair: Fair, sales: User, client_of: SignIn) -> None:
    assert not {"side", "series"} & columns(client_of(sales))


def test_several_sides_are_told_apart_until_one_is_chosen(fair: Fair, sales: User, client_of: SignIn) -> None:
    Relationship.objects.create(party=fair.hongye.party, series=fair.hongye.series, side="visitor")
    client = client_of(sales)
    assert "side" in columns(client)
    assert "side" not in columns(client, "?side=visitor")


def test_all_shows_tell_the_show_and_the_side(fair: Fair, sales: User, client_of: SignIn) -> None:
    assert {"side", "series"} <= columns(client_of(sales), "?shows=all")
