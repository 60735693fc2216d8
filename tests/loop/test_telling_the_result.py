"""What a round changed, over all, per segment and per play; and what a hold-out could tell before."""

import random

import pytest
from django.utils import timezone

from everfair.contact.models import Task
from everfair.jobs.rounds import results as results_job
from everfair.jobs.rounds import write_results
from everfair.loop.history import results_of_plays, strongest
from everfair.loop.measuring import changed_since_told, tell_again, tell_rounds_of
from everfair.loop.models import Member, Result, Round
from everfair.loop.telling import Telling, needs_about
from everfair.science.effect import needs_about as needs_about_of_science
from everfair.shows.models import Edition, Participation, Stand
from everfair.shows.scope import scope_of
from everfair.work.models import Job, enqueue
from tests.loop import made
from tests.loop.conftest import House


def started(house: House, customers: int = 200, percent: int = 50) -> Round:
    made.scored(house.run, house.series, customers, chance=0.4)
    drafted = made.bare_round(house.edition, house.run, percent=percent)
    made.segment(drafted, [house.plays["early-choice"]], stages=["trust"])
    drafted.start(by=None)
    return drafted


def come(house: House, of: Round, treated: float, held_out: float) -> None:
    """So large a share of each side comes."""
    for out, share in ((False, treated), (True, held_out)):
        members = list(Member.objects.filter(round=of, is_held_out=out).select_related("relationship"))
        made.came(house.edition, [member.relationship for member in members[: round(len(members) * share)]])


def held(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(is_held=True)


def overall(of: Round) -> Result:
    return Result.objects.get(round=of, segment=None, play=None)


def test_the_difference_over_the_hold_out_is_told_with_its_interval(house: House) -> None:
    of = started(house)
    come(house, of, treated=0.6, held_out=0.4)
    held(house.edition)
    write_results(Round.objects.get(pk=of.pk))
    row = overall(of)
    assert (row.treated, row.treated_came, row.held_out, row.held_out_came) == (100, 60, 100, 40)
    assert row.uplift == pytest.approx(0.2)
    assert row.low is not None and row.high is not None and 0 < row.low < 0.2 < row.high
    assert (row.verdict, row.more) == ("rose", 20)


def test_it_is_told_per_segment_and_per_play_too(house: House) -> None:
    of = started(house)
    come(house, of, treated=0.6, held_out=0.4)
    write_results(of)
    assert {(row.segment_id is not None, row.play_id is not None) for row in of.results.all()} == {
        (False, False),
        (True, False),
        (False, True),
    }
    assert of.results.get(play__isnull=False).uplift == pytest.approx(overall(of).uplift)


def test_too_few_are_said_to_be_too_few_with_how_many_it_takes(house: House) -> None:
    of = started(house, customers=30, percent=20)
    come(house, of, 0.5, 0.5)
    write_results(of)
    row = overall(of)
    assert (row.verdict, row.fewest, row.uplift) == ("too_few", 6, None)
    assert row.needs is not None and row.needs > 100


def test_before_the_edition_a_booking_counts_after_it_only_who_came(house: House) -> None:
    of = started(house)
    members = [member.relationship for member in of.members.select_related("relationship")[:10]]
    made.came(house.edition, members, status="booked")
    write_results(Round.objects.get(pk=of.pk))
    assert overall(of).treated_came + overall(of).held_out_came == 10
    held(house.edition)
    write_results(Round.objects.get(pk=of.pk))
    assert overall(of).treated_came + overall(of).held_out_came == 0


def test_only_what_was_done_has_cost_something(house: House) -> None:
    of = started(house)
    come(house, of, 0.6, 0.4)
    for task in Task.objects.order_by("pk")[:3]:
        task.complete("reached", by=house.cast.director)
    write_results(of)
    assert overall(of).cost_minor == 3 * 4000
    assert overall(of).each_minor == 600


def test_the_money_returned_is_the_additional_ones_at_the_mean_invoice_and_margin(house: House) -> None:
    of = started(house)
    payer = made.scored(house.run, house.series, 1)[0]
    made.came(house.past[-1], [payer])
    Stand.objects.create(
        participation=Participation.objects.get(), natural_key="A1", amount_minor=1_000_000, currency="CNY"
    )
    come(house, of, 0.6, 0.4)
    write_results(of)
    row = overall(of)
    assert row.returned_minor == pytest.approx(20 * 1_000_000 * 0.4, rel=1e-6)
    low, about, high = row.returned_low_minor, row.returned_minor, row.returned_high_minor
    assert low is not None and about is not None and high is not None
    assert low < about < high


def test_telling_again_replaces_what_was_told(house: House) -> None:
    of = started(house)
    write_results(of)
    first = overall(of).pk
    work = enqueue("loop.results", {"round": of.pk})
    assert results_job(work) == {"results": 3}
    assert overall(of).pk != first
    assert Result.objects.count() == 3


def test_a_draft_has_no_result(house: House) -> None:
    drafted = made.bare_round(house.edition, house.run)
    assert results_job(enqueue("loop.results", {"round": drafted.pk})) == {"results": 0}


def test_participations_that_come_in_have_the_rounds_of_their_edition_told_again_once(house: House) -> None:
    of = started(house)
    made.bare_round(house.edition, house.run)
    assert tell_rounds_of([house.edition.pk]) == 1
    assert tell_rounds_of([house.edition.pk, house.past[0].pk]) == 1
    assert Job.objects.filter(name="loop.results").count() == 1
    assert tell_again(of).args == {"round": of.pk}


def test_the_page_can_say_that_more_came_in_since(house: House) -> None:
    of = started(house)
    assert not changed_since_told(of)
    write_results(of)
    assert not changed_since_told(of)
    come(house, of, 0.1, 0.1)
    Participation.objects.update(recorded_at=timezone.now())
    assert changed_since_told(of)


def test_a_planted_effect_is_found_within_its_interval_in_most_rounds(house: House) -> None:
    """Twenty rounds of one house, 25 points planted: the interval has the truth in it in at least sixteen."""
    of = started(house, customers=160)
    covered = 0
    for seed in range(20):
        chooser = random.Random(seed)
        Participation.objects.filter(edition=house.edition).delete()
        members = Member.objects.filter(round=of).select_related("relationship")
        made.came(
            house.edition,
            [m.relationship for m in members if chooser.random() < (0.3 if m.is_held_out else 0.55)],
        )
        write_results(of)
        row = overall(of)
        assert row.low is not None and row.high is not None
        covered += row.low <= 0.25 <= row.high
    assert covered >= 16


def test_what_a_play_did_before_is_found_for_those_who_may_see_the_show(house: House) -> None:
    of = started(house)
    come(house, of, 0.6, 0.4)
    write_results(of)
    play = house.plays["early-choice"]
    told = results_of_plays(scope_of(house.cast.sales))
    assert [row.round for row in told[play.pk]] == [of]
    assert results_of_plays(scope_of(house.cast.stranger)) == {}
    assert results_of_plays(scope_of(house.cast.sales), besides=of) == {}
    best = strongest(told[play.pk])
    assert best is not None and best.is_told


def test_what_a_hold_out_can_tell_grows_with_it() -> None:
    assert Telling(96, 24, 0.4).points == 31
    assert Telling(960, 240, 0.4).points == 10
    assert Telling(96, 9, 0.4).points is None
    assert Telling(96, 24).points == 32


@pytest.mark.parametrize("share", [0.0, 0.05, 0.3, 0.5, 0.95, 1.0])
def test_how_many_it_takes_is_what_the_science_says(share: float) -> None:
    assert needs_about(share) == needs_about_of_science(share)
