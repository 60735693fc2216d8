"""What the list and the file ask of the database does not grow with what they show."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.whole_file import complete
from everfair.desk.customers.listing.columns import COLUMNS
from everfair.house.models import User
from tests.conftest import Cast
from tests.desk.customers import made
from tests.desk.customers.conftest import Fair

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
LIST, FILE, WHOLE_FILE, FURTHER = 13, 16, 24, 21


def asked(client: Client, address: str) -> int:
    """Once everything that is read once in a process has been read."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_list(fair: Fair, cast: Cast, sales: User, client_of: SignIn) -> None:
    client = client_of(sales)
    few = asked(client, "/customers/")
    for number in range(20):
        made.customer(cast.series, f"第{number}画廊", attended="11", readings=False)
    assert asked(client, "/customers/") <= few <= LIST


def test_the_list_with_every_column(fair: Fair, cast: Cast, sales: User, client_of: SignIn) -> None:
    """Nothing that a column tells is read row by row."""
    client, every = client_of(sales), ",".join(column.code for column in COLUMNS)
    assert asked(client, f"/customers/?cols={every}") <= LIST + 1


def test_the_file(fair: Fair, sales: User, client_of: SignIn) -> None:
    assert asked(client_of(sales), f"/customers/{fair.qingshan.party_id}/") <= FILE


def test_a_file_with_every_card(fair: Fair, sales: User, client_of: SignIn) -> None:
    complete(fair.qingshan.party_id)
    client, address = client_of(sales), f"/customers/{fair.qingshan.party_id}/"
    assert asked(client, address) <= WHOLE_FILE
    assert asked(client, f"{address}further/") <= FURTHER
