"""Writing very many plain rows: without making a model instance of each, which costs ten times the insert."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
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
    conflict = "ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    if connection.vendor == "sqlite":
        _prepared(model, tuple(names), written, conflict)
        return
    if ignore_conflicts:
        columns, filled = _filled(model, names)
        _execute(model, columns, map(filled, written), conflict)
    else:
        _copy(model, names, written)


def upsert(model: type[models.Model], names: Sequence[str], rows: Iterable[Row], *, by: str) -> None:
    """The same, where rows with the same `by` get the new values."""
    changes = ", ".join(f"{_quoted(name)} = excluded.{_quoted(name)}" for name in names if name != by)
    conflict = f"ON CONFLICT ({_quoted(by)}) DO UPDATE SET {changes}"
    if connection.vendor == "sqlite":
        _prepared(model, tuple(names), list(rows), conflict)
        return
    columns, filled = _filled(model, names)
    _execute(model, columns, map(filled, rows), conflict)


# Which sequence that is, is found out once.
_DRAWN = """
WITH ids AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name)
SELECT nextval(name) FROM ids, generate_series(1, %s)
"""


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Ids for rows that this transaction is going to write with `insert`."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_DRAWN, [table, count])
            return [pk for (pk,) in cursor.fetchall()]
        first = _taken(cursor, table, count)
        return list(range(first, first + count))


class Spare:
    """Ids drawn ahead, many at once, for one table."""

    def __init__(self, model: type[models.Model], at_once: int = 5_000) -> None:
        self.model = model
        self.at_once = at_once
        self.ids: list[int] = []

    def reach(self, count: int) -> None:
        """See that there are so many."""
        if len(self.ids) < count:
            self.ids += reserve(self.model, max(count - len(self.ids), self.at_once))

    def take(self, count: int) -> list[int]:
        self.reach(count)
        taken, self.ids = self.ids[:count], self.ids[count:]
        return taken


def reserve_block(model: type[models.Model], count: int) -> int:
    """The first of `count` ids in a row that nobody else will get, ever; call it in a short transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            return _taken(cursor, table, count)
        # whoever inserts holds this table before drawing a number
        cursor.execute(f"LOCK TABLE {_quoted(table)} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        first = int(cursor.fetchone()[0])
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, first + count - 1])
        return first


def _taken(cursor: Any, table: str, count: int) -> int:
    """SQLite: the first of so many, which nobody else gets."""
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    found = cursor.fetchone()
    last = int(found[0]) if found else 0
    if found:
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last + count, table])
    else:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last + count])
    return last + 1


def _others(model: type[models.Model], names: Sequence[str]) -> tuple[list[RecordedParty], list[Any]]:
    """The columns not told: those copied from a sibling, and those that get their defaults."""
    others = [f for f in model._meta.concrete_fields if f.attname not in names and not f.primary_key]
    copied = [f for f in others if isinstance(f, RecordedParty)]
    return copied, [f for f in others if not isinstance(f, RecordedParty)]


def _filled(model: type[models.Model], names: Sequence[str]) -> tuple[list[str], Callable[[Row], list[Any]]]:
    """All columns, and what makes a whole row of one for `names`."""
    copied, plain = _others(model, names)
    places = [list(names).index(f"{f.of}_id") for f in copied]
    defaults = [f.get_db_prep_save(f.get_default(), connection) for f in plain]
    columns = [*names, *(f.attname for f in copied), *(f.attname for f in plain)]
    return columns, lambda row: [*row, *[row[place] for place in places], *defaults]


_AT_ONCE = 5_000
# Seconds that whoever sends waits for whoever computes; the usual five thousandths would keep the server idle.
_SWITCHING = 0.0002
# Checked when the transaction ends they would keep the writer waiting.
_AT_ONCE_CHECKED = "SET CONSTRAINTS ALL IMMEDIATE"


