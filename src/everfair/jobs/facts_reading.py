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

from everfair.facts import (
    ANSWERS,
    EDITIONS,
    INTERACTIONS,
    LEDGER,
    PARTICIPATIONS,
    RATINGS,
    REFERRALS,
    RELATIONSHIPS,
    SUGGESTIONS,
    TABLES,
    TERMS,
    Column,
    Table,
    Type,
)

ROW_GROUP = 250_000

Source = tuple[dict[str, str], str]  # columns by name, and where from
RELATIONSHIP = "JOIN relations_relationship r ON NOT r.superseded AND"
SAME = "r.party_id = {0}.party_id AND r.series_id = {0}.series_id AND r.side = {0}.side"
ANSWERED = """FROM surveys_answer a
        JOIN (
          SELECT x.*, CASE
                   WHEN x.moment = 'once' OR (x.party_id IS NULL AND x.respondent = '') THEN x.id
                   ELSE min(x.id) OVER (
                     PARTITION BY x.moment = 'once', x.instrument_id, x.series_id, x.side, x.edition_id,
                                  x.party_id, x.person_id, x.respondent)
                 END AS first_id
          FROM surveys_response x
        ) x ON x.id = a.response_id
        JOIN surveys_item i ON i.id = a.item_id"""
WHO_ANSWERED = {
    "relationship": "r.id",
    "respondent": "CASE WHEN r.id IS NULL THEN x.respondent END",
    "series": "x.series_id",
    "side": "x.side",
    "edition": "x.edition_id",
    "recorded_at": "x.recorded_at",
}
OF_RELATIONSHIP = {"relationship": "r.id", "series": "r.series_id", "side": "r.side"}

