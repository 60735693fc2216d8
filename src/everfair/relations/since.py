"""Of whom the facts may have changed since a run read them: a few keys, or more than one can name.

What a run says of who came when stands in its scores, where an index tells it at once; of these customers it is not
to be relied on. Said of too many rather than too few.
"""

import datetime
from collections.abc import Sequence

from django.db import connection
from django.db.models import Model, QuerySet

from everfair.house import planned
from everfair.house.prepared import prepared
from everfair.intake.models import Batch, ImportedRow
from everfair.journal.models import Entry
from everfair.parties.among import among
from everfair.relations.models import AnalysisRun, Relationship
from everfair.shows.models import Participation

MOST = 2_000
LATE = datetime.timedelta(minutes=10)
"""So long after an act begins it may be written for good. Acts are told of one by one in the journal; of the thousands
of rows of a list, by its load, which ends within an instant of saying so."""
INSTANT = datetime.timedelta(seconds=1)
OF_ALL = ("edition.", "series.", "role.", "intake.take")
"""Verbs of what changes for everybody."""
# Whatever is newer is among the last rows written: the others are not read.
_LAST = "SELECT {columns} FROM (SELECT * FROM {table} ORDER BY id DESC LIMIT {most}) last WHERE {when} > %s"
_BATCHES = f"SELECT id FROM {Batch._meta.db_table} WHERE loaded_at > %s OR state = %s"


class TooMany(Exception):
    """More has changed than is worth naming."""


def changed_since(run: AnalysisRun) -> list[int] | None:
    """Keys of relationships, `MOST` of each kind of change; None where it may be any."""
    moment = run.data_moment or run.started_at
    rows, acts, batches = planned.way().answers([
        last_of(Participation, "party_id", "recorded_at", moment - INSTANT),
        last_of(Entry, "party_id, verb", "at", moment - LATE),
        newer(_BATCHES, moment - INSTANT, Batch.State.LOADING.value),
    ])  # fmt: skip
    try:
        parties = {*recorded(rows), *told(acts), *loaded(batches)}
    except TooMany:
        return None
    return of_parties(sorted(parties)) if parties else []


def last_of(kind: type[Model], columns: str, when: str, moment: datetime.datetime) -> planned.Question:
    sql = _LAST.format(columns=columns, table=kind._meta.db_table, most=MOST + 1, when=when)
    return newer(sql, moment)


def newer(sql: str, moment: datetime.datetime, *more: str) -> planned.Question:
    return sql, [connection.ops.adapt_datetimefield_value(moment), *more]


def recorded(rows: Sequence[planned.Row]) -> set[int]:
    return {party for (party,) in few(rows)}


def told(acts: Sequence[planned.Row]) -> set[int]:
    """By the journal: a participation changed, a customer merged with another."""
    if any(verb.startswith(OF_ALL) for _party, verb in few(acts)):
        raise TooMany
    return {party for party, _verb in acts if party is not None}


def few(rows: Sequence[planned.Row]) -> Sequence[planned.Row]:
    if len(rows) > MOST:
        raise TooMany
    return rows


def loaded(batches: Sequence[planned.Row]) -> set[int]:
    """By a list: rows there were already may say something else now."""
    if not batches:
        return set()
    keys = [key for (key,) in batches]
    rows = ImportedRow.objects.filter(batch__in=keys, object_type="shows.participation")
    found = list(rows.order_by().values_list("object_id", flat=True)[: MOST + 1])
    if len(found) > MOST:
        raise TooMany
    return set(Participation.every.filter(pk__in=found).values_list("party_id", flat=True))


@prepared
def of_parties(parties: list[int]) -> QuerySet[Relationship, int]:
    return Relationship.every.filter(party__in=among(parties)).order_by().values_list("pk", flat=True)
