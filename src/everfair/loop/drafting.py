"""A round to start from: sensible segments with the plays that fit the show's maturity, for people to edit."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from everfair.house.models import User
from everfair.loop.models import NotADraft, Play, Round, Segment, SegmentPlay
from everfair.relations.models import AnalysisRun, Stage
from everfair.shows.models import Edition

# stages, chance from, chance to, Chinese, English; the first that fits takes a customer
FIRST_SEGMENTS: list[tuple[list[str], float, float, str, str]] = [
    ([Stage.TRUST], 0.0, 0.5, "信任但把握不大", "Trusting, but not sure to come"),
    ([Stage.TRUST], 0.5, 1.0, "信任且多半会来", "Trusting and likely to come"),
    ([Stage.WEAKENING], 0.0, 1.0, "正在弱化", "Weakening"),
    ([Stage.CONFIRMATION], 0.0, 1.0, "刚刚确认", "Just confirmed"),
    ([Stage.DISAPPEARANCE], 0.05, 1.0, "流失但仍可挽回", "Gone, but might be won back"),
    ([Stage.CULTIVATION], 0.0, 1.0, "培育中", "Being cultivated"),
]


class EditionHeld(Exception):
    """A round is for an edition still to come."""


@transaction.atomic
def draft_round(
    edition: Edition,
    *,
    by: User | None,
    name: str = "",
    budget_minor: int = 0,
    like: Round | None = None,
    by_plan: bool = False,
) -> Round:
    """Draft a round for the edition on the published scores: with first segments and plays, or with those of
    another round. By plan, first segments offer all plays that fit, of which each customer gets one. Raises
    EditionHeld."""
    if edition.is_held:
        raise EditionHeld
    series = edition.series
    last = (
        Round.objects.filter(series=series).exclude(state=Round.State.DRAFT).order_by("-started_at").first()
    )
    drafted = Round.objects.create(
        series=series,
        edition=edition,
        name=name,
        run=AnalysisRun.published(),
        previous=last,
        budget_minor=budget_minor,
        currency=series.currency,
        created_by=by,
        by_plan=by_plan,
    )
    if like is None:
        write_first_segments(drafted)
    else:
        copy_segments(like, drafted)
    with drafted.planning(by, "draft", edition=edition.pk):
        return drafted


def write_first_segments(drafted: Round) -> None:
    for position, (stages, low, high, zh, en) in enumerate(FIRST_SEGMENTS):
        segment = Segment.objects.create(
            round=drafted, position=position, stages=stages, chance_from=low, chance_to=high, zh=zh, en=en
        )
        offer_first_plays(segment)


def copy_segments(source: Round, drafted: Round) -> None:
    """Segments, hold-out and plays as they were, but for plays retired since and deadlines gone by."""
    drafted.holdout_percent, drafted.margin_percent = source.holdout_percent, source.margin_percent
    drafted.save(update_fields=["holdout_percent", "margin_percent"])
    for segment in source.segments.prefetch_related("plays__play"):
        uses = [use for use in segment.plays.all() if not use.play.is_retired]
        segment.pk, segment.round, segment.version = None, drafted, 1
        segment._state.adding = True
        segment.save()
        for use in uses:
            SegmentPlay.objects.create(
                segment=segment,
                play=use.play,
                owner=use.owner,
                unit_cost_minor=use.unit_cost_minor,
                deadline=first_deadline(drafted.edition),
            )


def offer_first_plays(segment: Segment) -> None:
    """Give a segment the play for its first stage: one made for this maturity before one for any. By plan, all of
    them."""
    of = segment.round
    fitting = Play.objects.filter(
        stage=segment.stages[0], maturity__in=["", of.series.maturity], is_retired=False
    ).order_by("-maturity", "id")
    for play in fitting if of.by_plan else fitting[:1]:
        cost = play.unit_cost_minor if play.currency == of.currency else 0
        SegmentPlay.objects.create(
            segment=segment, play=play, unit_cost_minor=cost, deadline=first_deadline(of.edition)
        )


def first_deadline(edition: Edition) -> date | None:
    """The opening day, where it is known and still to come."""
    return edition.starts_on if edition.starts_on and edition.starts_on > timezone.localdate() else None


def refresh_scores(drafted: Round) -> bool:
    """Put a draft on the scores published now; a started round keeps those it was planned on."""
    run = AnalysisRun.published()
    others = Round.objects.filter(pk=drafted.pk, state=Round.State.DRAFT).exclude(run=run)
    if not others.exists():
        return False
    try:
        with drafted.as_draft():
            return bool(others.update(run=run))
    except NotADraft:
        return False
