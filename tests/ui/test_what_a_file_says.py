"""A list as a file says what people read in its cells, in the same units and at the same hour."""

import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from everfair.ui.lists import Column
from everfair.ui.lists.export import titles, values

LATE = datetime.datetime(2026, 3, 1, 17, 30, 15, 400, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("time", LATE, [datetime.datetime(2026, 3, 2, 1, 30, 15, 400)]),
        ("date", LATE, [datetime.date(2026, 3, 2)]),
        ("date", datetime.date(2026, 3, 1), [datetime.date(2026, 3, 1)]),
        ("area", 3650, [Decimal("36.50")]),
        ("area", None, [None]),
        ("money", 123_456, [Decimal("1234.56"), "CNY"]),
        ("money", 99.6, [Decimal("1.00"), "CNY"]),
        ("money", None, [None, ""]),
        ("number", 3, [3]),
    ],
)
def test_a_cell(kind: Any, value: Any, told: list[Any]) -> None:
    column = Column("cell", "Cell", kind=kind, currency="currency")
    assert list(values(column, SimpleNamespace(cell=value, currency="CNY"))) == told
    assert len(list(titles(column))) == len(told)


def test_sums_of_currencies_without_cents() -> None:
    column = Column("cell", "Cell", kind="money", currency=lambda row: "JPY")
    assert list(values(column, {"cell": 5000})) == [Decimal(5000), "JPY"]


def test_what_the_list_itself_says_of_a_file_goes_before() -> None:
    column = Column("cell", "Cell", kind="money", export=lambda row: "12.00 CNY + 3.00 EUR")
    assert list(titles(column)) == ["Cell"]
    assert list(values(column, {})) == ["12.00 CNY + 3.00 EUR"]
