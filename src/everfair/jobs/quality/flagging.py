"""The temporary tables a measurement counts over: who is flagged with what, and who belongs to which source."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from everfair.parties.models import Party
from everfair.quality.lacks import OF_SHOWS, Condition, Whose
from everfair.quality.measures import FLAGS
from everfair.quality.sources import TOLD, by_hand

FLAGGED, BELONGS, AT_SHOW = "quality_flagged", "quality_belongs", "quality_at_show"

RECORDED = " UNION ".join(
    f"SELECT i.batch_id, o.{whose}_id AS party_id FROM intake_importedrow i JOIN {model._meta.db_table} o "
    f"ON o.id = i.object_id WHERE i.object_type = '{model._meta.label_lower}' AND o.{whose}_id IS NOT NULL"
    for model, told_of in TOLD.values()
    for whose in told_of
)
MEMBERS = f"""
CREATE TEMP TABLE {BELONGS} AS
SELECT 'house' AS of_what, 0 AS which, id AS party, CAST(NULL AS bigint) AS at_show FROM {FLAGGED}
UNION ALL
SELECT 'hand', 0, id, NULL FROM {FLAGGED} WHERE by_hand = 1
UNION ALL
SELECT 'series', series_id, party_id, series_id FROM (
    SELECT series_id, party_id FROM relations_relationship WHERE NOT superseded
    UNION
    SELECT r.series_id, e.person_id FROM relations_relationship r
    JOIN parties_employment e ON e.organisation_id = r.party_id AND NOT e.superseded AND e.ended_on IS NULL
    WHERE NOT r.superseded
) AS of_series
UNION ALL
SELECT 'batch', batch_id, party_id, loaded.series_id FROM (
    WITH told AS (
        {RECORDED}
        UNION
        SELECT i.batch_id, n.party_id FROM intake_importedrow i
        JOIN parties_name n ON n.recorded_party_id = i.object_id WHERE i.object_type = 'parties.party'
    )
    SELECT batch_id, party_id FROM told
    UNION
    SELECT t.batch_id, e.person_id FROM told t JOIN intake_batch b ON b.id = t.batch_id
    JOIN parties_employment e
      ON e.organisation_id = t.party_id AND e.source = substr(b.filename, 1, 120) AND NOT e.superseded
) AS of_batch JOIN intake_batch loaded ON loaded.id = batch_id
"""
SHOWS = f"SELECT DISTINCT at_show FROM {BELONGS} WHERE at_show IS NOT NULL"


@contextmanager
def flagged() -> Iterator[None]:
    """The tables, for this connection alone; gone afterwards."""
    _drop()
    try:
        with connection.cursor() as cursor:
            statement, values = _flags(FLAGS, Whose()).query.sql_with_params()
            cursor.execute(f"CREATE TEMP TABLE {FLAGGED} AS {statement}", values)
            cursor.execute(f"CREATE UNIQUE INDEX {FLAGGED}_by_id ON {FLAGGED} (id)")
            cursor.execute(MEMBERS)
            cursor.execute(f"CREATE INDEX {BELONGS}_by_party ON {BELONGS} (party)")
            cursor.execute(f"CREATE INDEX {BELONGS}_at_show ON {BELONGS} (at_show, party)")
            cursor.execute(f"ANALYZE {FLAGGED}")
            cursor.execute(f"ANALYZE {BELONGS}")
            _flag_at_shows(cursor)
        yield
    finally:
        _drop()


def _flag_at_shows(cursor: Any) -> None:
    """Who sees one show is told of it alone."""
    columns = ", ".join(f"{code} integer" for code in OF_SHOWS)
    cursor.execute(f"CREATE TEMP TABLE {AT_SHOW} (at_show bigint, party bigint, {columns})")
    cursor.execute(SHOWS)
    for (show,) in cursor.fetchall():
        flags = _flags({code: FLAGS[code] for code in OF_SHOWS}, Whose(shows=frozenset({show})))
        there = flags.filter(pk__in=RawSQL(f"SELECT party FROM {BELONGS} WHERE at_show = %s", [show]))
        statement, values = there.query.sql_with_params()
        told = ", ".join(f"f.{code}" for code in ("id", *OF_SHOWS))
        cursor.execute(f"INSERT INTO {AT_SHOW} SELECT {int(show)}, {told} FROM ({statement}) AS f", values)
    cursor.execute(f"CREATE UNIQUE INDEX {AT_SHOW}_by_party ON {AT_SHOW} (party, at_show)")
    cursor.execute(f"ANALYZE {AT_SHOW}")


def _flags(conditions: Mapping[str, Condition], whose: Whose) -> QuerySet[Party, Any]:
    flags = {code: _one_where(condition(whose)) for code, condition in conditions.items()}
    flags |= {"by_hand": _one_where(by_hand()), "is_person": _one_where(Q(kind=Party.Kind.PERSON))}
    standing = Party.objects.filter(merged_into=None).order_by()
    rows: QuerySet[Party, Any] = standing.annotate(**flags).values("id", *flags)
    return rows


def _one_where(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _drop() -> None:
    with connection.cursor() as cursor:
        for table in (AT_SHOW, BELONGS, FLAGGED):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