@contextmanager
def writing_behind(meanwhile: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Within one transaction: PostgreSQL takes copied rows, and looks for the rows that they name, while the writer
    works out the next. Whatever else is asked of the connection waits for them, and raises what they raised;
    `meanwhile` is called before it waits."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_AT_ONCE_CHECKED)
    behind, switching = _Behind(ThreadPoolExecutor(1, "copying"), meanwhile), sys.getswitchinterval()
    sys.setswitchinterval(_SWITCHING)
    held = _BEHIND.set(behind)
    try:
        with connection.execute_wrapper(behind.first):
            yield
        behind.wait()
    finally:
        _BEHIND.reset(held)
        behind.thread.shutdown(cancel_futures=True)  # what is under way ends before the transaction does
        sys.setswitchinterval(switching)


class _Behind:
    """What is on its way."""

    def __init__(self, thread: ThreadPoolExecutor, meanwhile: Callable[[], None]) -> None:
        self.thread = thread
        self.meanwhile = meanwhile
        self.sent: list[Future[None]] = []

    def send(self, act: Callable[..., None], *told: Any) -> None:
        """`act` with the driver's connection: this thread's is no other's."""
        connection.ensure_connection()
        self.sent.append(self.thread.submit(act, connection.connection, *told))

    def wait(self) -> None:
        sent, self.sent = self.sent, []
        if sent:
            self.meanwhile()
        with connection.wrap_database_errors:
            for one in sent:
                one.result()

    def first(self, execute: Callable[..., Any], *asked: Any) -> Any:
        self.wait()
        return execute(*asked)


_BEHIND: ContextVar[_Behind | None] = ContextVar("writing behind", default=None)


def _send(act: Callable[..., None], *told: Any) -> None:
    if behind := _BEHIND.get():
        behind.send(act, *told)
        return
    connection.ensure_connection()
    with connection.wrap_database_errors:
        act(connection.connection, *told)


def _copied(raw: Any, statement: str, texts: Iterable[str]) -> None:
    with raw.cursor() as cursor, cursor.copy(statement) as copy:
        for text in texts:
            copy.write(text)


def _executed(raw: Any, statement: str, columns: Sequence[Any]) -> None:
    with raw.cursor() as cursor:
        cursor.execute(statement, columns)


def _copy(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """PostgreSQL: as one text, made a column at a time; what all rows have in common is written out once."""
    copied, plain = _others(model, names)
    columns = [*names, *(f.attname for f in copied), *(f.attname for f in plain)]
    places = [list(names).index(f"{f.of}_id") for f in copied]
    defaults = (f.get_db_prep_save(f.get_default(), connection) for f in plain)
    end = "".join(f"\t{_cell(value)}" for value in defaults) + "\n"
    statement = f"COPY {_quoted(model._meta.db_table)} ({', '.join(map(_quoted, columns))}) FROM STDIN"
    texts = (_text(rows[start : start + _AT_ONCE], places, end) for start in range(0, len(rows), _AT_ONCE))
    _send(_copied, statement, list(texts))


def _text(rows: Sequence[Row], places: Sequence[int], end: str) -> str:
    told = [_cells(column) for column in zip(*rows, strict=True)]
    lines = map("\t".join, zip(*told, *(told[place] for place in places), strict=True))
    return end.join(lines) + end


_SPECIAL = re.compile(r"[\\\t\n\r]")
_WRITTEN = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def _cells(column: Sequence[Plain]) -> Sequence[str]:
    kinds = set(map(type, column))
    if kinds == {int}:
        return list(map(str, column))
    if kinds == {str} and not _SPECIAL.search("".join(column)):  # type: ignore[arg-type]
        return column  # type: ignore[return-value]
    return list(map(_cell, column))


def _cell(value: Any) -> str:
    """As COPY reads it."""
    if value is None:
        return r"\N"
    if isinstance(value, int | float):
        return str(value)
    text = value if isinstance(value, str) else _dumped(value)
    return _SPECIAL.sub(lambda sign: _WRITTEN[sign[0]], text)


def _dumped(value: Any) -> str:
    """A default that is no plain value: a moment, a piece of JSON."""
    from psycopg.adapt import PyFormat, Transformer

    dumper = Transformer(connection.connection).get_dumper(value, PyFormat.TEXT)
    return bytes(dumper.dump(value) or b"").decode()


def _prepared(model: type[models.Model], names: tuple[str, ...], rows: Sequence[Row], conflict: str) -> None:
    """SQLite: one prepared statement that takes the rows as they are; what they do not tell stands in it."""
    copied, plain = _others(model, names)
    columns = [*names, *(f.attname for f in copied), *(f.attname for f in plain)]
    values = [f"?{place}" for place in range(1, len(names) + 1)]
    values += [f"?{names.index(f'{f.of}_id') + 1}" for f in copied]
    values += [_literal(f.get_db_prep_save(f.get_default(), connection)) for f in plain]
    connection.ensure_connection()
    with connection.wrap_database_errors:
        connection.connection.executemany(f"{_start(model, columns)} ({', '.join(values)}) {conflict}", rows)


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int | float):
        return repr(int(value) if isinstance(value, bool) else value)
    return "'" + str(value).replace("'", "''") + "'"


_LIMITED = re.compile(r"varchar\(\d+\)")


def _execute(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], conflict: str
) -> None:
    """PostgreSQL: a column of values each, in one statement. Texts too long are refused, not cut."""
    written = list(rows)
    if not written:
        return
    types = {f.attname: str(f.db_type(connection)) for f in model._meta.concrete_fields}
    arrays = ", ".join(f"%s::{_LIMITED.sub('text', types[name])}[]" for name in columns)
    statement = f"{_start(model, columns).removesuffix('VALUES')} SELECT * FROM unnest({arrays}) {conflict}"
    _send(_executed, statement, [list(column) for column in zip(*written, strict=True)])


def _start(model: type[models.Model], columns: Sequence[str]) -> str:
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(map(_quoted, columns))}) VALUES"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
