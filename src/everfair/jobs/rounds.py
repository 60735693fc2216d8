"""Rounds: starting one, and telling what it changed over its hold-out."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Avg, Exists, OuterRef, Q, Sum

from everfair import journal
from everfair.house.models import User
from everfair.jobs.registry import job
from everfair.loop.candidates import WILL_COME
from everfair.loop.models import Action, CannotStart, Member, Result, Round, SegmentPlay
from everfair.science.effect import NotEnough, effect
from everfair.shows.models import Participation
from everfair.work.models import Job

# A task cancelled or not begun has cost nothing.
WAS_DONE = Q(actions__task__done_at__isnull=False)


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


@dataclass(frozen=True)
class Members:
    """The members of a round as arrays of one length, a row each."""

    came: Any
    treated: Any
    segment: Any
    chance: Any
    cost: Any

    def only(self, which: Any) -> "Members":
        return Members(
            *(values[which] for values in (self.came, self.treated, self.segment, self.chance, self.cost))
        )


def members_of(measured: Round) -> Members:
    """Who came (or, before the edition is held, booked), who was treated, and what each cost."""
    counted = (Participation.Status.CAME,) if measured.edition.is_held else WILL_COME
    took_part = Participation.objects.filter(
        edition=measured.edition_id,
        party=OuterRef("relationship__party"),
        role__side=OuterRef("relationship__side"),
        status__in=counted,
    )
    rows = list(
        Member.objects.filter(round=measured, relationship__superseded=False)
        .annotate(came=Exists(took_part), spent=Sum("actions__cost_minor", filter=WAS_DONE))
        .order_by("id")
        .values_list("came", "is_held_out", "segment_id", "chance", "spent")
    )
    came, held_out, segment, chance, spent = zip(*rows, strict=True) if rows else ((),) * 5
    known = [value for value in chance if value is not None]
    usual = float(np.mean(known)) if known else 0.0
    return Members(
        came=np.array(came, dtype=float),
        treated=~np.array(held_out, dtype=bool),
        segment=np.array(segment, dtype=int),
        chance=np.array([usual if value is None else value for value in chance], dtype=float),
        cost=np.array([value or 0 for value in spent], dtype=np.int64),
    )


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
    rows = [result_row(measured, everyone, worth)]
    rows += [
        result_row(measured, everyone.only(everyone.segment == segment.pk), worth, segment=segment)
        for segment in measured.segments.all()
    ]
    for play_id, segments in segments_by_play(measured).items():
        part = everyone.only(np.isin(everyone.segment, segments))
        rows.append(result_row(measured, part, worth, play_id=play_id))
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=measured.pk)
        measured.results.all().delete()
        kept = Result.objects.bulk_create(rows)
        journal.record(
            "round.results", measured, series=measured.series_id, params={"members": len(everyone.came)}
        )
    return kept


def segments_by_play(measured: Round) -> dict[int, list[int]]:
    segments: dict[int, list[int]] = {}
    for use in SegmentPlay.objects.filter(segment__round=measured).order_by("id"):
        segments.setdefault(use.play_id, []).append(use.segment_id)
    return segments


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
        told = effect(part.came, part.treated, part.segment, part.chance)
    except NotEnough as too_few:
        row.needs = too_few.needs
        return row
    row.uplift, row.low, row.high = told.difference, told.low, told.high
    if worth is not None:
        row.returned_minor, row.returned_low_minor, row.returned_high_minor = (
            round(money) for money in told.returned(worth)
        )
    return row
