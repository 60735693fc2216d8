"""Reads the facts through ADBC into Parquet, in a process of its own that never opens the books through Django.

The driver for SQLite brings its own SQLite: in one process with another, closing a file drops the other's
locks. Started by `facts_out` as ``python -m everfair.jobs.facts_reading``; a request comes on standard input
as JSON {driver, uri, folder}, counts per table go to standard output.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from everfair.facts import EDITIONS, INTERACTIONS, PARTICIPATIONS, RELATIONSHIPS, TABLES, Column, Table, Type

ROW_GROUP = 250_000

# What each declared column is in the books. `{column}` names are filled in from these.
SOURCES: dict[str, tuple[dict[str, str], str]] = {
    EDITIONS.name: (
        {
            "edition": "e.id",
            "series": "e.series_id",
            "ordinal": "e.ordinal",
            "label": "e.label",
            "starts_on": "e.starts_on",
            "is_held": "e.is_held",
        },
        "FROM shows_edition e WHERE NOT e.is_excluded",
    ),
    RELATIONSHIPS.name: (
        {"relationship": "r.id", "series": "r.series_id", "side": "r.side", "recorded_at": "r.created_at"},
        "FROM relations_relationship r WHERE NOT r.superseded",
    ),
    PARTICIPATIONS.name: (
        {
            "relationship": "r.id",
            "series": "r.series_id",
            "side": "r.side",
            "edition": "p.edition_id",
            "status": "p.status",
            "area_dm2": "s.area_dm2",
            "amount_minor": "CASE WHEN s.currency = s.other_currency THEN s.amount_minor END",
            "currency": "CASE WHEN s.currency = s.other_currency THEN s.currency END",
            "occurred_on": "e.starts_on",
            "recorded_at": "p.recorded_at",
        },
        """FROM shows_participation p
        JOIN shows_edition e ON e.id = p.edition_id AND NOT e.is_excluded
        JOIN shows_role o ON o.id = p.role_id
        JOIN relations_relationship r
          ON r.party_id = p.party_id AND r.series_id = e.series_id AND r.side = o.side AND NOT r.superseded
        LEFT JOIN (
          SELECT participation_id, sum(area_dm2) AS area_dm2, sum(amount_minor) AS amount_minor,
                 min(currency) AS currency, max(currency) AS other_currency
          FROM shows_stand GROUP BY participation_id
        ) s ON s.participation_id = p.id
        WHERE NOT p.superseded""",
    ),
    INTERACTIONS.name: (
        {
            "relationship": "r.id",
            "series": "r.series_id",
            "side": "r.side",
            "kind": "i.kind",
            "outcome": "i.outcome",
            "score": "i.score",
            "occurred_on": "i.occurred_on",
            "recorded_at": "i.recorded_at",
        },
        """FROM contact_interaction i
        JOIN relations_relationship r
          ON r.party_id = i.party_id AND (i.series_id IS NULL OR i.series_id = r.series_id)
         AND NOT r.superseded""",
    ),
}


def query(table: Table, driver: str) -> str:
    """One SELECT with every column cast to its declared type."""
    sources, origin = SOURCES[table.name]
    columns = ", ".join(
        f"{_cast(column, sources[column.name], driver)} AS {column.name}" for column in table.columns
    )
    return f"SELECT {columns} {origin}"


def _cast(column: Column, source: str, driver: str) -> str:
    if driver == "postgresql":
        cast = f"CAST({source} AS {column.type.postgresql})"
        return f"COALESCE({cast}, '')" if column.type is Type.TEXT else cast
    cast = f"CAST({source} AS {column.type.sqlite})"
    # The driver takes a column's type from the first rows: an unknown among texts must be a text too.
    return f"COALESCE({cast}, '')" if column.type.sqlite == "TEXT" else cast


def schema(table: Table) -> pa.Schema:
    return pa.schema([(column.name, _arrow(column.type)) for column in table.columns])


def _arrow(kind: Type) -> pa.DataType:
    return pa.timestamp("us", tz="UTC") if kind is Type.INSTANT else pa.type_for_alias(kind.arrow)


def cast_batch(batch: pa.RecordBatch, table: Table) -> pa.RecordBatch:
    columns = [_cast_column(batch.column(column.name), column) for column in table.columns]
    return pa.record_batch(columns, schema=schema(table))


def _cast_column(values: pa.Array, column: Column) -> pa.Array:
    target = _arrow(column.type)
    if column.type is not Type.TEXT and pa.types.is_string(values.type):
        values = pc.if_else(pc.equal(values, ""), pa.scalar(None, pa.string()), values)
        if column.type is Type.INSTANT:
            return pc.cast(pc.cast(values, pa.timestamp("us")), target)
    return pc.cast(values, target)


def read(connection: Any, driver: str, folder: Path) -> dict[str, int]:
    """Write every table as Parquet; all within the one transaction of the connection."""
    counts = {}
    for table in TABLES:
        with (
            connection.cursor() as cursor,
            pq.ParquetWriter(folder / table.file, schema(table), compression="zstd") as writer,
        ):
            cursor.execute(query(table, driver))
            counts[table.name] = 0
            for portion in portions(cursor.fetch_record_batch(), table):
                writer.write_table(portion)
                counts[table.name] += portion.num_rows
    return counts


def portions(batches: Iterable[pa.RecordBatch], table: Table) -> Iterator[pa.Table]:
    """Row groups large enough to be read fast; the driver's batches may be of a thousand rows."""
    kept: list[pa.RecordBatch] = []
    for batch in batches:
        kept.append(cast_batch(batch, table))
        if len(kept) * batch.num_rows >= ROW_GROUP:
            yield pa.Table.from_batches(kept)
            kept = []
    if kept:
        yield pa.Table.from_batches(kept)


def connect(driver: str, uri: str) -> Any:
    if driver == "postgresql":
        from adbc_driver_postgresql import dbapi

        connection = dbapi.connect(uri)
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return connection
    from adbc_driver_sqlite import dbapi

    return dbapi.connect(uri)


def main() -> None:
    asked = json.load(sys.stdin)
    with connect(asked["driver"], asked["uri"]) as connection:
        json.dump(read(connection, asked["driver"], Path(asked["folder"])), sys.stdout)


if __name__ == "__main__":
    main()
