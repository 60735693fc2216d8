"""Starting fixes members and hold-out once and for all; every member gets all plays or none."""

import random
import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from everfair.contact.models import Task
from everfair.jobs.rounds import start as start_job
from everfair.loop.models import Action, CannotStart, CannotWithdraw, Member, Round
from everfair.loop.models.startable import hold_out
from everfair.loop.plan import plan_of
from everfair.parties.models import Party
from everfair.relations.models import Relationship
from everfair.work.models import enqueue
from tests.loop import made
from tests.loop.conftest import House


def ready(house: House, customers: int = 50, **values: int) -> Round:
    """A round with one segment of two plays over so many customers."""
    made.scored(house.run, house.series, customers)
    drafted = made.bare_round(house.edition, house.run, **values)
    made.segment(drafted, [house.plays["early-choice"], house.plays["joint-event"]], stages=["trust"])
    return drafted


def test_every_member_is_treated_with_all_plays_or_held_out_with_none(house: House) -> None:
    drafted = ready(house)
    drafted.start(by=house.cast.director)
    counts = Counter((member.is_held_out, member.actions.count()) for member in drafted.members.all())
    assert counts == {(False, 2): 40, (True, 0): 10}
    held_out = Party.objects.filter(relationships__memberships__is_held_out=True)
    assert not Task.objects.filter(party__in=held_out).exists()


def test_tasks_lie_on_the_desk_of_the_plays_owner_else_of_the_customers(house: House) -> None:
    made.scored(house.run, house.series, 2, owner=house.cast.sales)
    drafted = made.bare_round(house.edition, house.run, percent=0)
    segment = made.segment(drafted)
    drafted.choose(segment, house.plays["early-choice"], by=None, owner=house.cast.service)
    drafted.choose(segment, house.plays["joint-event"], by=None, deadline=timezone.localdate())
    drafted.start(by=None)
    assert set(Task.objects.values_list("assignee__username", "due_on")) == {
        ("service", None),
        ("sales", timezone.localdate()),
    }


def test_the_hold_out_is_fixed_by_its_seed_and_can_be_drawn_again(house: House) -> None:
    drafted = ready(house)
    drafted.start(by=None)
    everyone = list(drafted.members.values_list("relationship_id", flat=True))
    drawn = set(drafted.members.filter(is_held_out=True).values_list("relationship_id", flat=True))
    assert drafted.seed != 0
    assert hold_out(everyone[::-1], 10, random.Random(drafted.seed)) == drawn
    assert hold_out(everyone, 10, random.Random(drafted.seed + 1)) != drawn


def test_the_draw_gives_everybody_the_same_chance() -> None:
    """Of 4,000 draws of 4 in 20 each is drawn 800 times, give or take chance: chi-square of 19 degrees below
    its 99.9 % quantile; and pairs are drawn together as often as they should be."""
    drawn: Counter[int] = Counter()
    together = 0
    for seed in range(4000):
        out = hold_out(list(range(20)), 4, random.Random(seed))
        drawn.update(out)
        together += {0, 1} <= out
    chi_square = sum((drawn[number] - 800) ** 2 / 800 for number in range(20)) / (1 - 4 / 20)
    assert chi_square < 43.8
    assert abs(together - 4000 * (4 * 3) / (20 * 19)) < 4 * (126**0.5)


def test_two_rounds_have_different_seeds(house: House) -> None:
    first = ready(house)
    first.start(by=None)
    seed = first.seed
    first.withdraw(by=None)
    first.start(by=None)
    assert first.seed not in {0, seed}


def test_a_segment_has_a_hold_out_of_its_own(house: House) -> None:
    made.scored(house.run, house.series, 30)
    made.scored(house.run, house.series, 30, stage="weakening")
    drafted = made.bare_round(house.edition, house.run, percent=10)
    made.segment(drafted, [house.plays["early-choice"]], stages=["trust"])
    made.segment(drafted, [house.plays["cause-call"]], stages=["weakening"], holdout_percent=50)
    drafted.start(by=None)
    assert [line.held_out for line in plan_of(drafted).lines] == [3, 15]


