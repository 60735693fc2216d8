"""Customers who rated a competing show, with what is known of them here."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, ExpressionWrapper, F, FloatField, Max, QuerySet
from django.urls import reverse

from everfair.relations import visible
from everfair.relations.models import AnalysisRun, Score
from everfair.shows.models import Series
from everfair.shows.scope import Scope
from everfair.surveys.models import Rating
from everfair.surveys.visible import ratings

SHARE = ExpressionWrapper((F("value") - F("low")) / (F("high") - F("low")), output_field=FloatField())
"""A rating on its scale, from 0 to 1."""


@dataclass(frozen=True)
class Rater:
    name: str
    url: str
    stage: str
    wallet: float | None
    rated: float
    last: Any


def of_rival(scope: Scope, series: Series, side: str, competitor: int) -> QuerySet[Rating]:
    return ratings(scope).filter(series=series, side=side, competitor=competitor)


def raters(
    scope: Scope, run: AnalysisRun | None, rows: QuerySet[Rating], series: Series, side: str
) -> list[Rater]:
    """Those that may be seen, the one that gives it most first."""
    found = (
        rows.exclude(party=None).order_by().values("party").annotate(rated=Avg(SHARE), last=Max("rated_on"))
    )
    told = {one["party"]: one for one in found}
    here = (
        visible.relationships(scope).filter(series=series, side=side, party__in=told).select_related("party")
    )
    scores = Score.objects.filter(run=run, relationship__in=here).values_list(
        "relationship", "stage", "wallet_share"
    )
    known = {key: (stage, wallet) for key, stage, wallet in scores}
    drawn = [
        Rater(
            str(one.party), reverse("customers:file", args=[one.party_id]), *known.get(one.pk, ("", None)),
            told[one.party_id]["rated"], told[one.party_id]["last"],
        )
        for one in here
    ]  # fmt: skip
    return sorted(drawn, key=lambda one: (-one.rated, one.name))


def unnamed(rows: QuerySet[Rating]) -> int:
    """Respondents who are no customers, each counted once."""
    return rows.filter(party=None).exclude(respondent="").order_by().values("respondent").distinct().count()
