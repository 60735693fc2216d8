"""Of whom the facts may have changed since a run read them: a few keys, or more than one can name.

What a run says of who came when stands in its scores, where an index tells it at once; of these customers it is not
to be relied on. Said of too many rather than too few.
"""

import datetime
import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from everfair.house import planned
from everfair.house.prepared import LIMIT, prepared
from everfair.intake.models import Batch
from everfair.journal.models import Entry
from everfair.parties.among import among
from everfair.relations.models import AnalysisRun, Relationship
from everfair.work.models import Job

MOST = 2_000
LATE = datetime.timedelta(minutes=10)
"""So long after an act begins it may be written for good. Acts are told of one by one in the journal; of the thousands
of rows of a list, by its load, which ends within an instant of saying so."""
INSTANT = datetime.timedelta(seconds=1)
OF_ALL = ("edition.", "series.", "role.", "intake.take", "party.unmerge")
"""Verbs of what changes for everybody, or for more than they name: the survivor of a merge that is undone may have been
merged on since."""
OF_NOBODY = ("edition.add", "series.add", "role.add")
"""But for what nobody has taken part in yet."""
# Whatever is newer is among the last rows written: the others are not read.
_ACTS = f"""
SELECT party_id, verb FROM (SELECT * FROM {Entry._meta.db_table} ORDER BY id DESC LIMIT {MOST + 1}) last WHERE at > %s
"""
# A load that was given up half-way has no end, whatever becomes of it. A run made during a load knows some of the new
# customers, whom the load does not name; nor is it known when a load began that was looked at to be taken back.
_LOADS = f"""
SELECT CASE WHEN job.name = 'intake.load' AND job.started_at > %s THEN batch.attending END
FROM {Batch._meta.db_table} batch LEFT JOIN {Job._meta.db_table} job ON job.id = batch.job_id
WHERE batch.loaded_at > %s OR batch.state = 'taking'
OR (batch.loaded_at IS NULL AND batch.state IN ('loading', 'foreseeing', 'foreseen'))
"""


class TooMany(Exception):
    """More has changed than is worth naming."""


def changed_since(run: AnalysisRun, series: int) -> list[int] | None:
    """Keys of relationships with that show, of `MOST` customers; None where it may be any."""
    moment = run.data_moment or run.started_at
    acts, loads = planned.way().answers(
        [(_ACTS, [adapted(moment - LATE)]), (_LOADS, [adapted(moment + INSTANT), adapted(moment - INSTANT)])]
    )
    try:
        parties = {*told(acts), *loaded(loads)}
    except TooMany:
        return None
    if len(parties) > MOST:
        return None
    known = run.counts.get("known", {}).get("up_to", LIMIT - 1)
    return of_parties(sorted(parties), series, known) if parties else []


def adapted(moment: datetime.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def told(acts: Sequence[planned.Row]) -> set[int]:
    """By the journal: a participation entered or changed, a customer merged with another."""
    verbs = {verb for _party, verb in acts if verb not in OF_NOBODY}
    if len(acts) > MOST or any(verb.startswith(OF_ALL) for verb in verbs):
        raise TooMany
    return {party for party, _verb in acts if party is not None}


def loaded(lists: Sequence[planned.Row]) -> set[int]:
    """By lists: of whom they tell who were on file before."""
    attending = [json.loads(one) if isinstance(one, str) else one for (one,) in lists]
    if None in attending:
        raise TooMany
    return {party for parties in attending for party in parties}


@prepared
def of_parties(parties: list[int], series: int, last: int) -> QuerySet[Relationship, int]:
    """Of whom the run may tell, up to the last it knew."""
    held = Relationship.every.filter(party__in=among(parties), series=series, pk__lte=last)
    return held.order_by().values_list("pk", flat=True)
