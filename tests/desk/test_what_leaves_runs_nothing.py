"""Row 20 of the book of bad inputs: names that a spreadsheet would run leave every list that shows them as text."""

import csv
import io
import re
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from everfair.contact.models import Suggestion, Task
from everfair.house.models import User
from everfair.tables.writing import live
from tests.conftest import Cast
from tests.desk.customers import made
from tests.tables.book import LIVE

LISTS = ("/customers/", "/customers/everyone/", "/shows/{}/suggestions/", "/tasks/")


@pytest.fixture
def client(cast: Cast, client_of: Callable[[User], Client]) -> Client:
    for name in LIVE:
        about = made.customer(cast.series, name, owner=cast.director)
        Suggestion.objects.create(party=about.party, series=cast.series, text=name, given_on="2026-02-08")
        Task.objects.create(party=about.party, series=cast.series, title=name, assignee=cast.director)
    return client_of(cast.director)


@pytest.mark.parametrize("address", LISTS)
def test_row_20_no_list_leaves_with_a_live_cell(address: str, client: Client, cast: Cast) -> None:
    at = address.format(cast.series.pk)
    told = b"".join(client.get(at, {"export": "csv"}).streaming_content)  # type: ignore[attr-defined]
    cells = [cell for row in csv.reader(io.StringIO(told.decode("utf-8-sig"))) for cell in row]
    assert [cell for cell in cells if live(cell) and not cell.startswith("'")] == []
    book = b"".join(client.get(at, {"export": "xlsx"}).streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f" not in sheet
    assert set(re.findall(r't="(\w+)"', sheet)) == {"inlineStr"}
    assert {cell.removeprefix("'") for cell in cells if cell not in LIVE} >= {*LIVE} - {"'=丑2"}
