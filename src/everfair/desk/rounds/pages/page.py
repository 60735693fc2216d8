"""A round's page: whom, what, hold-out, budget, doing, result."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from everfair.contact.models import Task
from everfair.desk.rounds import answers, words
from everfair.desk.rounds.access import OfRound
from everfair.desk.rounds.outlook import believed_now, outlook_context, planning_failed, planning_progress
from everfair.loop.history import rounds_before
from everfair.loop.measuring import changed_since_told
from everfair.loop.models import Result, Round
from everfair.relations.models import AnalysisRun
from everfair.shows.models import Participation


class RoundPage(OfRound):
    """Reads from left to right; a draft is changed in place."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render(request, "rounds/round.html", self.context())

    def context(self) -> dict[str, Any]:
        this, results = self.round, result_rows(self.round)
        published = AnalysisRun.published()
        return (
            answers.board_context(this, self.may_plan)
            | {
                "may_plan": self.may_plan,
                "starting": answers.start_progress(this) if this.is_draft else None,
                "refusal": answers.why_not_started(this),
                "lacks_budget": this.is_draft and this.by_plan and not this.budget_minor,
                "telling_now": answers.results_progress(this),
                "newer_scores": published
                if this.is_draft and published and published.pk != this.run_id
                else None,
                "result": told_of(this),
                "previous": told_of(this.previous) if this.is_draft and this.previous else None,
                "results": results,
                "plans_believe": next((one["round"] for row in results for one in row["believed"]), None),
                "chart": answers.chart_of(this),
                "stale": changed_since_told(this),
                "tasks_url": f"{reverse('start:tasks')}?round={this.pk}",
                "nobodys": nobodys(this) if this.is_running else 0,
                "planning": planning_progress(this),
                "planning_failed": planning_failed(this),
                "plan_is_old": learned_since(this),
            }
            | outlook_context(this)
        )


def learned_since(this_round: Round) -> bool:
    """Whether a round of the show has come to its edition, or more is known of one, since the draft was planned."""
    outlook = getattr(this_round, "outlook", None) if this_round.is_draft and this_round.by_plan else None
    if outlook is None:
        return False
    before = rounds_before(this_round)
    came_in = Participation.objects.filter(edition__in=before.values("edition"))
    return bool(before.count() != outlook.rounds) or came_in.filter(recorded_at__gt=outlook.made_at).exists()


def nobodys(this_round: Round) -> int:
    """Tasks of the round on nobody's desk, since their customers have no owner."""
    mine = Task.objects.filter(action__member__round=this_round, assignee=None)
    return mine.filter(done_at=None, cancelled_at=None).count()


def told_of(this_round: Round) -> dict[str, Any] | None:
    """The result over all, said."""
    row = this_round.results.filter(segment=None, play=None).first()
    if row is None:
        return None
    return {
        "round": this_round,
        "row": row,
        "sentence": words.result(row, held=this_round.edition.is_held),
        "returned": words.returned(row),
        "points": words.points(row),
    }


def result_rows(this_round: Round) -> list[dict[str, Any]]:
    rows = this_round.results.select_related("segment", "play", "round")
    ordered = sorted(rows, key=answers.in_order)
    together, believed = shared_plays(this_round), believed_now(this_round) if ordered else {}
    return [
        {
            "row": row,
            "points": words.points(row),
            "returned": words.returned(row),
            "kind": kind(row),
            "with": together.get(row.play_id),
            "believed": believed.get(row.play_id or 0, []) if kind(row) == "play" else [],
        }
        for row in ordered
    ]


def kind(row: Result) -> str:
    if row.play_id and row.segment_id:
        return "both"
    return "play" if row.play_id else "segment" if row.segment_id else "all"


def shared_plays(this_round: Round) -> dict[int | None, str]:
    """For each play given together with others: which. Their effects cannot be told apart; by plan each customer is
    meant for one."""
    if this_round.by_plan:
        return {}
    beside: dict[int | None, set[str]] = {}
    for segment in this_round.segments.prefetch_related("plays__play"):
        uses = list(segment.plays.all())
        for use in uses:
            others = {str(other.play) for other in uses if other.pk != use.pk}
            if others:
                beside.setdefault(use.play_id, set()).update(others)
    return {play: ", ".join(sorted(names)) for play, names in beside.items()}
