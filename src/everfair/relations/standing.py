"""Where relationships stand, as people are shown it: the published score, or what staff say instead."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, FilteredRelation, Model, Q, QuerySet, When

from everfair.house.models import User
from everfair.house.prepared import Question, prepared
from everfair.parties.among import among
from everfair.parties.models import Party
from everfair.relations.models import AnalysisRun, Relationship, Score, Stage, StageOverride
from everfair.relations.wording import why_weakening
from everfair.shows.models import Edition
from everfair.shows.scope import within

EDITIONS = ("first_edition", "last_edition", "stage_since", "next_edition")
TOLD: dict[str, tuple[type[Model], Collection[str]]] = {
    "": (Relationship, {"party", "series", "side", "owner"}),
    "party__": (Party, {"zh", "en", "city", "country", "do_not_contact", "absorbed_do_not_contact"}),
    "owner__": (User, {"name", "username"}),
    "said__": (StageOverride, {"relationship", "stage"}),
    "published__": (Score, {
        "relationship", *EDITIONS, "stage", *(f"p_{stage}" for stage in Stage.values), "editions_in_stage", "strip",
        "times_came", "last_area_dm2", "chance", "chance_low", "chance_high", "next_mark", "ladder", "depth", "profit",
        "lifetime_value", "currency", "quadrant", "satisfaction", "loyalty_cell", "leaving_reason", "leaving_p",
    }),
}  # fmt: skip
"""What lines of a list tell of a relationship and of what stands beside it: of a score's many columns some."""


def untold() -> list[str]:
    """All other columns."""
    return [
        f"{path}{column.name}"
        for path, (model, told) in TOLD.items()
        for column in model._meta.concrete_fields
        if column.name not in told and not column.primary_key
    ]


@dataclass(frozen=True)
class Standing:
    """One relationship: what the last published run says of it, and what overrules that."""

    relationship: Relationship
    score: Score | None
    override: StageOverride | None

    @property
    def stage(self) -> str:
        """The stage that counts; '' where nothing has been analysed or said."""
        if self.override is not None:
            return self.override.stage
        return self.score.stage if self.score is not None else ""

    @property
    def stage_word(self) -> str:
        return str(Stage(self.stage).label) if self.stage else ""

    @property
    def is_overruled(self) -> bool:
        return self.override is not None

    @property
    def why_weakening(self) -> str:
        """What speaks most for it, where the analysis finds it; of what staff say, staff know why."""
        if self.score is None or self.is_overruled or self.score.stage != Stage.WEAKENING:
            return ""
        return why_weakening(self.score.evidence)

    @property
    def probability(self) -> float | None:
        """Of the stage that counts, by the analysis."""
        return getattr(self.score, f"p_{self.stage}") if self.score is not None and self.stage else None


def standing_of(relationships: Iterable[Relationship], run: AnalysisRun | None = None) -> list[Standing]:
    """One Standing for each relationship, in their order, with few queries in all."""
    asked = list(relationships)
    keys = [relationship.pk for relationship in asked]
    shown = run or AnalysisRun.published()
    score_of = scores_of(keys, shown) if shown is not None else {}
    override_of = {override.relationship_id: override for override in overrides_of(keys)}
    return [Standing(one, score_of.get(one.pk), override_of.get(one.pk)) for one in asked]


def question_among(keys: Sequence[int], run: AnalysisRun | None) -> Question[Relationship]:
    """For rows of `standings_in_lines`, each with its party and owner."""
    return read_among.question(keys, key_of(run))


def standings_in_lines(rows: Iterable[Relationship], editions: Mapping[int, Edition]) -> dict[int, Standing]:
    """By relationship: all that a line of a list tells, of why only why one weakens."""
    standings = standings_with(rows, editions)
    for one in standings:
        if one.score is not None and one.score.stage == Stage.WEAKENING:
            one.score.evidence = one.relationship.weakens_by  # type: ignore[attr-defined]
    return {one.relationship.pk: one for one in standings}


def question_of_party(
    party: int, run: AnalysisRun | None, *, seen: frozenset[int] | None
) -> Question[Relationship]:
    """For rows of `standings_with`: on each of the shows that are seen, with its owner and why."""
    return read_of.question(party, key_of(run), seen=seen)


def key_of(run: AnalysisRun | None) -> int:
    """0, which no run has, where nothing is published."""
    return run.pk if run is not None else 0


def standings_with(rows: Iterable[Relationship], editions: Mapping[int, Edition]) -> list[Standing]:
    """Of rows read with what stands beside them; `editions`: those of their shows."""
    standings = [Standing(row, getattr(row, "published", None), getattr(row, "said", None)) for row in rows]
    with_editions([one.score for one in standings if one.score is not None], editions)
    return standings


@prepared
def read_among(keys: Sequence[int], run: int) -> QuerySet[Relationship]:
    weakens_by = Case(When(published__stage=Stage.WEAKENING, then="published__evidence"))
    rows = beside(Relationship.objects.filter(pk__in=among(keys)), run).annotate(weakens_by=weakens_by)
    return rows.select_related("party", "owner", "published", "said").defer(*untold())  # type: ignore[misc]


@prepared
def read_of(party: int, run: int, *, seen: frozenset[int] | None) -> QuerySet[Relationship]:
    rows = beside(Relationship.objects.filter(within(seen), party=party), run)
    return rows.select_related("owner", "published", "said__by").order_by("series_id", "side")  # type: ignore[misc]


def beside(rows: QuerySet[Relationship], run: int) -> QuerySet[Relationship]:
    """With the score of the run and what overrules it."""
    return rows.annotate(
        published=FilteredRelation("scores", condition=Q(scores__run=run)),
        said=FilteredRelation("overrides", condition=Q(overrides__lifted_at=None)),
    )


def overrides_of(relationships: Sequence[int]) -> QuerySet[StageOverride]:
    found = StageOverride.objects.filter(relationship__in=among(relationships), lifted_at=None)
    return found.select_related("by")


def scores_of(keys: Sequence[int], run: AnalysisRun) -> dict[int, Score]:
    """By relationship, each with its editions, of which a page of scores shares a few."""
    scores = list(Score.objects.filter(run=run, relationship__in=among(keys)))
    named = {getattr(score, f"{name}_id") for score in scores for name in EDITIONS}
    with_editions(scores, Edition.objects.in_bulk(named - {None}))
    return {score.relationship_id: score for score in scores}


def with_editions(scores: Iterable[Score], editions: Mapping[int, Edition]) -> None:
    for score in scores:
        for name in EDITIONS:
            score._state.fields_cache[name] = editions.get(getattr(score, f"{name}_id"))
