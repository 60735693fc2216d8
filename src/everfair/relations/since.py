"""Of whom the facts may have changed since a run read them: a few keys, or more than one can name.

What a run says of who came when stands in its scores, where an index tells it at once; of these customers it is not
to be relied on. Said of too many rather than too few.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

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


class TooMany(Exception):
    """More has changed than is worth naming."""


def changed_since(run: AnalysisRun) -> list[int] | None:
    """Keys of relationships, `MOST` of each kind of change; None where it may be any."""
    moment = run.data_moment or run.started_at
    try:
        parties = {*recorded(moment - INSTANT), *told(moment - LATE), *loaded(moment - INSTANT)}
    except TooMany:
        return None
    return of_parties(sorted(parties)) if parties else []


def recorded(moment: datetime.datetime) -> set[int]:
    return set(newer(((at, party) for party, at in last_participations()), moment))


def told(moment: datetime.datetime) -> set[int]:
    """By the journal: a participation changed, a customer merged with another."""
    found = list(newer(((at, (party, verb)) for party, at, verb in last_entries()), moment))
    if any(verb.startswith(OF_ALL) for _party, verb in found):
        raise TooMany
    return {party for party, _verb in found if party is not None}


def newer(rows: Iterable[tuple[datetime.datetime, Any]], moment: datetime.datetime) -> list[Any]:
    """Of the last rows written, the last first."""
    found = [row for at, row in rows if at > moment]
    if len(found) > MOST:
        raise TooMany
    return found


def loaded(moment: datetime.datetime) -> set[int]:
    """By a list: rows there were already may say something else now."""
    since = Q(loaded_at__gt=moment) | Q(state=Batch.State.LOADING)
    batches = list(Batch.objects.filter(since).order_by().values_list("pk", flat=True)[:MOST])
    if not batches:
        return set()
    rows = ImportedRow.objects.filter(batch__in=batches, object_type="shows.participation")
    found = list(rows.order_by().values_list("object_id", flat=True)[: MOST + 1])
    if len(found) > MOST:
        raise TooMany
    return set(Participation.every.filter(pk__in=found).values_list("party_id", flat=True))


@prepared
def last_participations() -> QuerySet[Participation, tuple[int, datetime.datetime]]:
    return Participation.every.order_by("-pk").values_list("party_id", "recorded_at")[: MOST + 1]


@prepared
def last_entries() -> QuerySet[Entry, tuple[int | None, datetime.datetime, str]]:
    return Entry.objects.order_by("-pk").values_list("party_id", "at", "verb")[: MOST + 1]


@prepared
def of_parties(parties: list[int]) -> QuerySet[Relationship, int]:
    return Relationship.every.filter(party__in=among(parties)).order_by().values_list("pk", flat=True)