def test_the_plan_foretells_exactly_what_starting_does(house: House) -> None:
    made.scored(house.run, house.series, 33)
    made.scored(house.run, house.series, 7, stage="weakening")
    made.scored(house.run, house.series, 9, stage="cultivation")
    drafted = made.bare_round(house.edition, house.run, percent=15)
    made.segment(drafted, [house.plays["early-choice"], house.plays["joint-event"]], stages=["trust"])
    made.segment(drafted, [house.plays["cause-call"]], stages=["weakening"])
    made.segment(drafted, stages=["cultivation"])
    planned = plan_of(drafted)
    drafted.start(by=None)
    fixed = plan_of(drafted)
    for name in ("customers", "treated", "held_out", "cost_minor", "tasks"):
        assert getattr(planned, name) == getattr(fixed, name), name
    assert fixed.tasks == Task.objects.count() == Action.objects.count()


def test_customers_of_a_segment_without_plays_are_left_alone(house: House) -> None:
    drafted = ready(house, 5)
    made.scored(house.run, house.series, 4, stage="cultivation")
    made.segment(drafted, stages=["cultivation"])
    drafted.start(by=None)
    assert set(drafted.members.values_list("stage", flat=True)) == {"trust"}


def test_those_who_are_to_be_left_in_peace_or_have_booked_are_not_in_it(house: House) -> None:
    drafted = ready(house, 10)
    related = list(Relationship.objects.order_by("pk"))
    Party.objects.filter(pk=related[0].party_id).update(do_not_contact=True)
    Party.objects.filter(pk=related[1].party_id).update(absorbed_do_not_contact=True)
    made.came(house.edition, [related[2]], status="booked")
    made.came(house.edition, [related[3]], status="invited")
    drafted.start(by=None)
    assert set(drafted.members.values_list("relationship_id", flat=True)) == {one.pk for one in related[3:]}


def test_what_staff_say_of_the_stage_goes_before_the_score(house: House) -> None:
    drafted = ready(house, 3)
    first = Relationship.objects.order_by("pk").first()
    assert first is not None
    first.overrule("disappearance", "closed down", by=house.cast.sales)
    drafted.start(by=None)
    assert first.pk not in set(drafted.members.values_list("relationship_id", flat=True))


def test_who_comes_later_is_not_added(house: House) -> None:
    drafted = ready(house, 5)
    drafted.start(by=None)
    made.scored(house.run, house.series, 5)
    assert drafted.members.count() == 5
    assert plan_of(drafted).customers == 5


def test_a_second_round_of_the_edition_does_not_take_the_same_customers(house: House) -> None:
    first = ready(house, 10)
    first.start(by=None)
    made.scored(house.run, house.series, 3)
    second = made.bare_round(house.edition, house.run)
    made.segment(second, [house.plays["early-choice"]])
    plan = plan_of(second)
    assert (plan.customers, plan.elsewhere) == (3, 10)
    second.start(by=None)
    assert Member.objects.values("relationship").distinct().count() == Member.objects.count() == 13


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("no_scores", {"run": None}),
        ("over_budget", {"budget_minor": 1}),
    ],
)
def test_why_it_cannot_start_is_said_and_nothing_is_left_behind(
    house: House, code: str, change: dict[str, object]
) -> None:
    drafted = ready(house)
    Round.objects.filter(pk=drafted.pk).update(**change)
    with pytest.raises(CannotStart) as refusal:
        Round.objects.get(pk=drafted.pk).start(by=None)
    assert refusal.value.code == code
    assert Round.objects.get(pk=drafted.pk).is_draft
    assert not Member.objects.exists()
    assert not Task.objects.exists()


def test_a_round_over_budget_says_both_figures(house: House) -> None:
    drafted = ready(house, 10, budget_minor=311999)
    with pytest.raises(CannotStart) as refusal:
        drafted.start(by=None)
    assert refusal.value.params == {"cost": 312000, "budget": 311999, "currency": "CNY"}
    drafted.refresh_from_db()
    drafted.edit(by=None, budget_minor=312000)
    drafted.start(by=None)
    assert drafted.is_running


def test_a_round_for_an_edition_held_meanwhile_or_with_nobody_or_nothing_does_not_start(house: House) -> None:
    nothing = made.bare_round(house.edition, house.run)
    made.segment(nothing)
    nobody = made.bare_round(house.edition, house.run)
    made.segment(nobody, [house.plays["early-choice"]])
    for drafted, code in ((nothing, "no_plays"), (nobody, "nobody")):
        with pytest.raises(CannotStart, match=code):
            drafted.start(by=None)
    house.edition.is_held = True
    house.edition.save()
    with pytest.raises(CannotStart, match="edition_held"):
        nobody.start(by=None)


