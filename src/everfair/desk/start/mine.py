"""What lies on a desk: tasks, customers at risk, what changed, what waits for a
decision. Few queries each."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import (
    Case,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from everfair.contact.desks import may_do, tasks_to_do
from everfair.contact.models import Task
from everfair.desk.start.tasks import OUTCOMES, TOLD_WITH
from everfair.intake.models.batch import Batch
from everfair.journal.models import Entry
from everfair.loop.visible import visible_rounds
from everfair.parties.duplicates import likely_enough
from everfair.parties.models import Party, PossibleDuplicate
from everfair.relations import pairs, visible
from everfair.relations.models import AnalysisRun, Score, Stage, StageOverride
from everfair.relations.standing import Standing
from everfair.relations.wording import for_and_against, why_weakening
from everfair.shows.models import Edition, Participation
from everfair.shows.scope import Capability, Scope
from everfair.ui.strip_in_words import sentence

TASKS_SHOWN = 8
RISKS_SHOWN = 6
CHANGES_SHOWN = 8
ENTRIES_SHOWN = 10
# From here to there is better; any other move within the five is worse.
BETTER = {
    ("cultivation", "confirmation"),
    ("cultivation", "trust"),
    ("confirmation", "trust"),
    ("weakening", "trust"),
    ("disappearance", "confirmation"),
    ("disappearance", "trust"),
    ("disappearance", "cultivation"),
    ("weakening", "confirmation"),
}


@dataclass(frozen=True)
class Risk:
    score: Score
    reason: str
    sentence: str


@dataclass(frozen=True)
class Waiting:
    """Something to decide: how many, where the first step is."""

    icon: str
    text: str | Promise
    count: int
    url: str

    @property
    def said(self) -> str:
        return str(self.text % {"count": self.count})


class Desk:
    """The desk of one user, asked once a request."""

    def __init__(self, scope: Scope, show: int | None = None) -> None:
        self.scope = scope
        self.show = show

    @cached_property
    def run(self) -> AnalysisRun | None:
        return AnalysisRun.published()

    @cached_property
    def is_fresh(self) -> bool:
        """Nothing has been brought in yet, in the whole house."""
        return not Participation.objects.exists() and not Party.objects.exists()

    @cached_property
    def sees(self) -> bool:
        return self.scope.may(Capability.SEE)

    @cached_property
    def does_tasks(self) -> bool:
        return self.scope.may(Capability.DO_TASKS)

    @property
    def open_tasks(self) -> QuerySet[Task]:
        mine = tasks_to_do(self.scope).filter(assignee=self.scope.user_id)
        return mine.filter(done_at=None, cancelled_at=None)

    @cached_property
    def task_counts(self) -> dict[str, int]:
        today = timezone.localdate()
        return {
            "open": self.open_tasks.count(),
            "overdue": self.open_tasks.filter(due_on__lt=today).count(),
            "today": self.open_tasks.filter(due_on=today).count(),
            "nobody": tasks_to_do(self.scope).filter(assignee=None, done_at=None, cancelled_at=None).count(),
        }

    @cached_property
    def tasks(self) -> list[Any]:
        """The most pressing of my tasks: those with a day before those without."""
        rows = self.open_tasks.select_related(*TOLD_WITH).order_by(F("due_on").asc(nulls_last=True), "pk")
        found: list[Any] = list(rows[:TASKS_SHOWN])
        for row in found:
            row.doable, row.outcomes = may_do(self.scope, row), OUTCOMES
        return found

    @cached_property
    def has_own(self) -> bool:
        return visible.relationships(self.scope).filter(owner=self.scope.user_id).exists()

    def _scores(self) -> QuerySet[Score]:
        """Published scores of my customers; of all I see where none is mine."""
        rows = Score.objects.filter(
            self.scope.series_filter("series_id"), run=self.run, relationship__superseded=False
        )
        overruled = StageOverride.objects.filter(relationship=OuterRef("relationship"), lifted_at=None)
        rows = rows.annotate(stage_now=Coalesce(Subquery(overruled.values("stage")[:1]), F("stage")))
        if self.has_own:
            rows = rows.filter(relationship__owner=self.scope.user_id)
        return rows.select_related("relationship__party", "relationship__owner", "last_edition")

    @cached_property
    def risks(self) -> list[Risk]:
        """Large customers weakening, or trusting with a chance below one half: area at stake, the
        most first."""
        if self.run is None or not self.sees:
            return []
        stake = ExpressionWrapper(
            Coalesce(F("last_area_dm2"), Value(900)) * (1.0 - F("chance")), output_field=FloatField()
        )
        shaky = Q(stage_now=Stage.WEAKENING) | Q(stage_now=Stage.TRUST, chance__lt=0.5)
        rows = self._scores().filter(shaky, relationship__party__do_not_contact=False, chance__isnull=False)
        rows = rows.exclude(next_mark=Score.NextMark.BOOKED).annotate(stake=stake).order_by("-stake", "pk")
        return [risk(score) for score in rows[:RISKS_SHOWN]]

    @cached_property
    def changes(self) -> list[Score]:
        """Whose stage changed at the last edition held: for the worse first, the largest first."""
        if self.run is None or not self.sees:
            return []
        last = Edition.objects.filter(series=OuterRef("series"), is_held=True, is_excluded=False).order_by(
            "-ordinal"
        )
        moved = self._scores().exclude(previous_stage="").exclude(previous_stage=F("stage"))
        moved = moved.filter(stage_since=Subquery(last.values("pk")[:1])).annotate(worse=worse())
        rows: list[Any] = list(
            moved.order_by("-worse", F("last_area_dm2").desc(nulls_last=True), "pk")[:CHANGES_SHOWN]
        )
        return rows

    @cached_property
    def entries(self) -> list[Any]:
        """The newest of the journal: of the shows one sees, and one's own."""
        seen = Q(actor=self.scope.user_id) | (
            Q(series_id__isnull=False) & self.scope.series_filter("series_id")
        )
        rows: list[Any] = list(
            Entry.objects.filter(seen).select_related("actor").order_by("-pk")[:ENTRIES_SHOWN]
        )
        names = Party.objects.in_bulk({row.party_id for row in rows if row.party_id})
        for row in rows:
            row.party = names.get(row.party_id)
        return rows

    @cached_property
    def waiting(self) -> list[Waiting]:
        found = [*self._imports(), *self._duplicates(), *self._rounds(), *self._analysis()]
        return [each for each in found if each.count and each.url]

    def _imports(self) -> Iterable[Waiting]:
        if not self.scope.may(Capability.IMPORT):
            return
        batches = Batch.objects.filter(
            self.scope.series_filter("series_id") | Q(created_by=self.scope.user_id)
        )
        url = reverse("data:home")
        checked = batches.filter(state=Batch.State.CHECKED)
        yield Waiting(
            "file-import",
            ngettext_lazy("list checked, to load or not", "lists checked, to load or not", "count"),
            checked.count(),
            one_or(checked, "data:import", url),
        )
        mapping = batches.filter(state=Batch.State.MAPPING)
        yield Waiting(
            "layout-columns",
            ngettext_lazy(
                "list whose columns are to be checked", "lists whose columns are to be checked", "count"
            ),
            mapping.count(),
            one_or(mapping, "data:import", url),
        )

        foreseen = batches.filter(state=Batch.State.FORESEEN)
        yield Waiting(
            "arrow-back-up",
            ngettext_lazy(
                "list looked at, to take back or to leave",
                "lists looked at, to take back or to leave",
                "count",
            ),
            foreseen.count(),
            one_or(foreseen, "data:import", url),
        )

    def _duplicates(self) -> Iterable[Waiting]:
        if not self.scope.may(Capability.MERGE):
            return
        asked = pairs.pairs(self.scope).filter(likely_enough(), state=PossibleDuplicate.State.OPEN)
        yield Waiting(
            "git-merge",
            ngettext_lazy(
                "pair that may be the same customer", "pairs that may be the same customer", "count"
            ),
            asked.count(),
            reverse("data:duplicates-first"),
        )

    def _rounds(self) -> Iterable[Waiting]:
        if not self.scope.may(Capability.PLAN):
            return
        mine = visible_rounds(self.scope).filter(self.scope.series_filter("series_id", Capability.PLAN))
        drafts = mine.filter(state="draft")
        yield Waiting(
            "route",
            ngettext_lazy("round drafted, to start", "rounds drafted, to start", "count"),
            drafts.count(),
            one_or(drafts, "rounds:round", reverse("rounds:list")),
        )
        over = mine.filter(state="running", edition__is_held=True)
        yield Waiting(
            "player-stop",
            ngettext_lazy(
                "round whose edition is over, to close", "rounds whose edition is over, to close", "count"
            ),
            over.count(),
            one_or(over, "rounds:round", reverse("rounds:list")),
        )

    def _analysis(self) -> Iterable[Waiting]:
        if not self.scope.may(Capability.ANALYSE):
            return
        never = int(self.run is None and Participation.objects.exists())
        yield Waiting(
            "chart-dots",
            ngettext_lazy(
                "analysis to be run for the first time", "analyses to be run for the first time", "count"
            ),
            never,
            reverse("analysis:runs"),
        )


def one_or(rows: QuerySet[Any], name: str, otherwise: str) -> str:
    """The page of the one there is; where there are several, their list."""
    keys = list(rows.values_list("pk", flat=True)[:2])
    return reverse(name, args=keys) if len(keys) == 1 and otherwise else otherwise


def worse() -> Case:
    whens = [When(previous_stage=before, stage=after, then=Value(0)) for before, after in sorted(BETTER)]
    return Case(*whens, default=Value(1))


def risk(score: Any) -> Risk:
    said = [one.text for one in for_and_against(score.reasons, most=1)[1]]
    weakens = score.stage == Stage.WEAKENING == score.stage_now
    told = [why_weakening(score.evidence) if weakens else "", *said]
    reason = " · ".join(filter(None, dict.fromkeys(told)))
    return Risk(score, reason, sentence(Standing(score.relationship, score, None)))
