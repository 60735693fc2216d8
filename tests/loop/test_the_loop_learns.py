"""Three rounds of a show whose plays' effects are planted: each draft is made by what the rounds before showed."""

import pytest

from everfair.jobs.worker import Worker
from everfair.loop.drafting import draft_round
from everfair.loop.models import CannotStart, Proposal, Round, SegmentPlay
from everfair.loop.plan import plan_of
from everfair.loop.telling import FEWEST_PER_ARM
from everfair.relations.models import Score
from everfair.shows.models import Stand
from everfair.work.models import Job
from tests.loop import made
from tests.loop.conftest import House
from tests.loop.living import Show, chosen, money_by_play

BUDGET = 3_000_000
IDLE = ("director-visit", "stand-adjustment", "result-review")
"""Planted to do nothing; beside each its segment offers a play that does something."""


@pytest.fixture
def mature(house: House) -> House:
    house.series.maturity = "mature"
    house.series.save()
    return house


@pytest.fixture
def show(mature: House) -> Show:
    return Show(mature, customers=3000, rounds=3)


def test_the_third_draft_gives_the_budget_to_the_plays_that_work(mature: House) -> None:
    show = Show(mature, customers=3000, rounds=3, effects=dict.fromkeys(IDLE, 0.0))
    working: list[float] = []
    profits: list[float] = []
    shares: list[int] = []
    for _ in range(3):
        drafted = show.draft(BUDGET)
        working.append(1 - sum(money_by_play(drafted).get(code, 0.0) for code in IDLE))
        profits.append(show.true_profit(drafted))
        shares.append(drafted.outlook.learning_percent)
        show.run(drafted)
    assert working[2] > 0.7 > 0.5 > working[0]
    assert profits[2] > 1.2 * profits[0]
    assert shares == [100, 50, 33]


def test_what_was_learned_comes_with_its_interval_and_is_expected_to_beat_the_simple_ways(show: Show) -> None:
    show.run(show.draft(BUDGET))
    drafted = show.draft(BUDGET)
    outlook = drafted.outlook
    assert (outlook.enough, outlook.is_priced, outlook.rounds) == (True, True, 1)
    for row in outlook.learned:
        told = min(row["tried"], row["held_out"]) >= FEWEST_PER_ARM
        assert (row["effect"] is not None) == told
        assert not told or row["low"] < row["effect"] < row["high"]
    ways = {way["code"]: way for way in outlook.ways}
    assert set(ways) == {"plan", "value", "churn_risk", "equally"}
    assert all(
        ways["plan"]["returned_minor"] > ways[other]["returned_minor"] for other in set(ways) - {"plan"}
    )
    assert all(
        way["returned_low_minor"] <= way["returned_minor"] <= way["returned_high_minor"]
        for way in ways.values()
    )
    for one in chosen(drafted):
        assert one.gain is not None and one.gain_low is not None and one.gain_high is not None
        assert one.gain_low < one.gain < one.gain_high
    assert 0 < outlook.learning_minor < ways["plan"]["cost_minor"]


def test_with_nothing_to_learn_from_no_number_is_given(show: Show) -> None:
    drafted = show.draft(BUDGET)
    outlook = drafted.outlook
    assert (outlook.enough, outlook.rounds, outlook.learned) == (False, 0, [])
    assert {(one.gain, one.returned_minor, one.purpose) for one in chosen(drafted)} == {(None, None, "learn")}
    assert all(way["more"] is None and way["returned_minor"] is None for way in outlook.ways)
    assert chosen(drafted)


def test_too_small_a_round_teaches_nothing_yet(show: Show) -> None:
    show.run(show.draft(100_000))
    outlook = show.draft(BUDGET).outlook
    assert (outlook.enough, outlook.rounds) == (False, 1)
    assert 0 < outlook.held_out < 30


def test_without_a_price_of_past_stands_the_plan_counts_customers(show: Show) -> None:
    show.run(show.draft(BUDGET))
    Stand.objects.update(amount_minor=None)
    drafted = show.draft(BUDGET)
    way = drafted.outlook.ways[0]
    assert (drafted.outlook.is_priced, way["returned_minor"]) == (False, None)
    assert way["more"] > 0
    assert {one.returned_minor for one in chosen(drafted)} == {None}


def test_a_plan_keeps_to_the_budget_as_starting_draws_it(show: Show) -> None:
    drafted = show.draft(777_700)
    plan = plan_of(drafted)
    assert 0 < plan.cost_minor <= 777_700
    drafted.start(by=None)
    started = plan_of(Round.objects.get(pk=drafted.pk))
    assert (started.cost_minor, started.held_out, started.customers) == (
        plan.cost_minor,
        plan.held_out,
        plan.customers,
    )


def test_a_chance_that_is_not_known_is_not_none_at_all(show: Show) -> None:
    drafted = show.draft(BUDGET)
    Score.objects.update(chance=None)
    plan = plan_of(drafted)
    assert plan.customers > 0
    assert (plan.chance, plan.tells.share) == (None, 0.5)


