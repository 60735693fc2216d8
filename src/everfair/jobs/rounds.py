"""Rounds: starting one, and telling what it changed over its hold-out."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Avg, Sum

from everfair import journal
from everfair.house.models import User
from everfair.jobs.registry import job
from everfair.jobs.round_members import Members, members_of
from everfair.loop.models import Action, CannotStart, Result, Round, SegmentPlay
from everfair.science.effect import NotEnough, effect
from everfair.shows.models import Participation
from everfair.work.models import Job


@job("loop.start")
def start(work: Job) -> dict[str, Any]:
    """Start the round named in the arguments; why it could not be is its result, not an error."""
    drafted = Round.objects.filter(pk=work.args["round"]).first()
    if drafted is None:
        return {"refused": "gone"}
    by = User.objects.filter(pk=work.created_by_id or 0).first()
    try:
        drafted.start(by=by)
    except CannotStart as refusal:
        # Started by an earlier try of this job, or by a second click: that is what was wanted.
        if refusal.code != "not_draft":
            return {"refused": refusal.code, **refusal.params}
    return {"members": drafted.members.count(), "tasks": Action.objects.filter(member__round=drafted).count()}


@job("loop.results")
def results(work: Job) -> dict[str, Any]:
    """Tell anew what the round changed: over all, per segment, per play."""
    started = Round.objects.select_related("edition", "series").exclude(state=Round.State.DRAFT)
    measured = started.filter(pk=work.args["round"]).first()
    return {"results": len(write_results(measured)) if measured else 0}


def worth_of_booking_minor(measured: Round) -> float | None:
    """What one more exhibitor brings: the mean invoice of the last held edition times the margin; None if unknown."""
    last = measured.series.editions.filter(is_held=True, ordinal__lt=measured.edition.ordinal).order_by(
        "-ordinal"
    )
    for edition in last[:3]:
        paid = (
            Participation.objects.filter(edition=edition, stands__currency=measured.currency)
            .annotate(paid=Sum("stands__amount_minor"))
            .filter(paid__gt=0)
        )
        mean = paid.aggregate(mean=Avg("paid"))["mean"]
        if mean:
            return float(mean) * measured.margin_percent / 100
    return None


def write_results(measured: Round) -> list[Result]:
    """The round's results, replacing those told before, in one transaction with the journal entry."""
    everyone, worth = members_of(measured), worth_of_booking_minor(measured)
    rows = [
        result_row(measured, everyone.only(which), worth, **about)
        for about, which in parts(measured, everyone)
    ]
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=measured.pk)
        measured.results.all().delete()
        kept = Result.objects.bulk_create(rows)
        journal.record(
            "round.results", measured, series=measured.series_id, params={"members": len(everyone)}
        )
    return kept


def parts(measured: Round, everyone: Members) -> Iterator[tuple[dict[str, int], Any]]:
    """Of whom a result is told: all, each segment, each play; by plan also each play within its segment, where there
    are several."""
    yield {}, np.ones(len(everyone), dtype=bool)
    uses = list(SegmentPlay.objects.filter(segment__round=measured).order_by("id"))
    for segment in measured.segments.all():
        yield {"segment_id": segment.pk}, everyone.segment == segment.pk
        own = [use for use in uses if use.segment_id == segment.pk]
        for use in own if measured.by_plan and len(own) > 1 else ():
            yield {"segment_id": segment.pk, "play_id": use.play_id}, everyone.use == use.pk
    for play_id in dict.fromkeys(use.play_id for use in uses):
        yield (
            {"play_id": play_id},
            np.any([meant_for(use, everyone) for use in uses if use.play_id == play_id], axis=0),
        )


def meant_for(use: SegmentPlay, members: Members) -> Any:
    """Who were to get it, treated or held out."""
    return (members.use == use.pk) | ((members.use == 0) & (members.segment == use.segment_id))


def result_row(measured: Round, part: Members, worth: float | None, **about: Any) -> Result:
    """One result, unsaved: the counts always; the uplift only where there are enough to tell."""
    row = Result(
        round=measured,
        treated=int(part.treated.sum()),
        treated_came=int(part.came[part.treated].sum()),
        held_out=int((~part.treated).sum()),
        held_out_came=int(part.came[~part.treated].sum()),
        cost_minor=int(part.cost.sum()),
        currency=measured.currency,
        **about,
    )
    try:
        told = effect(part.came, part.treated, part.drawn_in, part.chance)
    except NotEnough as too_few:
        row.needs = too_few.needs
        return row
    row.uplift, row.low, row.high = told.difference, told.low, told.high
    if worth is not None:
        row.returned_minor, row.returned_low_minor, row.returned_high_minor = (
            round(money) for money in told.returned(worth)
        )
    return row
