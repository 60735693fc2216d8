"""Where relationships stand, as people are shown it: the published score, or what staff say instead."""

from collections.abc import Iterable
from dataclasses import dataclass

from everfair.relations.models import AnalysisRun, Relationship, Score, Stage, StageOverride


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
    def probability(self) -> float | None:
        """Of the stage that counts, by the analysis."""
        return getattr(self.score, f"p_{self.stage}") if self.score is not None and self.stage else None


def standing_of(relationships: Iterable[Relationship], run: AnalysisRun | None = None) -> list[Standing]:
    """One Standing for each relationship, in their order, with three queries in all."""
    asked = list(relationships)
    keys = [relationship.pk for relationship in asked]
    shown = run or AnalysisRun.published()
    scores = Score.objects.filter(run=shown, relationship__in=keys).select_related(
        "first_edition", "last_edition", "stage_since", "next_edition"
    )
    score_of = {score.relationship_id: score for score in scores} if shown is not None else {}
    overrides = StageOverride.objects.filter(relationship__in=keys, lifted_at=None).select_related("by")
    override_of = {override.relationship_id: override for override in overrides}
    return [Standing(one, score_of.get(one.pk), override_of.get(one.pk)) for one in asked]
