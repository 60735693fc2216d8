"""What the list is asked in this request: whose eyes, which show, which run; shared by filters and rows."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.http import HttpRequest

from everfair.desk.customers.listing.editions import Editions
from everfair.desk.customers.listing.kept import Counted, counted
from everfair.house.prepared import prepared
from everfair.relations import visible
from everfair.relations.models import AnalysisRun, Relationship, Score, StageOverride
from everfair.relations.since import changed_since
from everfair.shows.models import Edition, Role, Series
from everfair.shows.models.role import Side
from everfair.shows.scope import Scope
from everfair.ui import show_choice
from everfair.ui.asking import scope_for
from everfair.ui.beginning import ask, begun

SCORED = (
    "relationship_id", "stage", "chance", "size", "ladder", "depth", "path", "times_came", "first_edition_id",
    "last_edition_id", "last_area_dm2", "editions_in_stage", "lifetime_value", "profit", "satisfaction", "leaving_p",
    "attended",
)  # fmt: skip
"""Columns of a score by which the list is narrowed or sorted."""

GONE_AT_MOST = 1_000


@dataclass
class Asked:
    request: HttpRequest
    of_one: bool = False
    """A page of one show, which is never asked of all."""

    @cached_property
    def scope(self) -> Scope:
        return scope_for(self.request)

    @cached_property
    def choice(self) -> show_choice.ShowChoice:
        return show_choice.chosen(self.request)

    @property
    def everywhere(self) -> bool:
        """All shows the user may see instead of the one chosen."""
        return not self.of_one and self.request.GET.get("shows") == "all"

    @property
    def series_id(self) -> int:
        """0, which no show has, where there is none to choose."""
        return self.choice.series.id if self.choice.series else 0

    @property
    def series(self) -> Series | None:
        return self.choice.known.get(self.series_id)

    @cached_property
    def known_editions(self) -> dict[int, Edition]:
        """Of all shows the user may see; every page reads them for the top bar."""
        return {one.pk: one for series in self.choice.known.values() for one in series.editions.all()}

    @cached_property
    def run(self) -> AnalysisRun | None:
        return begun(self.request).run

    @cached_property
    def editions(self) -> Editions:
        return Editions(None if self.everywhere else self.series, self.run)

    @cached_property
    def has_overrides(self) -> bool:
        [found] = ask(self.request, any_override.question())
        return bool(found)

    @property
    def shows(self) -> frozenset[int]:
        """Those looked at."""
        seen = self.choice.known
        return frozenset(seen) if self.everywhere else frozenset(key for key in seen if key == self.series_id)

    @property
    def rows(self) -> QuerySet[Relationship]:
        """Every relationship the user may see, of the show chosen, with its published score beside it."""
        show = None if self.everywhere else self.series_id
        return with_score(self.scope.seen, show, self.run.pk if self.run else None).all()

    @cached_property
    def counted(self) -> Counted | None:
        """How many there are; None where to count them would take long."""
        return counted(self.run, self.shows)

    @cached_property
    def sides(self) -> list[Side]:
        """The sides of the show on which there is anybody."""
        known = self.counted
        if known is None or known.has_new:
            return visible.sides(sorted(self.shows))
        return [side for side in Side if known.by_side[side] > 0]

    @cached_property
    def roles_by_side(self) -> dict[str, list[int]]:
        """Of the sides on which there is anybody."""
        there: dict[str, list[int]] = {side.value: [] for side in self.sides}
        for key, side in roles():
            there.get(side, []).append(key)
        return there

    @property
    def scores(self) -> QuerySet[Score]:
        """Of the show chosen."""
        return Score.objects.filter(run=self.run, series_id=self.series_id)

    @property
    def scores_alone(self) -> QuerySet[Score] | None:
        """Of everybody on the show chosen, without a look at each relationship: whom others were merged into has one
        score that counts. None where they are too many to be named."""
        if self.everywhere or self.counted is None or self.counted.gone > GONE_AT_MOST:
            return None
        gone = Relationship.every.filter(superseded=True, series=self.series_id)
        return self.scores.exclude(relationship__in=gone.values("pk")) if self.counted.gone else self.scores

    @cached_property
    def changed(self) -> list[int] | None:
        """Relationships whose facts may say more than the run; None where that may be any."""
        if self.run is None or self.everywhere:
            return None
        return changed_since(self.run, self.series_id)

    @property
    def overruled(self) -> QuerySet[StageOverride]:
        return StageOverride.objects.filter(lifted_at=None)

    def staged(self, stages: tuple[str, ...]) -> Q:
        """Relationships now in one of the stages: what staff say goes before what the analysis says."""
        computed = Q(score_stage__in=stages)
        if not self.has_overrides:
            return computed
        said = self.overruled.filter(relationship=OuterRef("pk"))
        return (computed & ~Q(Exists(said))) | Q(Exists(said.filter(stage__in=stages)))


@prepared
def any_override() -> QuerySet[StageOverride, int]:
    return StageOverride.objects.filter(lifted_at=None).values_list("pk", flat=True)[:1]


@prepared
def roles() -> QuerySet[Role, tuple[int, str]]:
    return Role.objects.values_list("pk", "side")


@lru_cache(maxsize=500)
def with_score(seen: frozenset[int] | None, show: int | None, run: int | None) -> QuerySet[Relationship]:
    """Relationships of the show (None: of all) within what is seen, not asked of the database yet: to put the
    question takes as long as to answer it.

    The score of each stands beside it once, its columns under names of their own (`score_chance`): asked of through
    the relation, each filter would join it again. The show is named so that an index of the scores can be walked.
    """
    rows, shown = visible.relationships_within(seen), Q(scores__run=run)
    if show is not None:
        rows, shown = rows.filter(series_id=show), shown & Q(scores__series=show)
    scored = rows.annotate(score=FilteredRelation("scores", condition=shown))
    return scored.alias(**{f"score_{name}": F(f"score__{name}") for name in SCORED})
