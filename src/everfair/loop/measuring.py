"""When results are told anew: on demand, and when participations of the edition have come in."""

from collections.abc import Iterable

from django.db.models import Max

from everfair.house.models import User
from everfair.loop.models import Round
from everfair.loop.models.plannable import PLAN, UNDER_WAY
from everfair.shows.models import Participation
from everfair.work.models import Job, enqueue

RESULTS = "loop.results"
START = "loop.start"
__all__ = ["PLAN", "RESULTS", "START"]


def waiting(name: str, this_round: Round) -> Job | None:
    """The job of that name for the round that waits or runs."""
    return Job.objects.filter(name=name, args__round=this_round.pk, state__in=UNDER_WAY).first()


def last_job(name: str, this_round: Round) -> Job | None:
    return Job.objects.filter(name=name, args__round=this_round.pk).order_by("-pk").first()


def tell_again(this_round: Round, *, by: User | None = None) -> Job:
    """Ask for the round's results anew; once is enough while nobody has begun."""
    queued = Job.objects.filter(name=RESULTS, args__round=this_round.pk, state=Job.State.QUEUED).first()
    return queued or enqueue(RESULTS, {"round": this_round.pk}, by=by)


def tell_rounds_of(edition_ids: Iterable[int], *, by: User | None = None) -> int:
    """Participations of these editions have changed: tell the results of their rounds anew. How many rounds."""
    rounds = Round.objects.filter(edition__in=list(edition_ids)).exclude(state=Round.State.DRAFT)
    return len([tell_again(each, by=by) for each in rounds])


def changed_since_told(this_round: Round) -> bool:
    """Whether participations of the edition came in after the results were told."""
    told = this_round.results.aggregate(at=Max("made_at"))["at"]
    newest = Participation.objects.filter(edition=this_round.edition_id).aggregate(at=Max("recorded_at"))[
        "at"
    ]
    return told is not None and newest is not None and newest > told
