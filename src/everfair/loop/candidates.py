"""Whom a round may care for, and which segment each customer falls into."""

from __future__ import annotations

from collections.abc import Sequence
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
    from everfair.loop.models import Round, Segment


def candidates(this_round: Round) -> QuerySet[Any]:
    """Scores of the exhibitors the round may care for: not to be left in peace, not booked already, and in no
    other round of the edition.

    Each carries `stage_now` (what staff say goes before what the model says)."""
    booked = Participation.objects.filter(
        edition=this_round.edition_id,
        party=OuterRef("relationship__party"),
        role__side=Side.EXHIBITOR,
        status__in=Participation.TAKING_PART,
    )
    overruled = StageOverride.objects.filter(relationship=OuterRef("relationship"), lifted_at=None)
    return (
        Score.objects.filter(
            run=this_round.run_id,
            series=this_round.series_id,
            relationship__side=Side.EXHIBITOR,
            relationship__superseded=False,
            relationship__party__do_not_contact=False,
            relationship__party__absorbed_do_not_contact=False,
        )
        .exclude(Exists(booked))
        .exclude(Exists(members_elsewhere(this_round).filter(relationship=OuterRef("relationship"))))
        .annotate(stage_now=Coalesce(Subquery(overruled.values("stage")[:1]), F("stage")))
    )


def members_elsewhere(this_round: Round) -> QuerySet[Any]:
    """Members of the other rounds of the edition, running or closed: they are not taken twice."""
    from everfair.loop.models import Member

    return Member.objects.filter(edition=this_round.edition_id).exclude(round=this_round.pk)


def allotted(this_round: Round) -> QuerySet[Any]:
    """The candidates, each with `segment_id` of the first segment that fits (None: no segment takes it)."""
    found: QuerySet[Any] = candidates(this_round).annotate(
        segment_id=first_that_fits(list(this_round.segments.all()))
    )
    return found


def first_that_fits(segments: Sequence[Segment], by_place: bool = False) -> Case | Value:
    """The key (or the place in the sequence) of the first segment that fits a score; null where none does."""
    whens = [
        When(segment.fits(), then=Value(place if by_place else segment.pk))
        for place, segment in enumerate(segments)
    ]
    return Case(*whens, default=None, output_field=IntegerField()) if whens else Value(None, IntegerField())


def sizes_of_segments(this_round: Round) -> dict[int | None, dict[str, Any]]:
    """How many customers each segment takes, and their average chance; None is the rest."""
    rows = allotted(this_round).order_by().values("segment_id").annotate(n=Count("pk"), chance=Avg("chance"))
    return {row["segment_id"]: {"n": row["n"], "chance": row["chance"]} for row in rows}
