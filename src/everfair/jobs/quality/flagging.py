"""The temporary tables a measurement counts over: who is flagged with what, and who belongs to which source."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from everfair.parties.models import Party
from everfair.quality.lacks import Whose
from everfair.quality.measures import FLAGS
from everfair.quality.sources import TOLD, by_hand

FLAGGED, BELONGS = "quality_flagged", "quality_belongs"

RECORDED = " UNION ".join(
    f"SELECT i.batch_id, o.{whose}_id AS party_id FROM intake_importedrow i JOIN {model._meta.db_table} o "
    f"ON o.id = i.object_id WHERE i.object_type = '{model._meta.label_lower}' AND o.{whose}_id IS NOT NULL"
    for model, told_of in TOLD.values()
    for whose in told_of
)
MEMBERS = f"""
CREATE TEMP TABLE {BELONGS} AS
SELECT 'house' AS of_what, 0 AS which, id AS party FROM {FLAGGED}
UNION ALL
SELECT 'hand', 0, id FROM {FLAGGED} WHERE by_hand = 1
UNION ALL
SELECT 'series', series_id, party_id FROM (
    SELECT series_id, party_id FROM relations_relationship WHERE NOT superseded
    UNION
    SELECT r.series_id, e.person_id FROM relations_relationship r
    JOIN parties_employment e ON e.organisation_id = r.party_id AND NOT e.superseded AND e.ended_on IS NULL
    WHERE NOT r.superseded
) AS of_series
UNION ALL
SELECT 'batch', batch_id, party_id FROM (
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
) AS of_batch
"""


@contextmanager
def flagged() -> Iterator[None]:
    """Both tables, for this connection alone; gone afterwards."""
    _drop()
    try:
        with connection.cursor() as cursor:
            statement, values = _flags().query.sql_with_params()
            cursor.execute(f"CREATE TEMP TABLE {FLAGGED} AS {statement}", values)
            cursor.execute(f"CREATE UNIQUE INDEX {FLAGGED}_by_id ON {FLAGGED} (id)")
            cursor.execute(MEMBERS)
            cursor.execute(f"CREATE INDEX {BELONGS}_by_party ON {BELONGS} (party)")
            cursor.execute(f"ANALYZE {FLAGGED}")
            cursor.execute(f"ANALYZE {BELONGS}")
        yield
    finally:
        _drop()


def _flags() -> QuerySet[Party, Any]:
    flags = {code: _one_where(condition(Whose())) for code, condition in FLAGS.items()}
    flags |= {"by_hand": _one_where(by_hand()), "is_person": _one_where(Q(kind=Party.Kind.PERSON))}
    standing = Party.objects.filter(merged_into=None).order_by()
    rows: QuerySet[Party, Any] = standing.annotate(**flags).values("id", *flags)
    return rows


def _one_where(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _drop() -> None:
    with connection.cursor() as cursor:
        for table in (BELONGS, FLAGGED):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
