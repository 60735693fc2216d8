"""A draft by plan: what was learned, what to expect, who gets what and why; and people say otherwise."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from everfair.jobs.rounds import write_results
from everfair.jobs.worker import Worker
from everfair.loop.models import CannotStart, Round
from everfair.loop.plan import plan_of
from everfair.shows.models import Participation
from everfair.work.models import Job
from tests.loop.conftest import House
from tests.loop.living import Show, chosen

ClientOf = Callable[..., Client]
BUDGET = 3_000_000


@pytest.fixture
def show(house: House) -> Show:
    house.series.maturity = "mature"
    house.series.save()
    return Show(house, customers=2000, rounds=2)


@pytest.fixture
def planner(house: House, client_of: ClientOf) -> Client:
    return client_of(house.cast.director)


def text(answer: object) -> str:
    content: bytes = answer.content  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", content.decode())


def page(client: Client, drafted: Round, more: str = "") -> str:
    return text(client.get(f"/rounds/{drafted.pk}/{more}"))


def test_a_new_round_is_planned_unless_one_says_otherwise(show: Show, planner: Client) -> None:
    form = text(planner.get("/rounds/new/"))
    assert re.search(r'name="by_plan"[^>]*checked', form)
    planner.post("/rounds/new/", {"edition": show.edition.pk, "budget": "30000", "by_plan": "on"})
    drafted = Round.objects.get()
    assert drafted.by_plan
    assert "choosing a play for each customer" in page(planner, drafted)
    assert "hx-get" in page(planner, drafted, "planning/")


def test_while_nothing_is_learned_the_page_says_so_and_gives_no_figure(show: Show, planner: Client) -> None:
    drafted = show.draft(BUDGET)
    shown = page(planner, drafted)
    chosen_for = drafted.proposals.filter(use__isnull=False).count()
    assert chosen_for > 0
    assert re.search(rf">\s*{chosen_for:,}\s*<", text(planner.get("/rounds/"))), "as many stand in the list"
    assert "Nothing learned yet: no round of this show" in shown
    assert "what they bring is not known yet" in shown
    assert 'data-source="#ways"' not in shown
    listed = page(planner, drafted, "customers/?sort=play")
    assert "To learn: nothing is known yet of what the plays do." in listed
    assert " points (" not in listed


def test_what_was_learned_and_what_to_expect_stands_on_the_page(show: Show, planner: Client) -> None:
    show.run(show.draft(BUDGET))
    drafted = show.draft(BUDGET)
    shown = page(planner, drafted)
    assert "Learned from 1 round" in shown
    for way in ("This plan", "Most valuable first", "Most likely to leave first", "Everyone equally"):
        assert way in shown
    assert "is spent to learn what plays do." in shown
    assert "First choice of stands" in shown.split('id="learned"')[1]
    listed = page(planner, drafted, "customers/?purpose=earn")
    assert "customers at this stage showed." in listed
    assert re.search(r"\+\d+ points \(", listed)


def test_whom_the_plan_leaves_alone_is_told_why(show: Show, planner: Client) -> None:
    drafted = show.draft(100_000)
    assert "or the budget is spent on others." in page(planner, drafted, "customers/?purpose=none")


def test_a_customer_is_left_out_or_given_another_play_by_hand(show: Show, planner: Client) -> None:
    drafted = show.draft(BUDGET)
    one = chosen(drafted)[0]
    assert one.use is not None
    score = drafted.run.scores.get(relationship=one.relationship_id)  # type: ignore[union-attr]
    url = f"/rounds/{drafted.pk}/customers/"
    answer = planner.post(url, {"bulk": "leave_out", "id": score.pk}, follow=True)
    assert "Noted for 1 customer" in text(answer)
    Worker().run_until_idle()
    assert "Left out by hand." in page(planner, drafted, "customers/?purpose=hand")
    other = one.use.segment.plays.exclude(pk=one.use.pk).get()
    planner.post(url, {"bulk": "choose", "id": score.pk, "choose-play": other.play_id})
    Worker().run_until_idle()
    kept = drafted.proposals.get(relationship=one.relationship_id)
    assert (kept.use, kept.by_hand) == (other, True)
    planner.post(url, {"bulk": "to_plan", "id": score.pk})
    assert not drafted.proposals.filter(by_hand=True).exists()


def test_who_may_not_plan_sees_the_plan_and_cannot_change_it(show: Show, client_of: ClientOf) -> None:
    drafted = show.draft(BUDGET)
    client = client_of(show.house.cast.sales)
    assert "What the plan expects" in page(client, drafted)
    score = drafted.run.scores.first()  # type: ignore[union-attr]
    assert score is not None
    answer = client.post(f"/rounds/{drafted.pk}/customers/", {"bulk": "leave_out", "id": score.pk})
    assert answer.status_code == 404
    assert not drafted.proposals.filter(by_hand=True).exists()


NOBODY = r"(?<![\d,])0 customers</span>"


def test_plays_that_the_plan_gives_to_nobody_are_left_out(show: Show, planner: Client) -> None:
    drafted = show.draft(BUDGET)
    idle = drafted.segments.all()[0].plays.select_related("play")[0]
    drafted.proposals.filter(use=idle).update(use=None)
    shown = page(planner, drafted)
    told = re.findall("Given to nobody by the plan: ([^<]*)", shown)
    assert any(str(idle.play) in names for names in told)
    assert not re.search(NOBODY, shown)
    drafted.start(by=None)
    started = page(planner, drafted)
    assert "Given to nobody" not in started and not re.search(NOBODY, started)
    plan = plan_of(Round.objects.get(pk=drafted.pk))
    assert f"{plan.treated} get a play, {plan.held_out} get nothing" in started


def test_another_budget_is_planned_anew_and_the_start_waits_for_it(show: Show, planner: Client) -> None:
    drafted = show.draft(BUDGET)
    values = {"name": "", "budget": "10000", "holdout_percent": 20, "margin_percent": 40, "by_plan": "on"}
    planner.post(f"/rounds/{drafted.pk}/edit/", values | {"version": drafted.version})
    assert "no plan of the draft as it stands yet" in text(
        planner.post(f"/rounds/{drafted.pk}/start/", follow=True)
    )
    Worker().run_until_idle()
    drafted = Round.objects.get(pk=drafted.pk)
    assert 0 < plan_of(drafted).cost_minor <= 1_000_000
    planner.post(f"/rounds/{drafted.pk}/start/")
    Worker().run_until_idle()
    assert Round.objects.get(pk=drafted.pk).is_running
    assert "First choice of stands" in page(planner, drafted, "customers/")


def test_without_a_budget_it_is_said_that_nobody_gets_a_play_and_it_does_not_start(
    show: Show, planner: Client
) -> None:
    drafted = show.draft(0)
    shown = page(planner, drafted)
    assert "No budget: nobody gets a play." in shown
    assert "No budget is set, so nobody gets a play." in shown
    refused = text(planner.post(f"/rounds/{drafted.pk}/start/", follow=True))
    assert "No budget is set, and by plan nobody gets a play without one." in refused
    assert not Job.objects.filter(name="loop.start").exists()
    with pytest.raises(CannotStart, match="no_budget"):
        Round.objects.get(pk=drafted.pk).start(by=None)
    drafted.edit(by=None, holdout_percent=30)
    refused = text(planner.post(f"/rounds/{drafted.pk}/start/", follow=True))
    assert "No budget is set, and by plan" in refused, "whoever waits for the new plan waits in vain"
    drafted.edit(by=None, budget_minor=1)
    Worker().run_until_idle()
    assert "The plan gives nobody a play" in page(planner, drafted)


def test_board_and_expectation_tell_one_cost(show: Show, planner: Client) -> None:
    show.run(show.draft(BUDGET))
    drafted = Round.objects.get(pk=show.draft(BUDGET).pk)
    assert drafted.outlook.ways[0]["cost_minor"] == plan_of(drafted).cost_minor > 0


def test_what_a_play_showed_and_what_plans_believe_of_it_lead_to_each_other(
    show: Show, planner: Client
) -> None:
    before = show.draft(BUDGET)
    show.run(before)
    write_results(before)
    drafted = show.draft(BUDGET)
    learned = page(planner, drafted).split('id="learned"')[1]
    assert f"/rounds/{before.pk}/#results" in learned
    assert "by itself:" in learned
    results = page(planner, before).split('id="results"')[1]
    assert f"/rounds/{drafted.pk}/#learned" in results
    assert "this round by itself; plans go by" in results


def test_a_plan_from_before_the_last_result_says_so(show: Show, planner: Client) -> None:
    show.run(show.draft(BUDGET))
    drafted = show.draft(BUDGET)
    assert "plan anew to learn from them" not in page(planner, drafted)
    Participation.objects.update(recorded_at=drafted.outlook.made_at.replace(year=2999))
    assert "plan anew to learn from them" in page(planner, drafted)
    planner.post(f"/rounds/{drafted.pk}/plan/")
    assert Job.objects.filter(name="loop.plan", state="queued").exists()


def test_the_plan_leaves_as_a_file_in_the_readers_language(show: Show, planner: Client) -> None:
    drafted = show.draft(BUDGET)
    answer = planner.get(f"/rounds/{drafted.pk}/customers/?export=csv&purpose=learn")
    sent = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, first, *_ = sent.splitlines()
    assert head.startswith("Name,Play,Expected gain,Expected return,Currency,Cost,Currency,Why")
    assert "To learn: nothing is known yet" in first
    assert "Round for edition 4-Customers and their plays.csv" in answer["Content-Disposition"]
