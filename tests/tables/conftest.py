"""Opening what a test has just made."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from everfair.tables import Row, Table, TableError, open_table
from tests.tables.nasty import known, save

Opened = Callable[..., Table]
Refused = Callable[..., TableError]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    def build(data: bytes | str, name: str = "list.csv", **options: Any) -> Table:
        options.setdefault("known", known)
        return open_table(save(tmp_path, data, name), name, **options)

    return build


@pytest.fixture
def refused(opened: Opened) -> Refused:
    def build(data: bytes | str, name: str = "list.csv", **options: Any) -> TableError:
        with pytest.raises(TableError) as caught:
            list(opened(data, name, **options).rows())
        return caught.value

    return build


def good(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows() if not row.problems]


def bad(table: Table) -> list[Row]:
    return [row for row in table.rows() if row.problems]
