"""A round to start from: sensible segments with the plays that fit the show's maturity, for people to edit."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from everfair import journal
from everfair.house.models import User
from everfair.loop.models import Play, Round, Segment, SegmentPlay
from everfair.relations.models import AnalysisRun, Stage
from everfair.shows.models import Edition

# position, stages, chance from, chance to, Chinese, English
FIRST_SEGMENTS: list[tuple[list[str], float, float, str, str]] = [
    ([Stage.TRUST], 0.0, 0.5, "信任但把握不大", "Trusting, but not sure to come"),
    ([Stage.TRUST], 0.5, 1.0, "信任且多半会来", "Trusting and likely to come"),
    ([Stage.WEAKENING], 0.0, 1.0, "正在弱化", "Weakening"),
    ([Stage.CONFIRMATION], 0.0, 1.0, "刚刚确认", "Just confirmed"),
    ([Stage.DISAPPEARANCE], 0.05, 1.0, "流失但仍可挽回", "Gone, but might be won back"),
    ([Stage.CULTIVATION], 0.0, 1.0, "培育中", "Being cultivated"),
]


@transaction.atomic
def draft_round(edition: Edition, *, by: User | None, name: str = "", budget_minor: int = 0) -> Round:
    """Draft a round for the edition on the published scores, with first segments and plays."""
    series = edition.series
    last = Round.objects.filter(series=series).exclude(state=Round.State.DRAFT).first()
    drafted = Round.objects.create(
        series=series,
        edition=edition,
        name=name or _("Round for %(edition)s") % {"edition": edition},
        run=AnalysisRun.published(),
        previous=last,
        budget_minor=budget_minor,
        currency=series.currency,
        created_by=by,
    )
    for position, (stages, low, high, zh, en) in enumerate(FIRST_SEGMENTS):
        segment = Segment.objects.create(
            round=drafted, position=position, stages=stages, chance_from=low, chance_to=high, zh=zh, en=en
        )
        choose_play(segment, series.maturity, edition)
    journal.record("round.draft", drafted, by=by, series=series.pk, params={"edition": edition.pk})
    return drafted


def choose_play(segment: Segment, maturity: str, edition: Edition) -> SegmentPlay | None:
    """Give a segment the play for its first stage: one made for this maturity before one for any."""
    fitting = Play.objects.filter(stage=segment.stages[0], maturity__in=["", maturity], is_retired=False)
    play = fitting.order_by("-maturity", "id").first()
    if play is None:
        return None
    deadline = edition.starts_on if edition.starts_on and edition.starts_on > timezone.localdate() else None
    return SegmentPlay.objects.create(
        segment=segment, play=play, unit_cost_minor=play.unit_cost_minor, deadline=deadline
    )


def refresh_scores(drafted: Round) -> None:
    """Put a draft on the scores published now; a started round keeps those it was planned on."""
    Round.objects.filter(pk=drafted.pk, state=Round.State.DRAFT).update(run=AnalysisRun.published())
