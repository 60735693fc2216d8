"""The round that was run for the last edition held, with plays whose effect is planted; and the ones that follow."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
from django.db import transaction

from everfair.contact.models import Interaction, Task
from everfair.demo.backdating import as_of, moment
from everfair.demo.fair import Fair
from everfair.demo.life import Floats
from everfair.demo.staff import Staff
from everfair.demo.whom import organisations_of
from everfair.house.models import User
from everfair.loop.drafting import draft_round
from everfair.loop.models import Action, Member, Round
from everfair.shows.models import Edition

LEAD = timedelta(days=150)  # before the opening, a round starts
EFFECTS = {
    "first-invitation": 0.02,
    "trend-briefing": 0.03,
    "first-timer-care": 0.14,
    "result-review": 0.16,
    "early-choice": 0.05,
    "director-visit": 0.13,
    "cause-call": 0.17,
    "stand-adjustment": 0.20,
    "win-back": 0.05,
    "farewell-letter": 0.0,
}
"""Chance to come that a play adds, by its code; planted."""
OTHER_EFFECT = 0.06
HELD_OUT_PERCENT = 30
BUDGET_MINOR = 60_000_000
NEXT_BUDGET_MINOR = 2_500_000  # less than would be spent on everybody: one has to choose
Outcome = Interaction.Outcome


def run_last_round(fair: Fair, edition: Edition, staff: Staff, seed: int) -> Round:
    """Draft and start the round as it was half a year ago, by the verbs of the rounds' pages."""
    opens = fair.calendar[fair.next - 1].starts_on
    with as_of(moment(opens - LEAD)):
        drafted = draft_round(edition, by=staff.director, budget_minor=BUDGET_MINOR)
        drafted.edit(by=staff.director, holdout_percent=HELD_OUT_PERCENT)
        share_out(drafted, staff, opens - timedelta(days=30))
    with as_of(moment(opens - LEAD + timedelta(days=4)), Round.objects.filter(pk=drafted.pk)):
        drafted.start(by=staff.director, seed=seed)
    return drafted


def share_out(drafted: Round, staff: Staff, deadline: date) -> None:
    """Who does what: visits are the director's, questions of service are service's, the rest is sales."""
    for segment in drafted.segments.all():
        for use in segment.plays.select_related("play"):
            code = use.play.code or ""
            owner = staff.director if code == "director-visit" else staff.sales
            owner = staff.service if code in {"cause-call", "stand-adjustment", "result-review"} else owner
            owner = staff.marketing if code in {"first-invitation", "trend-briefing"} else owner
            drafted.choose(segment, use.play, by=staff.director, owner=owner, deadline=deadline)


@dataclass
class Acted:
    """What the plays of a started round add to the planted chances of its treated members."""

    fair: Fair
    held: Round
    told: dict[str, Any] | None = None

    def __call__(self, at: int, chances: Floats) -> Floats:
        acted = chances.copy()
        of_party = organisations_of()
        plays = plays_of_segments(self.held)
        effects: dict[str, list[float]] = defaultdict(list)
        for member in self.held.members.select_related("relationship"):
            codes = plays.get(member.segment_id, [])
            if member.is_held_out or not codes:
                continue
            for row in self._rows(of_party.get(member.relationship.party_id, ())):
                added = min(
                    sum(EFFECTS.get(code, OTHER_EFFECT) for code in codes), max(0.0, 0.97 - chances[row])
                )
                acted[row] = chances[row] + added
                for code in codes:
                    effects[code].append(added)
        self.told = planted(effects, self.held)
        return acted

    def _rows(self, organisations: Any) -> list[int]:
        return [self.fair.row_of[number] for number in organisations if number in self.fair.row_of]


def plays_of_segments(held: Round) -> dict[int, list[str]]:
    return {
        segment.pk: [use.play.code or "" for use in segment.plays.select_related("play")]
        for segment in held.segments.all()
    }


def planted(effects: dict[str, list[float]], held: Round) -> dict[str, Any]:
    everyone = [value for values in effects.values() for value in values]
    return {
        "round": held.pk,
        "over_all": round(float(np.mean(everyone)), 6) if everyone else 0.0,
        "plays": {code: round(float(np.mean(values)), 6) for code, values in sorted(effects.items())},
    }


def record_outcomes(held: Round, since: date, until: date, seed: int, share: float = 0.92) -> int:
    """Most tasks were done, day by day: what came of them, told by whose desk they lay on."""
    random, done = Random(seed), []
    rows = Action.objects.filter(member__round=held).select_related("task", "member", "task__assignee")
    with transaction.atomic():
        for action in rows.order_by("id"):
            if random.random() < share and action.task.assignee:
                on = since + timedelta(days=random.randint(0, max((until - since).days, 1)))
                action.task.complete(outcome_of(action.member, random), by=action.task.assignee)
                done.append((action.task, on))
        backdate(done)
    return len(done)


def outcome_of(member: Member, random: Random) -> str:
    chance = member.chance or 0.0
    if random.random() < 0.2:
        return Outcome.NOT_REACHED
    if random.random() < chance * 0.5:
        return Outcome.BOOKED
    return random.choices((Outcome.INTERESTED, Outcome.REACHED, Outcome.DECLINED), (30, 45, 25))[0]


def backdate(done: list[tuple[Task, date]]) -> None:
    """A task and the dealing it became are of the day it was done."""
    parties = {task.party_id for task, _ in done}
    told = Interaction.objects.filter(natural_key__startswith="task:")
    dealings = {one.natural_key: one for one in told if one.party_id in parties}
    for task, on in done:
        task.done_at = moment(on, 3)
        dealing = dealings[f"task:{task.pk}"]
        dealing.occurred_on, dealing.recorded_at = on, moment(on, 3)
    Task.objects.bulk_update([task for task, _ in done], ["done_at"], batch_size=200)
    Interaction.objects.bulk_update(
        [dealings[f"task:{task.pk}"] for task, _ in done], ["occurred_on", "recorded_at"], batch_size=200
    )


def draft_next(edition: Edition, by: User) -> Round:
    """The round for the edition to come: a play for each customer, by what the round before taught."""
    return draft_round(edition, by=by, budget_minor=NEXT_BUDGET_MINOR, by_plan=True)


def start_small_round(edition: Edition, staff: Staff, started: date, seed: int) -> Round:
    """The young series has a round under way, with tasks on its people's desks."""
    with as_of(moment(started)):
        drafted = draft_round(edition, by=staff.director, budget_minor=BUDGET_MINOR // 4)
        for segment in list(drafted.segments.all())[4:]:
            drafted.remove_segment(segment, by=staff.director)
        deadline = edition.starts_on - timedelta(days=20) if edition.starts_on else None
        for place, segment in enumerate(drafted.segments.all()):
            for use in segment.plays.select_related("play"):
                owner = (staff.other_sales, staff.sales, staff.service)[place % 3]
                drafted.choose(segment, use.play, by=staff.director, owner=owner, deadline=deadline)
        drafted.start(by=staff.director, seed=seed)
    return drafted
