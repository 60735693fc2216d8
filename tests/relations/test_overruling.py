"""Staff know better: the stage they say counts until it is lifted."""

import pytest

from everfair.journal.models import Entry
from everfair.parties.models import Party
from everfair.relations.models import Relationship, StageOverride
from everfair.relations.models.overrulable import ReasonMissing
from everfair.relations.standing import standing_of
from tests.conftest import Cast
from tests.relations.published import published


@pytest.fixture
def gallery(cast: Cast) -> Relationship:
    party = Party.objects.create(kind="organisation", zh="青山画廊")
    return Relationship.between(party.pk, cast.series.pk, "exhibitor")


def test_what_staff_say_is_shown_instead_of_what_is_computed(cast: Cast, gallery: Relationship) -> None:
    published({gallery: "weakening"})
    (before,) = standing_of([gallery])
    said = gallery.overrule("trust", "董事长亲口答应", by=cast.sales)
    (after,) = standing_of([gallery])
    assert (before.stage, before.is_overruled) == ("weakening", False)
    assert (after.stage, after.is_overruled, after.override) == ("trust", True, said)
    assert after.score is not None
    assert after.score.stage == "weakening"


def test_lifting_lets_the_computed_stage_count_again(cast: Cast, gallery: Relationship) -> None:
    published({gallery: "weakening"})
    said = gallery.overrule("trust", "电话确认", by=cast.sales)
    assert said.lift(by=cast.director)
    assert not said.lift(by=cast.director)
    assert standing_of([gallery])[0].stage == "weakening"
    said.refresh_from_db()
    assert said.lifted_by == cast.director


def test_a_second_word_takes_the_place_of_the_first_and_both_stay_on_record(
    cast: Cast, gallery: Relationship
) -> None:
    gallery.overrule("trust", "一", by=cast.sales)
    gallery.overrule("disappearance", "公司注销", by=cast.director)
    assert [one.stage for one in StageOverride.objects.filter(lifted_at=None)] == ["disappearance"]
    assert gallery.overrides.count() == 2
    assert standing_of([gallery])[0].stage == "disappearance"


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_is_overruled(cast: Cast, gallery: Relationship, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        gallery.overrule("trust", reason, by=cast.sales)
    assert not gallery.overrides.exists()


def test_both_are_in_the_journal_and_the_reason_can_be_erased(cast: Cast, gallery: Relationship) -> None:
    said = gallery.overrule("trust", "电话确认", by=cast.sales)
    said.lift(by=cast.director)
    first, second = Entry.objects.filter(party_id=gallery.party_id).order_by("id")
    assert (first.verb, first.actor, first.params["stage"]) == ("relationship.overrule", cast.sales, "trust")
    assert "电话确认" not in str(first.params)
    assert first.detail.values == {"reason": "电话确认"}
    assert (second.verb, second.actor) == ("relationship.lift", cast.director)


def test_what_has_not_been_analysed_has_no_stage(cast: Cast, gallery: Relationship) -> None:
    (standing,) = standing_of([gallery])
    assert (standing.stage, standing.score, standing.probability) == ("", None, None)


def test_many_relationships_take_three_queries(cast: Cast, django_assert_num_queries: object) -> None:
    held = [
        Relationship.between(Party.objects.create(kind="organisation").pk, cast.series.pk, "exhibitor")
        for _ in range(20)
    ]
    published(dict.fromkeys(held, "trust"))
    with django_assert_num_queries(3):  # type: ignore[operator]
        standings = standing_of(held)
    assert [one.relationship for one in standings] == held
    assert {one.stage_word for one in standings} <= {"信任", "Trust"}
