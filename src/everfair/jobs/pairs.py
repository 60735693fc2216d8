"""Who is the same among many records: laid out as rows in two processes, linked, and each likely pair judged."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from everfair.facts import Column, Table, Type
from everfair.facts.identity import ORGANISATION, PERSON, TABLES_TO_LINK
from everfair.names import Record
from everfair.names.rows import Individual, organisation_row, person_row

Known = Record | Individual
AT_ONCE = 2_000
PROCESSES = 2
# Fewer are laid out at once here: a process takes longer to begin.
WORTH_PROCESSES = 10_000
ASKED_FROM = 0.02


@dataclass(frozen=True)
class Entry:
    """A record to be compared; those of one side, if it is told, are not compared with each other."""

    id: int
    record: Known
    side: str = ""


def schema(table: Table) -> pa.Schema:
    return pa.schema([(column.name, _arrow(column)) for column in table.columns])


def _arrow(column: Column) -> pa.DataType:
    return pa.list_(pa.string()) if column.type is Type.TEXTS else pa.type_for_alias(column.type.arrow)


def laid_out(kind: str, entries: Sequence[Entry]) -> pa.Table:
    """Rows as `facts.identity` declares them."""
    return pa.Table.from_pylist([_row(entry) for entry in entries], schema=schema(TABLES_TO_LINK[kind]))


def _row(entry: Entry) -> Mapping[str, Any]:
    record = entry.record
    told = person_row(record) if isinstance(record, Individual) else organisation_row(record)
    return {"id": entry.id, "side": entry.side} | told


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
    with pq.ParquetWriter(file, schema(TABLES_TO_LINK[kind]), compression="zstd") as writer:
        for table in _tables(kind, _portions(entries), total):
            writer.write_table(table)
            written += table.num_rows
            heard(written)
    return written


def _tables(kind: str, portions: Iterator[Sequence[Entry]], total: int) -> Iterator[pa.Table]:
    if total < WORTH_PROCESSES:
        yield from (laid_out(kind, portion) for portion in portions)
        return
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(laid_out, kind, portion) for portion in islice(portions, 2 * PROCESSES)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(laid_out, kind, portion) for portion in islice(portions, 1)]


def _portions(entries: Iterable[Entry]) -> Iterator[Sequence[Entry]]:
    rest = iter(entries)
    while portion := list(islice(rest, AT_ONCE)):
        yield portion


def kind_of(record: Known) -> str:
    return PERSON if isinstance(record, Individual) else ORGANISATION
