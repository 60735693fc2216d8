"""Whom a round may care for, and which segment each customer falls into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import (
    Avg,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from everfair.relations.models import Score, StageOverride
from everfair.shows.models import Participation
from everfair.shows.models.role import Side

if TYPE_CHECKING:
    from everfair.loop.models import Round

WILL_COME = (Participation.Status.BOOKED, Participation.Status.CAME)


def candidates(this_round: Round) -> QuerySet[Any]:
    """Scores of the exhibitors the round may care for: not to be left in peace, not booked already.

    Each carries `stage_now` (what staff say goes before what the model says)."""
    booked = Participation.objects.filter(
        edition=this_round.edition_id,
        party=OuterRef("relationship__party"),
        role__side=Side.EXHIBITOR,
        status__in=WILL_COME,
    )
    overruled = StageOverride.objects.filter(relationship=OuterRef("relationship"), lifted_at=None)
    return (
        Score.objects.filter(
            run=this_round.run_id,
            series=this_round.series_id,
            relationship__side=Side.EXHIBITOR,
            relationship__superseded=False,
            relationship__party__do_not_contact=False,
        )
        .exclude(Exists(booked))
        .annotate(stage_now=Coalesce(Subquery(overruled.values("stage")[:1]), F("stage")))
    )


def allotted(this_round: Round) -> QuerySet[Any]:
    """The candidates, each with `segment_id` of the first segment that fits (None: no segment takes it)."""
    whens = [When(segment.fits(), then=Value(segment.pk)) for segment in this_round.segments.all()]
    first_that_fits = Case(*whens, default=None, output_field=IntegerField()) if whens else Value(None)
    found: QuerySet[Any] = candidates(this_round).annotate(segment_id=first_that_fits)
    return found


def sizes_of_segments(this_round: Round) -> dict[int | None, dict[str, Any]]:
    """How many customers each segment takes, and their average chance; None is the rest."""
    rows = allotted(this_round).order_by().values("segment_id").annotate(n=Count("pk"), chance=Avg("chance"))
    return {row["segment_id"]: {"n": row["n"], "chance": row["chance"]} for row in rows}
