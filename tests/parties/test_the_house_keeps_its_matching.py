"""What matching knows is kept a kind; people draw the lines, and their answers are handed to the next run."""

import pytest

from everfair.house.models import User
from everfair.journal.models import Entry, StaleEdit
from everfair.parties.decisions import decisions
from everfair.parties.models import LinkageModel, Party, PossibleDuplicate, Thresholds
from tests.parties.made import organisation

pytestmark = pytest.mark.django_db
KIND = Party.Kind.ORGANISATION
COUNTS = [0] * (len(LinkageModel.EDGES) - 2) + [7]


def learn(parameters: dict[str, object] | None = None) -> LinkageModel:
    return LinkageModel.keep(
        KIND, parameters=parameters or {"m": [0.9]}, histogram=COUNTS, records=10, pairs=7
    )


def asked(one: Party, other: Party, score: float = 0.8) -> PossibleDuplicate:
    return PossibleDuplicate.objects.create(
        first=one, second=other, score=score, reasons=[["same_bare", {"bare": "青山"}]]
    )


def test_before_anything_was_learned_the_usual_lines_hold() -> None:
    assert LinkageModel.current(KIND).thresholds == Thresholds(0.995, 0.5)
    assert LinkageModel.current(KIND).bins == []


def test_what_a_run_learned_is_kept_a_kind() -> None:
    learn()
    learn({"m": [0.95]})
    assert LinkageModel.current(KIND).parameters == {"m": [0.95]}
    assert LinkageModel.current(KIND).bins[-1] == (0.999, 1.0, 7)
    assert LinkageModel.current("person").parameters == {}


def test_a_histogram_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="3 counts"):
        LinkageModel.keep(KIND, parameters={}, histogram=[1, 2, 3], records=1, pairs=6)


def test_drawing_lines_is_journalled_with_what_stood_before(director: User) -> None:
    before = LinkageModel.draw_lines(KIND, Thresholds(0.9, 0.4), by=director, seen=1)
    assert (before, LinkageModel.current(KIND).thresholds) == (Thresholds(0.995, 0.5), Thresholds(0.9, 0.4))
    entry = Entry.objects.get(verb="linkage.draw")
    assert (entry.actor, entry.params["before"]) == (director, [0.995, 0.5])


def test_learning_leaves_the_lines_and_does_not_make_an_edit_stale(director: User) -> None:
    learn()
    seen = LinkageModel.current(KIND).version
    learn()
    LinkageModel.draw_lines(KIND, Thresholds(0.9, 0.4), by=director, seen=seen)
    learn()
    assert LinkageModel.current(KIND).thresholds == Thresholds(0.9, 0.4)


def test_the_slower_of_two_who_draw_lines_is_told(director: User) -> None:
    LinkageModel.draw_lines(KIND, Thresholds(0.9, 0.4), by=director, seen=1)
    with pytest.raises(StaleEdit) as refused:
        LinkageModel.draw_lines(KIND, Thresholds(0.97, 0.4), by=director, seen=1)
    assert refused.value.difference["certain_from"] == (0.9, 0.97)


def test_answers_of_people_are_handed_on_with_what_they_saw(director: User) -> None:
    one, other, third = (organisation(name) for name in ("青山画廊", "青山", "绿水"))
    asked(one, other)
    asked(one, third, 0.6)
    merge = one.merge(other, by=director)
    one.keep_apart(third, by=director)
    told = [(d.first, d.second, d.same, d.score) for d in decisions(KIND)]
    assert told == [(one.pk, other.pk, True, 0.8), (one.pk, third.pk, False, 0.6)]
    merge.undo(by=director)
    assert [d.same for d in decisions(KIND)] == [False]


def test_what_the_machine_joined_teaches_it_nothing() -> None:
    one, other = organisation("青山画廊"), organisation("青山")
    asked(one, other, 1.0)
    one.merge(other, by=None)
    assert list(decisions(KIND)) == []
