"""A draft opens with segments, plays and the round before; people change it until it starts."""

import pytest

from everfair.journal.models import Entry, StaleEdit
from everfair.loop.drafting import EditionHeld, draft_round, refresh_scores
from everfair.loop.models import NotADraft, Play, Round, Segment
from everfair.loop.plan import plan_of, would_take
from everfair.relations.models import AnalysisRun
from tests.loop import made
from tests.loop.conftest import House


def names(of: Round) -> list[str]:
    return list(of.segments.values_list("en", flat=True))


def test_a_draft_opens_with_segments_and_a_play_for_each_stage(house: House) -> None:
    drafted = draft_round(house.edition, by=house.cast.director)
    stages = {stage for segment in drafted.segments.all() for stage in segment.stages}
    assert stages == {"cultivation", "confirmation", "trust", "weakening", "disappearance"}
    assert all(segment.plays.count() == 1 for segment in drafted.segments.all())


def test_a_play_made_for_the_maturity_of_the_show_goes_before_one_for_any(house: House) -> None:
    house.series.maturity = "mature"
    house.series.save()
    drafted = draft_round(house.edition, by=None)
    assert drafted.segments.get(stages=["weakening"]).plays.get().play == house.plays["stand-adjustment"]


def test_no_round_is_drafted_for_an_edition_that_is_over(house: House) -> None:
    with pytest.raises(EditionHeld):
        draft_round(house.past[-1], by=None)


def test_a_draft_can_open_like_the_round_before(house: House) -> None:
    made.scored(house.run, house.series, 3)
    before = made.bare_round(house.edition, house.run, percent=35)
    made.segment(
        before, [house.plays["early-choice"], house.plays["director-visit"]], stages=["trust"], en="Loyal"
    )
    before.start(by=None)
    Play.objects.filter(code="director-visit").update(is_retired=True)
    drafted = draft_round(house.edition, by=None, like=before)
    assert (drafted.previous, drafted.holdout_percent, names(drafted)) == (before, 35, ["Loyal"])
    assert [use.play.code for use in drafted.segments.get().plays.all()] == ["early-choice"]
    assert before.segments.get().plays.count() == 2


def test_each_customer_falls_into_the_first_segment_that_fits(house: House) -> None:
    made.scored(house.run, house.series, 4, chance=0.7)
    made.scored(house.run, house.series, 3, chance=0.2, size=2)
    made.scored(house.run, house.series, 2, stage="weakening", chance=None)
    drafted = made.bare_round(house.edition, house.run)
    sure = made.segment(drafted, stages=["trust"], chance_from=0.5)
    large = made.segment(drafted, sizes=[2])
    made.segment(drafted, stages=["trust"])
    plan = plan_of(drafted)
    assert [line.customers for line in plan.lines] == [4, 3, 0]
    assert plan.rest == 2
    drafted.put_in_order([large.pk, sure.pk], by=None)
    drafted.edit_segment(large, by=None, sizes=[])
    assert [line.customers for line in plan_of(drafted).lines] == [9, 0, 0]


def test_what_a_segment_would_take_is_told_before_it_is_saved(house: House) -> None:
    made.scored(house.run, house.series, 4, chance=0.7)
    made.scored(house.run, house.series, 3, chance=0.2)
    drafted = made.bare_round(house.edition, house.run)
    kept = made.segment(drafted, chance_from=0.5)
    kept.chance_from = 0.0
    assert would_take(drafted, kept) == {kept.pk: 7}
    new = Segment(round=drafted, stages=["trust"], chance_from=0.3, chance_to=1.0)
    assert would_take(drafted, new) == {kept.pk: 4, None: 3}


def test_segments_are_added_removed_and_put_in_order(house: House) -> None:
    drafted = made.bare_round(house.edition, house.run)
    a, b, c = (made.segment(drafted, en=letter) for letter in "abc")
    drafted.move_segment(c, -1, by=None)
    assert names(drafted) == ["a", "c", "b"]
    drafted.put_in_order([b.pk, 10**9, b.pk], by=None)
    assert names(drafted) == ["b", "a", "c"]
    drafted.move_segment(b, -1, by=None)
    drafted.remove_segment(a, by=None)
    assert names(drafted) == ["b", "c"]


def test_every_change_of_a_draft_is_in_the_journal(house: House) -> None:
    drafted = draft_round(house.edition, by=house.cast.director)
    segment = drafted.segments.first()
    assert segment is not None
    drafted.choose(segment, house.plays["director-visit"], by=house.cast.director)
    drafted.edit_segment(segment, by=house.cast.director, chance_to=0.4)
    drafted.edit(by=house.cast.director, budget_minor=5)
    verbs = list(
        Entry.objects.filter(actor=house.cast.director).order_by("pk").values_list("verb", "series_id")
    )
    assert verbs == [
        (verb, house.series.pk)
        for verb in ("round.draft", "round.choose_play", "segment.change", "round.change")
    ]


def test_a_started_round_is_locked(house: House) -> None:
    made.scored(house.run, house.series, 5)
    drafted = made.bare_round(house.edition, house.run)
    segment = made.segment(drafted, [house.plays["early-choice"]])
    stale = Round.objects.get(pk=drafted.pk)
    drafted.start(by=None)
    for act in (
        lambda: stale.add_segment(by=None),
        lambda: stale.edit(by=None, budget_minor=1),
        lambda: stale.edit_segment(segment, by=None, chance_to=0.1),
        lambda: stale.remove_segment(segment, by=None),
        lambda: stale.put_in_order([segment.pk], by=None),
        lambda: stale.choose(segment, house.plays["win-back"], by=None),
        lambda: stale.drop(segment.plays.get(), by=None),
        lambda: stale.discard(by=None),
    ):
        with pytest.raises(NotADraft):
            act()
    assert segment.plays.count() == 1


def test_an_edit_of_what_another_has_changed_is_refused(house: House) -> None:
    drafted = made.bare_round(house.edition, house.run)
    drafted.edit(by=None, seen=1, budget_minor=7)
    with pytest.raises(StaleEdit) as stale:
        Round.objects.get(pk=drafted.pk).edit(by=None, seen=1, budget_minor=9)
    assert stale.value.difference == {"budget_minor": (7, 9)}


def test_a_draft_is_thrown_away(house: House) -> None:
    drafted = draft_round(house.edition, by=None)
    key = drafted.pk
    drafted.discard(by=house.cast.director)
    assert not Round.objects.exists()
    assert Entry.objects.get(verb="round.discard").object_id == key


def test_a_draft_follows_newer_scores_when_asked_a_started_round_does_not(house: House) -> None:
    made.scored(house.run, house.series, 5)
    drafted = made.bare_round(house.edition, house.run)
    made.segment(drafted, [house.plays["early-choice"]])
    newer = AnalysisRun.objects.create(model_version="next")
    newer.publish()
    assert refresh_scores(drafted)
    drafted.refresh_from_db()
    assert drafted.run == newer
    assert not refresh_scores(drafted)


def test_a_cost_in_another_currency_is_not_taken_over(house: House) -> None:
    Play.objects.filter(code="win-back").update(currency="EUR", unit_cost_minor=900)
    drafted = made.bare_round(house.edition, house.run)
    use = drafted.choose(made.segment(drafted), Play.objects.get(code="win-back"), by=None)
    assert use.unit_cost_minor == 0
