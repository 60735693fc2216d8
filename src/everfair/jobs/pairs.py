"""Who is the same among many records: laid out as rows in two processes, linked, and each likely pair judged."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from everfair.facts import Column, Type
from everfair.facts.identity import ORGANISATION, PERSON, TABLES_TO_LINK
from everfair.names import Record
from everfair.names.rows import Individual, Row, organisation_row, person_row

Known = Record | Individual
AT_ONCE = 2_000
PROCESSES = 2
# Fewer are laid out at once here: a process takes longer to begin.
WORTH_PROCESSES = 10_000
ASKED_FROM = 0.02
_RARELY = (200_000, 50, 1_000)


@dataclass(frozen=True)
class Entry:
    """A record to be compared; those of one side, if it is told, are not compared with each other."""

    id: int
    record: Known
    side: str = ""


def schema_of(kind: str) -> pa.Schema:
    return pa.schema([(column.name, _arrow(column)) for column in TABLES_TO_LINK[kind].columns])


def _arrow(column: Column) -> pa.DataType:
    return pa.list_(pa.string()) if column.type is Type.TEXTS else pa.type_for_alias(column.type.arrow)


def laid_out(kind: str, entries: Sequence[Entry]) -> pa.Table:
    """Rows as `facts.identity` declares them."""
    rows = [_row(entry.record) for entry in entries]
    who: dict[str, list[Any]] = {"id": [e.id for e in entries], "side": [e.side for e in entries]}
    told = schema_of(kind)
    values = ((field, who.get(field.name) or [row[field.name] for row in rows]) for field in told)
    return pa.table([_array(field.type, column) for field, column in values], schema=told)


def _array(type_: pa.DataType, column: Sequence[Any]) -> pa.Array:
    """Lists one behind the other: twice as fast as one by one."""
    if not pa.types.is_list(type_):
        return pa.array(column, type_)
    ends = pa.array([0, *accumulate(map(len, column))], pa.int32())
    return pa.ListArray.from_arrays(ends, pa.array(list(chain.from_iterable(column)), pa.string()))


def _row(record: Known) -> Row:
    return person_row(record) if isinstance(record, Individual) else organisation_row(record)


def write_rows(
    kind: str,
    entries: Iterable[Entry],
    file: Path,
    *,
    total: int,
    heard: Callable[[int], None] = lambda _: None,
) -> int:
    """Lay the entries out into a Parquet file, a portion at a time; how many there were."""
    written = 0
    with _collecting_rarely(), pq.ParquetWriter(file, schema_of(kind), compression="zstd") as writer:
        for table in _tables(kind, _portions(entries), total):
            writer.write_table(table)
            written += table.num_rows
            heard(written)
    return written


def _tables(kind: str, portions: Iterator[Sequence[Entry]], total: int) -> Iterator[pa.Table]:
    if total < WORTH_PROCESSES:
        yield from (laid_out(kind, portion) for portion in portions)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(
        PROCESSES, mp_context=context, initializer=gc.set_threshold, initargs=_RARELY
    ) as pool:
        waiting = [pool.submit(laid_out, kind, portion) for portion in islice(portions, 2 * PROCESSES)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(laid_out, kind, portion) for portion in islice(portions, 1)]


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """Nothing of what is made here refers to itself; looking for that took a third of the time."""
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _portions(entries: Iterable[Entry]) -> Iterator[Sequence[Entry]]:
    rest = iter(entries)
    while portion := list(islice(rest, AT_ONCE)):
        yield portion


def kind_of(record: Known) -> str:
    return PERSON if isinstance(record, Individual) else ORGANISATION