def test_a_second_start_finds_it_started(house: House) -> None:
    drafted = ready(house, 5)
    again = Round.objects.get(pk=drafted.pk)
    drafted.start(by=None)
    with pytest.raises(CannotStart, match="not_draft"):
        again.start(by=None)
    assert Task.objects.count() == 8


def test_the_job_that_finds_it_started_is_content(house: House) -> None:
    drafted = ready(house, 5)
    work = enqueue("loop.start", {"round": drafted.pk}, by=house.cast.director)
    assert start_job(work) == start_job(work) == {"members": 5, "tasks": 8}
    drafted.refresh_from_db()
    assert drafted.started_by == house.cast.director


def test_the_job_says_why_it_could_not_start(house: House) -> None:
    drafted = ready(house, 5, budget_minor=10)
    work = enqueue("loop.start", {"round": drafted.pk})
    assert start_job(work) == {"refused": "over_budget", "cost": 156000, "budget": 10, "currency": "CNY"}


def test_a_start_is_taken_back_while_nothing_has_come_of_it(house: House) -> None:
    drafted = ready(house, 5)
    drafted.start(by=None)
    assert Round.objects.get(pk=drafted.pk).may_be_withdrawn
    drafted.withdraw(by=house.cast.director)
    assert Round.objects.get(pk=drafted.pk).is_draft
    assert not (Task.objects.exists() or Member.objects.exists() or Action.objects.exists())
    drafted.start(by=None)
    task = Task.objects.first()
    assert task is not None
    task.complete("reached", by=house.cast.director)
    assert not drafted.may_be_withdrawn
    with pytest.raises(CannotWithdraw) as refusal:
        drafted.withdraw(by=None)
    assert refusal.value.outcomes == 1
    assert drafted.members.count() == 5


def test_closing_cancels_what_is_still_to_do_and_reopening_brings_it_back(house: House) -> None:
    drafted = ready(house, 5)
    assert not drafted.close(by=None)
    drafted.start(by=None)
    done, dropped = Task.objects.order_by("pk")[:2]
    done.complete("interested", by=house.cast.director)
    Task.objects.filter(pk=dropped.pk).update(cancelled_at=timezone.now())
    assert drafted.close(by=house.cast.director)
    assert drafted.state == "closed"
    assert not Task.objects.filter(done_at=None, cancelled_at=None).exists()
    assert drafted.reopen(by=None)
    assert drafted.is_running
    assert Task.objects.filter(done_at=None, cancelled_at=None).count() == 6
    dropped.refresh_from_db()
    assert dropped.cancelled_at is not None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_started_by_many_at_once_it_starts_once(house: House) -> None:
    drafted = ready(house, 40)
    refused = at_once(12, lambda: Round.objects.get(pk=drafted.pk).start(by=None))
    assert Counter(refused) == {"not_draft": 11, "": 1}
    assert (Member.objects.count(), Task.objects.count()) == (40, 64)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_rounds_started_at_once_share_no_customer(house: House) -> None:
    rounds = [ready(house, 40), made.bare_round(house.edition, house.run)]
    made.segment(rounds[1], [house.plays["early-choice"]])
    keys = [each.pk for each in rounds]
    refused = at_once(2, lambda: Round.objects.get(pk=keys.pop()).start(by=None))
    assert sorted(refused) == ["", "nobody"]
    assert Member.objects.count() == 40


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_outcome_and_a_withdrawal_at_once_leave_one_of_both(house: House) -> None:
    drafted = ready(house, 10)
    drafted.start(by=None)
    key = Task.objects.values_list("pk", flat=True)[0]
    acts: list[Callable[[], object]] = [
        lambda: Round.objects.get(pk=drafted.pk).withdraw(by=None),
        lambda: Task(pk=key, party_id=1).complete("reached", by=house.cast.director),
    ]
    at_once(2, lambda: acts.pop()())  # noqa: PLW0108  each thread takes its own
    drafted.refresh_from_db()
    assert drafted.is_draft == (not Task.objects.exists())
    assert Member.objects.count() == (0 if drafted.is_draft else 10)


def at_once(count: int, act: Callable[[], object]) -> list[str]:
    """Let so many threads act together; the code of each one's refusal, or nothing."""
    gate = threading.Barrier(count)
    refused: list[str] = []

    def go() -> None:
        gate.wait()
        try:
            act()
            refused.append("")
        except CannotStart as refusal:
            refused.append(refusal.code)
        except (CannotWithdraw, Task.DoesNotExist) as refusal:
            refused.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused
