"""Joining the pairs that are certain by the lines of the house, for whoever asked: as far as they may decide."""

from django.db import transaction
from django.db.models import Q, QuerySet

from everfair.jobs.registry import Result, job
from everfair.jobs.worker import rest
from everfair.parties.joining import join_certain
from everfair.parties.models import PossibleDuplicate
from everfair.relations import pairs
from everfair.shows.scope import scope_of
from everfair.work.models import Job

AT_ONCE = 100


@job("parties.join_certain")
def join(job: Job) -> Result:
    """All pairs of `kind` (or of both) that are certain now, the surest first. Asked again it joins what is new."""
    scope = scope_of(job.created_by)
    wanted = pairs.certain(scope, str(job.args.get("kind", ""))).order_by("-score", "pk")
    joined, left = job.cursor.get("joined", 0), job.cursor.get("left", 0)
    total = job.total or wanted.count()
    while batch := list(_behind(wanted, job).select_related("first", "second")[:AT_ONCE]):
        mine = [pair for pair in batch if pairs.may_decide(scope, pair.first, pair.second)]
        with transaction.atomic():
            made = len(join_certain(mine, by=job.created_by))
            joined, left = joined + made, left + len(batch) - made
            at = {"score": batch[-1].score, "pk": batch[-1].pk, "joined": joined, "left": left}
            job.save_progress(joined + left, total, cursor=at)
        rest()
    return {"joined": joined, "left": left}


def _behind(wanted: QuerySet[PossibleDuplicate], job: Job) -> QuerySet[PossibleDuplicate]:
    """Those not yet looked at: what could not be joined stays open, and is not tried twice."""
    if "pk" not in job.cursor:
        return wanted
    score = job.cursor["score"]
    return wanted.filter(Q(score__lt=score) | Q(score=score, pk__gt=job.cursor["pk"]))
