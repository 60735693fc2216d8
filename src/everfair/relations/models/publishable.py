from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from everfair import journal
from everfair.house.models.read_at_once import ReadAtOnce
from everfair.parties.among import among

if TYPE_CHECKING:
    from everfair.relations.models.relationship import Relationship
    from everfair.relations.models.run import AnalysisRun
    from everfair.relations.models.score import Score

ROWS_AT_ONCE = 5000
Counted = tuple[Any, ...]


class Overtaken(Exception):
    """A run over newer facts was published meanwhile; carries its key."""

    def __init__(self, by: int) -> None:
        super().__init__(f"run {by} has newer facts and is published already")
        self.by = by


class Publishable(ReadAtOnce):
    """A run is shown by one switch, and only the last few are kept."""

    class Meta:
        abstract = True

    @transaction.atomic
    def publish(self: AnalysisRun, up_to: int | None = None) -> None:  # type: ignore[misc]
        """Show this run from now on, in one row's change. Raises Overtaken.

        `up_to`: the last relationship before which none can appear any more; None: nobody writes any now.
        """
        from everfair.relations import foremost
        from everfair.relations.models.run import Publication

        shown = Publication.objects.select_for_update().select_related("run").filter(pk=1).first()
        if shown is not None and _moment(shown.run) > _moment(self):
            raise Overtaken(shown.run_id)
        now = timezone.now()
        self.state, self.finished_at = self.State.DONE, now
        told = {"order": order_of_editions(self)} | self.counts
        self.counts = told | {"by_stage": by_stage(self.scores.all()), "known": known(up_to)}
        self.save(update_fields=["state", "finished_at", "counts", "seconds"])
        Publication.objects.update_or_create(pk=1, defaults={"run": self, "published_at": now})
        foremost.write(self.pk)
        journal.record("run.publish", self, params={"relationships": self.counts.get("relationships", 0)})

    @classmethod
    @transaction.atomic
    def uncount(cls: type[AnalysisRun], relationships: Collection[int]) -> None:  # type: ignore[misc]
        """What runs have counted of these, which are deleted now with their scores, they count no more."""
        from everfair.relations.models.relationship import Relationship
        from everfair.relations.models.run import Publication

        if not relationships:
            return
        list(Publication.objects.select_for_update())  # whoever publishes meanwhile counts before or after
        every = Relationship.every.filter(pk__in=among(relationships))
        for run in cls.objects.filter(state=cls.State.DONE, counts__has_key="known"):
            kept = run.counts["known"]
            known = kept | {"counts": less(kept["counts"], by_side(every.filter(pk__lte=kept["up_to"])))}
            gone = by_stage(run.scores.filter(relationship__in=among(relationships)))
            counts = run.counts | {"known": known, "by_stage": less(run.counts["by_stage"], gone)}
            if "scored" in counts:
                counts["scored"] -= sum(n for *_of, n in gone)
            cls.objects.filter(pk=run.pk).update(counts=counts)

    def fail(self: AnalysisRun, error: str) -> None:  # type: ignore[misc]
        """It came to nothing: what it wrote goes, the row stays and says why."""
        self.state, self.finished_at, self.error = self.State.FAILED, timezone.now(), error[:2000]
        type(self).objects.filter(pk=self.pk).update(
            state=self.state,
            finished_at=self.finished_at,
            error=self.error,
            counts=self.counts,
            seconds=self.seconds,
        )
        self.empty()

    def empty(self: AnalysisRun) -> None:  # type: ignore[misc]
        """Delete all rows of the run, a few at a time, so that others may write in between."""
        told = (self.edition_figures, self.flows, self.forecasts, self.backtests, self.findings)
        for rows in (self.scores, *told):
            _delete(rows.all())

    def prune(self: AnalysisRun, kept: int, also: Collection[int] = ()) -> int:  # type: ignore[misc]
        """Delete older runs but the last `kept` done ones and those of `also`; how many.

        Runs begun before this one that still say they are running were killed.
        """
        older = type(self).objects.filter(pk__lt=self.pk)
        for killed in older.filter(state=self.State.RUNNING):
            killed.fail("killed")
        done = type(self).objects.filter(state=self.State.DONE, pk__lte=self.pk).order_by("-pk")
        keys = list(done.values_list("pk", flat=True)[:kept])
        first = keys[-1] if len(keys) == kept else 0
        gone = list(older.filter(pk__lt=first, publication=None).exclude(pk__in=also))
        for run in gone:
            run.empty()
            run.delete()
        return len(gone)


def by_stage(scores: models.QuerySet[Score]) -> list[Counted]:
    """(series, side, stage, how many scores), of relationships superseded by a merge too: that may be undone."""
    found = scores.values_list("series", "relationship__side", "stage")
    return list(found.annotate(n=models.Count("pk")).order_by())


def by_side(relationships: models.QuerySet[Relationship]) -> list[Counted]:
    """(series, side, how many), likewise."""
    return list(relationships.values_list("series", "side").annotate(n=models.Count("pk")).order_by())


def known(up_to: int | None) -> dict[str, Any]:
    """How many relationships there were, and up to which key."""
    from everfair.relations.models.relationship import Relationship

    if up_to is None:
        up_to = Relationship.every.aggregate(last=models.Max("pk"))["last"] or 0
    return {"up_to": up_to, "counts": by_side(Relationship.every.filter(pk__lte=up_to))}


def order_of_editions(run: AnalysisRun) -> list[Counted]:
    """(series, side, edition), in the order of the paths of scores: an edition may be put elsewhere since, or go."""
    return list(run.edition_figures.order_by("pk").values_list("edition__series", "side", "edition"))


def less(counts: Iterable[Sequence[Any]], gone: Iterable[Sequence[Any]]) -> list[Counted]:
    """What remains of counts, each behind what it is of."""
    fewer = {tuple(of): n for *of, n in gone}
    return [(*of, n - fewer.get(tuple(of), 0)) for *of, n in counts]


def _moment(run: AnalysisRun) -> Any:
    return run.data_moment or run.started_at


def _delete(rows: models.QuerySet[Any]) -> None:
    while keys := list(rows.values_list("pk", flat=True)[:ROWS_AT_ONCE]):
        chunk = rows.model._base_manager.filter(pk__in=keys)
        chunk._raw_delete(chunk.db)
        time.sleep(settings.JOB_REST_SECONDS)
