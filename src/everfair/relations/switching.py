"""Showing an older run again, by hand: the switch the other way round."""

from django.db import transaction
from django.utils import timezone

from everfair import journal
from everfair.house.models import User
from everfair.relations.models import AnalysisRun, Publication


class NothingToShow(Exception):
    """The run failed, is still running, or its scores are gone."""


@transaction.atomic
def show_again(run: AnalysisRun, *, by: User | None) -> bool:
    """Show this run from now on, until the next analysis. False: it is shown already. Raises NothingToShow."""
    shown = Publication.objects.select_for_update().filter(pk=1).first()
    kept = AnalysisRun.objects.select_for_update().filter(pk=run.pk).first()
    if kept is None or not can_be_shown(kept):
        raise NothingToShow
    if shown is not None and shown.run_id == run.pk:
        return False
    instead = shown.run_id if shown else None
    Publication.objects.update_or_create(pk=1, defaults={"run": kept, "published_at": timezone.now()})
    journal.record("run.show", kept, by=by, params={"instead_of": instead})
    return True


def can_be_shown(run: AnalysisRun) -> bool:
    """Whether it is done and all its scores are there."""
    return run.state == AnalysisRun.State.DONE and run.scores.count() == run.counts.get("scored", 0)
