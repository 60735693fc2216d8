"""Writing very many plain rows: without making a model instance of each, which costs ten times the insert."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from django.db import connection, models

from everfair.parties.models.owned import RecordedParty

Plain = str | int | float | bool | None
Row = Sequence[Plain]


def insert(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Row], *, ignore_conflicts: bool = False
) -> None:
    """Rows of plain values for the columns `names`; the others get their defaults. Days as ISO texts."""
    written = list(rows)
    if not written:
        return
    columns, filled = _filled(model, names)
    if connection.vendor == "postgresql" and not ignore_conflicts:
        _copy(model, columns, map(filled, written))
    else:
        _execute(model, columns, map(filled, written), "ON CONFLICT DO NOTHING" if ignore_conflicts else "")


def upsert(model: type[models.Model], names: Sequence[str], rows: Iterable[Row], *, by: str) -> None:
    """The same, where rows with the same `by` get the new values."""
    columns, filled = _filled(model, names)
    changes = ", ".join(f"{_quoted(name)} = excluded.{_quoted(name)}" for name in names if name != by)
    _execute(model, columns, map(filled, rows), f"ON CONFLICT ({_quoted(by)}) DO UPDATE SET {changes}")


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Ids for rows that this transaction is going to write with `insert`."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [pk for (pk,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


def _filled(model: type[models.Model], names: Sequence[str]) -> tuple[list[str], Callable[[Row], list[Any]]]:
    """All columns, and what makes a whole row of one for `names`."""
    others = [f for f in model._meta.concrete_fields if f.attname not in names and not f.primary_key]
    copied = [names.index(f"{f.of}_id") for f in others if isinstance(f, RecordedParty)]
    plain = [f for f in others if not isinstance(f, RecordedParty)]
    defaults = [f.get_db_prep_save(f.get_default(), connection) for f in plain]
    columns = [
        *names,
        *(f.attname for f in others if isinstance(f, RecordedParty)),
        *(f.attname for f in plain),
    ]
    return columns, lambda row: [*row, *(row[place] for place in copied), *defaults]


def _copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    statement = f"COPY {_quoted(model._meta.db_table)} ({', '.join(map(_quoted, columns))}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


# In one statement with many rows: fewer than SQLite takes parameters, and few enough to be put together fast.
_PARAMETERS = 900


def _execute(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], conflict: str
) -> None:
    start = f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(map(_quoted, columns))}) VALUES "
    marks = f"({', '.join(['%s'] * len(columns))})"
    written = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{start}{marks} {conflict}", written)
            return
        at_once = _PARAMETERS // len(columns)
        for at in range(0, len(written), at_once):
            part = written[at : at + at_once]
            values = ", ".join([marks] * len(part))
            cursor.execute(f"{start}{values} {conflict}", list(chain.from_iterable(part)))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