# A half is rounded up in both databases where it is a numeric one.
# What each declared column is in the books; several sources of a table stand one below the other.
SOURCES: dict[str, tuple[Source, ...]] = {
    EDITIONS.name: (
        (
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
    ),
    RELATIONSHIPS.name: (
        (
            OF_RELATIONSHIP | {"recorded_at": "r.created_at", "industry": "p.industry"},
            """FROM relations_relationship r
        LEFT JOIN parties_organisation p ON p.party_id = r.party_id AND NOT p.superseded
        WHERE NOT r.superseded""",
        ),
    ),
    PARTICIPATIONS.name: (
        (
            OF_RELATIONSHIP
            | {
                "edition": "p.edition_id",
                "status": "p.status",
                "area_dm2": "s.area_dm2",
                "amount_minor": "CASE WHEN s.currency = s.other_currency THEN s.amount_minor END",
                "currency": "CASE WHEN s.currency = s.other_currency THEN s.currency END",
                "occurred_on": "e.starts_on",
                "recorded_at": "p.recorded_at",
                "booked_on": "p.booked_on",
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
    ),
    INTERACTIONS.name: (
        (
            OF_RELATIONSHIP
            | {
                "kind": "i.kind",
                "outcome": "i.outcome",
                "score": "i.score",
                "occurred_on": "i.occurred_on",
                "recorded_at": "i.recorded_at",
            },
            f"""FROM contact_interaction i
        {RELATIONSHIP} r.party_id = i.party_id AND (i.series_id IS NULL OR i.series_id = r.series_id)""",
        ),
        (
            OF_RELATIONSHIP
            | {
                "kind": "'satisfaction'",
                "outcome": "''",
                "score": "round(CAST(10 * CASE WHEN i.is_turned THEN i.high - a.value ELSE a.value - i.low END"
                " / (i.high - i.low) AS numeric))",
                "occurred_on": "x.answered_on",
                "recorded_at": "x.recorded_at",
            },
            f"""FROM surveys_answer a
        JOIN surveys_item i ON i.id = a.item_id AND i.asks = 'overall' AND a.value IS NOT NULL
        JOIN surveys_response x ON x.id = a.response_id
        {RELATIONSHIP} {SAME.format("x")}""",
        ),
    ),
    ANSWERS.name: (
        (
            WHO_ANSWERED
            | {
                "response": "x.first_id",
                "item": "a.item_id",
                "asks": "i.asks",
                "topic": "t.code",
                "value": "a.value",
                "low": "i.low",
                "high": "i.high",
                "is_turned": "i.is_turned",
                "text": "a.text",
                "occurred_on": "x.answered_on",
            },
            f"""{ANSWERED}
        LEFT JOIN surveys_topic t ON t.id = i.topic_id
        LEFT {RELATIONSHIP} {SAME.format("x")}""",
        ),
    ),
    RATINGS.name: (
        (
            WHO_ANSWERED
            | {
                "competitor": "x.competitor_id",
                "topic": "t.code",
                "value": "x.value",
                "low": "x.low",
                "high": "x.high",
                "occurred_on": "x.rated_on",
            },
            f"""FROM surveys_rating x
        JOIN surveys_topic t ON t.id = x.topic_id
        LEFT {RELATIONSHIP} {SAME.format("x")}""",
        ),
    ),
    LEDGER.name: (
        (
            OF_RELATIONSHIP
            | {
                "edition": "l.edition_id",
                "kind": "l.kind",
                "amount_minor": "l.amount_minor",
                "currency": "l.currency",
                "is_entry": "1 = 1",
                "occurred_on": "l.occurred_on",
                "recorded_at": "l.recorded_at",
            },
            f"""FROM relations_ledgerentry l
        {RELATIONSHIP} {SAME.format("l")}""",
        ),
        (
            OF_RELATIONSHIP
            | {
                "edition": "m.edition_id",
                "kind": "CASE m.stage WHEN 'cultivation' THEN 'initial' WHEN 'disappearance' THEN 'ending'"
                " ELSE 'maintenance' END",
                "amount_minor": "a.cost_minor",
                "currency": "d.currency",
                "is_entry": "1 = 0",
                "occurred_on": "DATE(t.done_at)",
                "recorded_at": "t.created_at",
            },
            f"""FROM loop_action a
        JOIN loop_member m ON m.id = a.member_id
        JOIN loop_round d ON d.id = m.round_id
        JOIN contact_task t ON t.id = a.task_id AND t.done_at IS NOT NULL
        JOIN relations_relationship o ON o.id = m.relationship_id
        {RELATIONSHIP} {SAME.format("o")}
        WHERE a.cost_minor > 0""",
        ),
    ),
    REFERRALS.name: (
        (
            {
                "referrer": "r.id",
                "child": "c.id",
                "series": "f.series_id",
                "side": "f.side",
                "weight": "f.weight",
                "is_warning": "f.is_warning",
                "occurred_on": "f.occurred_on",
                "recorded_at": "f.recorded_at",
            },
            # Who told may be known on another side of the show only: a visitor may have brought an exhibitor.
            """FROM relations_referral f
        JOIN relations_relationship r ON r.id = (
          SELECT o.id FROM relations_relationship o
          WHERE o.party_id = f.referrer_id AND o.series_id = f.series_id AND NOT o.superseded
          ORDER BY CASE WHEN o.side = f.side THEN 0 ELSE 1 END, o.side LIMIT 1)
        LEFT JOIN relations_relationship c
          ON NOT c.superseded AND c.party_id = f.child_id AND c.series_id = f.series_id AND c.side = f.side
        WHERE NOT f.superseded AND f.referrer_id <> f.child_id""",
        ),
    ),
    # A suggestion names no side: it counts for one relationship of the customer, an exhibitor's before others.
    SUGGESTIONS.name: (
        (
            OF_RELATIONSHIP
            | {
                "edition": "g.edition_id",
                "kind": "g.kind",
                "state": "g.state",
                "effect_minor": "g.effect_minor",
                "currency": "g.currency",
                "occurred_on": "g.given_on",
                "recorded_at": "g.recorded_at",
            },
            """FROM contact_suggestion g
        JOIN relations_relationship r ON r.id = (
          SELECT o.id FROM relations_relationship o
          WHERE o.party_id = g.party_id AND o.series_id = g.series_id AND NOT o.superseded
          ORDER BY o.side LIMIT 1)""",
        ),
    ),
    TERMS.name: (
        (
            {
                "series": "s.id",
                "currency": "s.currency",
                "margin": "COALESCE(t.margin, 0.6)",
                "rate": "COALESCE(t.rate, 0.1)",
                "gamma": "COALESCE(t.gamma, 0.5)",
                "contact_minor": "COALESCE(t.contact_minor, 0)",
            },
            "FROM shows_series s LEFT JOIN relations_valueterms t ON t.series_id = s.id",
        ),
    ),
}


def query(table: Table, driver: str) -> str:
    """One SELECT, or several one below the other, with every column cast to its declared type."""
    return " UNION ALL ".join(_select(table, source, driver) for source in SOURCES[table.name])


def _select(table: Table, source: Source, driver: str) -> str:
    named, origin = source
    columns = (f"{_cast(column, named[column.name], driver)} AS {column.name}" for column in table.columns)
    return f"SELECT {', '.join(columns)} {origin}"


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
