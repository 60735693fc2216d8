"""Who is expected, by stage; and the large customers that may not come."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from everfair.relations.models import Score, Stage, StageOverride
from everfair.relations.published import Published
from everfair.relations.standing import standing_of
from everfair.ui.of_series import customers_url
from everfair.ui.stages import STAGES
from everfair.ui.strip_in_words import sentence

LARGE = 2
SHOWN = 8


@dataclass(frozen=True)
class OfStage:
    stage: str
    count: int
    expected: float
    url: str


def standing(published: Published) -> QuerySet[Any]:
    """The published scores of the side, each with `stage_now`: what staff say goes before."""
    scores = Score.objects.filter(
        run=published.run,
        series=published.series,
        relationship__side=published.side,
        relationship__superseded=False,
        relationship__party__merged_into=None,
    )
    said = StageOverride.objects.filter(relationship=OuterRef("relationship"), lifted_at=None)
    if not StageOverride.objects.filter(lifted_at=None, relationship__series=published.series).exists():
        return scores.annotate(stage_now=F("stage"))
    return scores.annotate(stage_now=Coalesce(Subquery(said.values("stage")[:1]), F("stage")))


def by_stage(published: Published) -> list[OfStage]:
    counted = {
        row["stage_now"]: row
        for row in standing(published)
        .values("stage_now")
        .annotate(n=Count("pk"), expected=Sum("chance"))
        .order_by()
    }
    return [
        OfStage(
            stage,
            counted[stage]["n"],
            counted[stage]["expected"] or 0.0,
            customers_url(published.series, ("stage", stage), ("side", published.side)),
        )
        for stage in Stage.values
        if stage in counted
    ]


def chart(found: list[OfStage]) -> dict[str, Any]:
    items = [
        {
            "label": str(STAGES[one.stage].word),
            "value": round(one.expected, 1),
            "stage": one.stage,
            "url": one.url,
        }
        for one in found
        if one.expected >= 0.05
    ]
    return {"items": items, "sorted": False}


@dataclass(frozen=True)
class AtRisk:
    """Large customers whose relationship weakens."""

    count: int
    scores: list[Any]
    url: str
    areas_known: bool

    @property
    def more(self) -> int:
        return self.count - len(self.scores)


def at_risk(published: Published) -> AtRisk:
    large = standing(published).filter(size=LARGE)
    falling = large.filter(stage_now=Stage.WEAKENING)
    listed = falling.select_related("relationship__party", "relationship__owner", "last_edition")
    found = list(listed.order_by("-last_area_dm2", F("chance").asc(nulls_last=True), "pk")[:SHOWN])
    for score, stands in zip(
        found, standing_of([score.relationship for score in found], published.run), strict=True
    ):
        score.url = reverse("customers:file", args=[score.relationship.party_id])
        score.sentence = sentence(stands)
    url = customers_url(published.series, ("size", LARGE), ("stage", "weakening"), ("side", published.side))
    sized = Score.objects.filter(run=published.run, series=published.series, size__gte=0)
    known = bool(found) or Score.objects.filter(Exists(sized.values("pk")[:1])).exists()
    return AtRisk(falling.count(), found, url, known)
