"""What the pages of a round answer: the whole page's parts, or the board alone after a change."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.desk.rounds import words
from everfair.loop.measuring import RESULTS, START, last_job, waiting
from everfair.loop.models import Result, Round
from everfair.loop.plan import Line, Plan, plan_of
from everfair.work.models import Job


def board_context(this_round: Round, may_plan: bool) -> dict[str, Any]:
    """The table of a round from left to right: whom, what, hold-out, budget, doing, result."""
    plan = plan_of(this_round)
    told = {row.segment_id: row for row in this_round.results.filter(play=None)}
    return {
        "round": this_round,
        "plan": plan,
        "editable": may_plan and this_round.is_draft,
        "rows": [row_of(line, told.get(line.segment.pk), this_round) for line in plan.lines],
        "telling": "" if is_told(told.get(None)) else words.telling(plan.tells),
        "budget_words": words.budget(plan, this_round.currency),
        "overall": told.get(None),
        "overall_points": words.points(told[None]) if None in told else "",
        "overall_words": words.result(told[None], held=this_round.edition.is_held) if None in told else "",
        "bar_max": max(plan.budget_minor, plan.cost_minor, 1),
        "cannot_start": plain_refusal(this_round, plan) if this_round.is_draft else "",
    }


def is_told(result: Result | None) -> bool:
    """Then it is told what the hold-out showed, and not any more what it could."""
    return result is not None and result.is_told


def row_of(line: Line, result: Result | None, this_round: Round) -> dict[str, Any]:
    return {
        "line": line,
        "segment": line.segment,
        "whom": words.whom_besides_stage(line.segment) if line.segment.stages else words.whom(line.segment),
        "telling": words.telling(line.tells) if line.customers and result is None else "",
        "result": result,
        "points": words.points(result) if result else "",
        "sentence": words.result(result, held=this_round.edition.is_held) if result else "",
    }


def board(request: HttpRequest, this_round: Round, may_plan: bool, *, dialog: bool = False) -> HttpResponse:
    """The board after a change, and whether the round may start now; beside an empty answer that closes the dialog
    where the change came from one."""
    context = board_context(this_round, may_plan) | {"oob": dialog, "changed": True}
    return render(request, "rounds/_board_answer.html", context)


def start_progress(this_round: Round) -> dict[str, Any] | None:
    """The job that starts the round, while it waits or runs."""
    job = waiting(START, this_round)
    poll = reverse("rounds:starting", args=[this_round.pk])
    return progress(job, _("Drawing the hold-out and making the tasks"), poll) if job else None


def results_progress(this_round: Round) -> dict[str, Any] | None:
    job = waiting(RESULTS, this_round)
    poll = reverse("rounds:telling", args=[this_round.pk])
    return progress(job, _("Working out what the round changed"), poll) if job else None


def progress(job: Job, text: str, poll: str) -> dict[str, Any]:
    return {
        "id": job.pk,
        "state": "running",
        "done": job.done,
        "total": job.total,
        "text": text,
        "poll": poll,
    }


def why_not_started(this_round: Round) -> str:
    """What the last try to start came to, where it was refused or fell over and the round is a draft still."""
    job = last_job(START, this_round) if this_round.is_draft else None
    if job is None or not job.is_over:
        return ""
    if job.state == Job.State.PARKED:
        return _(
            "Starting failed; nothing was changed. Try again, or ask your administrator to look at job {n}."
        ).format(n=job.pk)
    code = job.result.get("refused", "")
    return words.refusal(code, job.result) if code and still_so(code, plan_of(this_round)) else ""


def plain_refusal(this_round: Round, plan: Plan | None = None) -> str:
    """Why it would be refused to start it as it stands, in words; "" where that cannot be told at once."""
    if not this_round.is_draft:
        return words.refusal("not_draft", {})
    if this_round.run_id is None:
        return words.refusal("no_scores", {})
    plan = plan or plan_of(this_round)
    if this_round.by_plan and any(line.plays for line in plan.lines):
        if not this_round.budget_minor:
            return words.refusal("no_budget", {})
        if not this_round.is_planned:
            return words.refusal("no_plan", {})
    codes = ("no_plays", this_round.why_nobody, "over_budget")
    code = next((code for code in codes if still_so(code, plan)), "")
    params = {"cost": plan.cost_minor, "budget": plan.budget_minor, "currency": this_round.currency}
    return words.refusal(code, params) if code else ""


def still_so(code: str, plan: Plan) -> bool:
    """Whether what was refused then would be refused now."""
    return {
        "over_budget": plan.over_minor > 0,
        "no_plays": not any(line.plays for line in plan.lines),
        **dict.fromkeys(("nobody", "no_budget", "not_worth_it"), plan.customers == 0),
        "no_plan": False,
    }.get(code, True)


def chart_of(this_round: Round) -> dict[str, Any] | None:
    """The picture of the result: a dot and its interval for the round, each segment and each play that can be told."""
    rows = this_round.results.select_related("segment", "play").order_by("play_id", "segment__position", "pk")
    told = sorted((row for row in rows if row.is_told), key=in_order)
    items = [dot(row) for row in told]
    return (
        {"items": items, "zero": 0, "unit": "%", "x": _("more came than without, in points")}
        if items
        else None
    )


def in_order(row: Result) -> tuple[int, int, int]:
    """All together, then each segment with its plays, then each play over all."""
    kind = 0 if row.segment is None and row.play is None else 1 if row.segment is not None else 2
    return kind, row.segment.position if row.segment is not None else 0, row.play_id or 0


def dot(row: Result) -> dict[str, Any]:
    label = _("All together") if row.segment is None else str(row.segment)
    if row.play is not None:
        label = (
            _("Play: {play}").format(play=row.play)
            if row.segment is None
            else _("{segment} · {play}").format(segment=row.segment, play=row.play)
        )
    stages = row.segment.stages if row.segment is not None else []
    return {
        "label": label,
        "value": row.uplift,
        "low": row.low,
        "high": row.high,
        "note": f"n = {row.treated} + {row.held_out}",
        "stage": stages[0] if len(stages) == 1 else None,
    }
