"""Several people decide at the same moment: one decision counts, nothing goes round in a circle, no row is lost."""

import threading
from collections.abc import Callable, Iterable

import pytest
from django.db import connection, transaction

from everfair.journal.models import StaleEdit
from everfair.parties import forest, refusals
from everfair.parties.joining import join_certain
from everfair.parties.merging import Wish, merge_many
from everfair.parties.models import (
    KeepApart,
    LinkageModel,
    Merge,
    Name,
    Party,
    PossibleDuplicate,
    Thresholds,
)
from everfair.parties.settling import gather_strays
from tests.parties.made import organisation

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 12


def at_once(deeds: Iterable[Callable[[], object]]) -> list[object]:
    """What each deed answered, or the refusal it met."""
    deeds = list(deeds)
    start = threading.Barrier(len(deeds))
    answers: list[object] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        try:
            start.wait(10)
            answers[place] = deed()
        except refusals.Refusal as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def merging_of(survivor: Party, absorbed: Party) -> Callable[[], object]:
    one, other = Party.objects.get(pk=survivor.pk), Party.objects.get(pk=absorbed.pk)
    return lambda: one.merge(other, by=None)


def goes_round(parties: Iterable[Party]) -> bool:
    into = dict(Party.objects.values_list("pk", "merged_into_id"))
    for party in parties:
        pk, steps = party.pk, 0
        while (above := into[pk]) is not None:
            pk, steps = above, steps + 1
            if steps > len(into):
                return True
    return False


def test_two_who_merge_each_other_way_round_do_it_once() -> None:
    for _ in range(ROUNDS):
        a, b = organisation("青山", indexed=False), organisation("青山画廊", indexed=False)
        answers = at_once([merging_of(a, b), merging_of(b, a)])
        assert sum(isinstance(answer, refusals.Refusal) for answer in answers) == 1
        assert not goes_round([a, b])


def test_without_the_guard_they_would_go_round() -> None:
    """The control: both look first, then both write."""
    a, b = organisation("青山", indexed=False), organisation("青山画廊", indexed=False)
    looked = threading.Barrier(2)

    def unguarded(survivor: Party, absorbed: Party) -> Callable[[], object]:
        def deed() -> object:
            assert (
                not Party.objects.filter(pk__in=[survivor.pk, absorbed.pk]).exclude(merged_into=None).exists()
            )
            looked.wait(10)
            return Party.objects.filter(pk=absorbed.pk).update(merged_into=survivor.pk)

        return deed

    at_once([unguarded(a, b), unguarded(b, a)])
    assert goes_round([a, b])
    Party.objects.update(merged_into=None)


def test_a_ring_of_merges_leaves_a_tree() -> None:
    for _ in range(ROUNDS):
        ring = [organisation(f"青山{n}", indexed=False) for n in "甲乙丙丁"]
        at_once(merging_of(one, other) for one, other in zip(ring, [*ring[1:], ring[0]], strict=True))
        assert not goes_round(ring)
        assert len(set(forest.roots([p.pk for p in ring]).values())) >= 1
        owners = set(Name.objects.filter(recorded_party__in=ring).values_list("party", flat=True))
        assert owners == set(forest.roots([p.pk for p in ring]).values())


def test_a_row_added_while_its_party_is_merged_away_is_not_lost() -> None:
    for round_number in range(ROUNDS):
        a, b = organisation("青山", indexed=False), organisation("青山画廊", indexed=False)

        def add(party: Party = b, text: str = f"note {round_number}") -> object:
            return Name.objects.create(party=party, text=text, kind="alias")

        at_once([merging_of(a, b), add])
        gather_strays()
        assert Name.objects.get(text=f"note {round_number}").party_id == a.pk


def test_undone_twice_at_once_is_undone_once() -> None:
    a, b = organisation("青山", indexed=False), organisation("青山画廊", indexed=False)
    made = a.merge(b, by=None)
    answers = at_once([lambda: made.undo(by=None), lambda: type(made).objects.get(pk=made.pk).undo(by=None)])
    assert sorted(answers) == [False, True]  # type: ignore[type-var]


def test_overlapping_pairs_merged_by_two_at_once_become_one() -> None:
    for _ in range(ROUNDS):
        one, both, other = (organisation(f"青山{word}", indexed=False) for word in "甲乙丙")

        def wish(survivor: Party, absorbed: Party) -> Callable[[], object]:
            return lambda: merge_many([Wish(survivor.pk, absorbed.pk)], by=None)

        at_once([wish(one, both), wish(other, both), wish(one, other)])
        assert not goes_round([one, both, other])
        assert len(set(forest.roots([one.pk, both.pk, other.pk]).values())) == 1
        owners = set(
            Name.objects.filter(recorded_party__in=[one, both, other]).values_list("party", flat=True)
        )
        assert owners == set(forest.roots([one.pk]).values())


def test_a_wall_and_an_automatic_join_at_once_leave_one_of_the_two() -> None:
    for _ in range(ROUNDS):
        one, other = organisation("青山", indexed=False), organisation("青山画廊", indexed=False)
        pair = PossibleDuplicate.objects.create(first=one, second=other, score=1.0)
        pairs = list(PossibleDuplicate.objects.filter(pk=pair.pk).select_related("first", "second"))

        def joining(found: list[PossibleDuplicate] = pairs) -> object:
            return join_certain(found, by=None)

        def walling(first: Party = one, second: Party = other) -> object:
            return first.keep_apart(second, by=None)

        at_once([joining, walling])
        walled = KeepApart.objects.filter(first=one, second=other).exists()
        merged = Merge.objects.filter(absorbed__in=[one, other]).exists()
        assert walled != merged
        pair.refresh_from_db()
        assert pair.state == ("apart" if walled else "merged")


def test_what_a_load_writes_for_held_parties_is_never_left_behind() -> None:
    """A load holds its customers while it writes: whoever merges waits, and moves what was written."""
    for number in range(ROUNDS):
        a, b = organisation("青山", indexed=False), organisation("青山画廊", indexed=False)

        def load(party: Party = b, text: str = f"row {number}") -> object:
            with transaction.atomic():
                root = forest.hold([party.pk])[party.pk]
                return Name.objects.create(party_id=root, text=text, kind="alias")

        at_once([merging_of(a, b), load])
        assert Name.objects.get(text=f"row {number}").party_id == a.pk


def test_two_who_draw_the_lines_at_once_draw_once() -> None:
    LinkageModel.draw_lines("organisation", Thresholds(0.99, 0.5), by=None, seen=1)
    for number in range(ROUNDS):
        seen = LinkageModel.current("organisation").version
        lines = [Thresholds(0.9 + number / 200, 0.4), Thresholds(0.9 + number / 200, 0.3)]

        def draw(wanted: Thresholds, seen: int = seen) -> Callable[[], object]:
            def deed() -> object:
                try:
                    return LinkageModel.draw_lines("organisation", wanted, by=None, seen=seen)
                except StaleEdit as stale:
                    return stale

            return deed

        answers = at_once([draw(wanted) for wanted in lines])
        assert sum(isinstance(answer, StaleEdit) for answer in answers) == 1