def test_each_treated_member_gets_its_one_play_and_the_held_out_know_theirs(show: Show) -> None:
    drafted = show.draft(BUDGET)
    proposed = {one.relationship_id: one.use_id for one in chosen(drafted)}
    drafted.start(by=None)
    members = list(drafted.members.prefetch_related("actions"))
    assert {one.relationship_id: one.use_id for one in members} == proposed
    for one in members:
        assert [act.segment_play_id for act in one.actions.all()] == ([] if one.is_held_out else [one.use_id])
    for use in {one.use_id for one in members}:
        here = [one for one in members if one.use_id == use]
        assert sum(one.is_held_out for one in here) == round(len(here) * 0.2)


def test_what_is_said_by_hand_is_kept_and_the_rest_planned_anew(show: Show) -> None:
    drafted = show.draft(BUDGET)
    first, second, *_ = chosen(drafted)
    assert first.use is not None
    other = SegmentPlay.objects.filter(segment=first.use.segment_id).exclude(pk=first.use.pk).get()
    drafted.propose({first.relationship_id: other}, by=show.house.cast.director)
    drafted.propose({second.relationship_id: None}, by=show.house.cast.director)
    assert not drafted.is_planned
    with pytest.raises(CannotStart, match="no_plan"):
        drafted.start(by=None)
    show.plan(drafted)
    kept = {one.relationship_id: (one.use_id, one.by_hand) for one in drafted.proposals.all()}
    assert kept[first.relationship_id] == (other.pk, True)
    assert kept[second.relationship_id] == (None, True)
    drafted.leave_to_plan([first.relationship_id], by=None)
    show.plan(drafted)
    assert not Proposal.objects.filter(relationship=first.relationship_id, by_hand=True).exists()


def test_another_budget_is_another_plan(show: Show) -> None:
    drafted = show.draft(BUDGET)
    before = len(chosen(drafted))
    drafted.edit(by=None, budget_minor=BUDGET // 3)
    assert not drafted.is_planned
    show.plan(drafted)
    assert 0 < len(chosen(drafted)) < before
    assert plan_of(drafted).cost_minor <= BUDGET // 3


def test_nothing_is_learned_from_another_show(show: Show) -> None:
    show.run(show.draft(BUDGET))
    Round.objects.update(series=show.house.cast.other_series)
    assert show.draft(BUDGET).outlook.rounds == 0


def test_a_play_taken_from_its_segment_is_given_to_nobody(show: Show) -> None:
    drafted = show.draft(BUDGET)
    use = chosen(drafted)[0].use
    assert use is not None
    drafted.drop(use, by=None)
    show.plan(drafted)
    assert use.play_id not in {one.use.play_id for one in chosen(drafted) if one.use}


def test_a_draft_with_nobody_or_nothing_to_give_is_planned_to_nothing(house: House) -> None:
    nobody = draft_round(house.edition, by=None, budget_minor=BUDGET, by_plan=True)
    for segment in nobody.segments.all():
        assert segment.plays.exists()
    assert Worker().run_until_idle() >= 1
    assert (nobody.outlook.ways[0]["customers"], nobody.is_planned) == (0, True)
    with pytest.raises(CannotStart, match="nobody"):
        nobody.start(by=None)
    SegmentPlay.objects.filter(segment__round=nobody).delete()
    nobody.edit(by=None, budget_minor=1)
    assert Worker().run_until_idle() >= 1
    nothing = Round.objects.get(pk=nobody.pk)
    assert not nothing.is_planned
    with pytest.raises(CannotStart, match="no_plays"):
        nothing.start(by=None)


def test_a_plan_that_failed_is_no_plan_of_the_draft(show: Show) -> None:
    drafted = show.draft(BUDGET)
    drafted.edit(by=None, budget_minor=BUDGET // 2)
    Job.objects.filter(name="loop.plan", state="queued").update(state="parked")
    assert not drafted.is_planned
    with pytest.raises(CannotStart, match="no_plan"):
        drafted.start(by=None)


def test_results_are_told_play_by_play_within_a_segment(show: Show) -> None:
    drafted = show.draft(BUDGET)
    show.run(drafted)
    both = drafted.results.exclude(segment=None).exclude(play=None)
    trust = drafted.members.filter(segment__stages=["trust"])
    for row in both.filter(segment__stages=["trust"]):
        meant = trust.filter(segment=row.segment, use__play=row.play)
        assert (row.treated, row.held_out) == (
            meant.filter(is_held_out=False).count(),
            meant.filter(is_held_out=True).count(),
        )
    assert both.filter(segment__stages=["trust"]).values("play").distinct().count() == 2


def test_a_member_merged_away_counts_for_whom_it_was_merged_into(house: House) -> None:
    from everfair.jobs.round_members import members_of

    related = made.scored(house.run, house.series, 4)
    drafted = made.bare_round(house.edition, house.run, percent=50)
    made.segment(drafted, [house.plays["early-choice"]])
    drafted.start(by=None, seed=1)
    survivor = made.scored(house.run, house.series, 1, name="存")[0]
    survivor.party.merge(related[0].party, by=house.cast.director)
    made.came(house.edition, [survivor])
    told = members_of(drafted)
    assert (len(told), told.came.sum()) == (4, 1)
