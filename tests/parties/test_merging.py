"""Two parties found to be one: what moves, what counts, who is told what, and the way back."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import models

from everfair.contact.models import Interaction
from everfair.house.models import User
from everfair.jobs.worker import Worker
from everfair.journal.models import Entry
from everfair.names import Decision
from everfair.parties import refusals
from everfair.parties.duplicates import Likeness, find_duplicates, keep_found, waiting
from everfair.parties.matching import Matcher
from everfair.parties.merging import Wish, merge_many
from everfair.parties.models import ContactPoint, Merge, Name, Party, PossibleDuplicate, RecordedParty
from everfair.parties.preview import merge_preview
from everfair.parties.search import search
from everfair.parties.settling import gather_strays
from everfair.relations.models import LedgerEntry, Relationship, StageOverride
from everfair.shows.models import Edition, Participation, Role, Series, Stand
from everfair.work.models import Job
from tests.conftest import Cast
from tests.parties.made import names_of, organisation, person

pytestmark = pytest.mark.django_db

# Keys to a party that merging leaves alone, and why.
LEFT_ALONE = {
    "parties.Party.merged_into": "is the forest of merges itself",
    "parties.Merge.survivor": "tells of a decision",
    "parties.Merge.absorbed": "tells of a decision",
    "parties.KeepApart.first": "tells of a decision, asked through the trees",
    "parties.KeepApart.second": "tells of a decision, asked through the trees",
    "parties.PossibleDuplicate.first": "is brought to the survivor as a question of its own",
    "parties.PossibleDuplicate.second": "is brought to the survivor as a question of its own",
}


@pytest.fixture
def pair() -> tuple[Party, Party]:
    return organisation("杭州青山画廊有限公司", city="杭州"), organisation("青山画廊", "Qingshan Gallery")


@pytest.fixture
def edition(cast: Cast) -> Edition:
    return Edition.objects.create(series=cast.series, ordinal=1, label="1")


@pytest.fixture
def exhibitor() -> Role:
    return Role.objects.get_or_create(code="exhibitor", defaults={"side": "exhibitor"})[0]


def possible(one: Party, other: Party, score: float = 0.8) -> PossibleDuplicate:
    first, second = sorted((one, other), key=lambda party: party.pk)
    return PossibleDuplicate.objects.create(
        first=first, second=second, score=score, reasons=[["same_bare", {}]]
    )


def test_every_key_to_a_party_is_recorded_or_left_alone_for_a_reason() -> None:
    found = set()
    for model in apps.get_models():
        kept = {field.of for field in model._meta.concrete_fields if isinstance(field, RecordedParty)}
        for field in model._meta.concrete_fields:
            to_party = isinstance(field, models.ForeignKey) and field.related_model is Party
            if to_party and not isinstance(field, RecordedParty) and field.name not in kept:
                found.add(f"{model._meta.label}.{field.name}")
    assert found == set(LEFT_ALONE)


def test_the_survivor_has_all_names_and_a_card(pair: tuple[Party, Party], director: User) -> None:
    survivor, absorbed = pair
    survivor.merge(absorbed, by=director)
    assert names_of(survivor) == ["Qingshan Gallery", "杭州青山画廊有限公司", "青山画廊"]
    assert (survivor.zh, survivor.en, survivor.city) == ("杭州青山画廊有限公司", "Qingshan Gallery", "杭州")
    assert absorbed.merged_into == survivor
    assert absorbed.root == survivor


def test_both_names_find_the_survivor_at_once(pair: tuple[Party, Party], director: User) -> None:
    survivor, absorbed = pair
    survivor.merge(absorbed, by=director)
    assert search("Qingshan") == [survivor]
    assert search("hzqshl") == [survivor]


def test_a_merge_is_in_the_journal_with_ids_and_codes_only(pair: tuple[Party, Party], director: User) -> None:
    survivor, absorbed = pair
    survivor.merge(absorbed, by=director, reasons=[["same_mailbox", {"value": "zeng@example.cn"}]])
    entry = Entry.objects.get(verb="party.merge")
    assert (entry.actor, entry.party_id) == (director, survivor.pk)
    assert entry.params == {"survivor": survivor.pk, "absorbed": absorbed.pk, "reasons": ["same_mailbox"]}
    Merge.objects.get().undo(by=director)
    assert Entry.objects.filter(verb="party.unmerge", party_id=survivor.pk).count() == 1
    assert Job.objects.filter(name="parties.index").count() == 2


def test_of_two_contact_points_alike_one_counts_and_both_come_back(pair: tuple[Party, Party]) -> None:
    for party in pair:
        ContactPoint.objects.create(party=party, kind="email", value="hi@example.cn", key="hi@example.cn")
    merged = pair[0].merge(pair[1], by=None)
    assert ContactPoint.objects.filter(party=pair[0]).count() == 1
    merged.undo(by=None)
    assert [ContactPoint.objects.filter(party=party).count() for party in pair] == [1, 1]


def test_the_stands_of_both_count_for_the_one_participation(
    pair: tuple[Party, Party], edition: Edition, exhibitor: Role
) -> None:
    for number, party in enumerate(pair):
        taken = Participation.objects.create(party=party, edition=edition, role=exhibitor)
        Stand.objects.create(participation=taken, number=f"A{number}", natural_key=f"A{number}", area_dm2=900)
    merged = pair[0].merge(pair[1], by=None)
    (live,) = Participation.objects.filter(edition=edition)
    assert live.recorded_party == pair[0]
    assert sorted(live.gathered("stands").values_list("number", flat=True)) == ["A0", "A1"]
    merged.undo(by=None)
    assert [p.gathered("stands").count() for p in Participation.objects.filter(edition=edition)] == [1, 1]


def test_overrides_of_a_superseded_relationship_are_gathered(pair: tuple[Party, Party], cast: Cast) -> None:
    held = [Relationship.objects.create(party=party, series=cast.series) for party in pair]
    StageOverride.objects.create(relationship=held[1], stage="trust", reason="known for years")
    pair[0].merge(pair[1], by=None)
    (live,) = Relationship.objects.filter(series=cast.series)
    assert live == held[0]
    assert [o.stage for o in live.gathered("overrides")] == ["trust"]


def test_editing_the_row_that_counts_brings_back_the_one_it_stood_for(pair: tuple[Party, Party]) -> None:
    for party in pair:
        Name.objects.create(party=party, text="青山", kind="alias")
    pair[0].merge(pair[1], by=None)
    own = Name.objects.get(party=pair[0], text="青山")
    Name.objects.filter(pk=own.pk).update(text="青山居")
    assert Name.objects.filter(party=pair[0], kind="alias").count() == 2


def test_what_came_after_the_merge_stays_with_the_survivor(pair: tuple[Party, Party]) -> None:
    survivor, absorbed = pair
    merged = survivor.merge(absorbed, by=None)
    Name.objects.create(party=survivor, text="QS Art", kind="alias")
    merged.undo(by=None)
    assert "QS Art" in names_of(survivor)
    assert names_of(absorbed) == ["Qingshan Gallery", "青山画廊"]


def test_a_wish_to_be_left_alone_comes_along_and_goes_again(pair: tuple[Party, Party]) -> None:
    survivor, absorbed = pair
    Party.objects.filter(pk=absorbed.pk).update(do_not_contact=True)
    merged = survivor.merge(absorbed, by=None)
    assert survivor.is_not_contacted
    merged.undo(by=None)
    survivor.refresh_from_db()
    assert not survivor.is_not_contacted


def test_a_chain_leads_to_its_root(pair: tuple[Party, Party]) -> None:
    top = organisation("青山文化集团")
    below = pair[0].merge(pair[1], by=None)
    top.merge(pair[0], by=None)
    assert pair[1].root == top
    assert len(names_of(top)) == 4
    below.undo(by=None)
    assert names_of(pair[1]) == ["Qingshan Gallery", "青山画廊"]
    assert len(names_of(top)) == 2


def test_refused_are(pair: tuple[Party, Party], director: User) -> None:
    survivor, absorbed = pair
    stranger, keeper = organisation("白石"), person("曾国藩")
    with pytest.raises(refusals.SameParty):
        survivor.merge(survivor, by=director)
    with pytest.raises(refusals.KindsDiffer):
        survivor.merge(keeper, by=director)
    merged = survivor.merge(absorbed, by=director)
    with pytest.raises(refusals.SameParty):
        absorbed.merge(survivor, by=director)
    with pytest.raises(refusals.MergedAway):
        stranger.merge(absorbed, by=director)
    assert merged.undo(by=director)
    assert not merged.undo(by=director)


def test_kept_apart_is_not_merged_unless_meant(pair: tuple[Party, Party], director: User) -> None:
    question = possible(*pair)
    apart = pair[0].keep_apart(pair[1], by=director)
    question.refresh_from_db()
    assert (question.state, question.decided_by) == ("apart", director)
    with pytest.raises(refusals.WasKeptApart):
        pair[0].merge(pair[1], by=director)
    assert pair[1].keep_apart(pair[0], by=director) == apart
    assert apart.lift(by=director)
    assert not apart.lift(by=director)
    question.refresh_from_db()
    assert question.state == "open"
    pair[0].merge(pair[1], by=director)


def test_questions_about_the_absorbed_go_to_the_survivor_and_back(pair: tuple[Party, Party]) -> None:
    third = organisation("青山画廊文化")
    possible(pair[1], third, 0.7)
    possible(*pair)
    merged = pair[0].merge(pair[1], by=None)
    (brought,) = waiting().filter(state="open")
    assert {brought.first, brought.second} == {pair[0], third}
    merged.undo(by=None)
    asked = {frozenset((q.first_id, q.second_id)) for q in waiting().filter(state="open")}
    assert asked == {frozenset((pair[1].pk, third.pk)), frozenset((pair[0].pk, pair[1].pk))}


def test_three_alike_become_one_in_one_go(pair: tuple[Party, Party], director: User) -> None:
    third = organisation("青山")
    done, refused = merge_many(
        [Wish(pair[0].pk, pair[1].pk), Wish(pair[1].pk, third.pk), Wish(pair[0].pk, third.pk)], by=director
    )
    assert len(done) == 2
    assert [code for *_, code in refused] == ["same_party"]
    assert third.root == pair[0]


def test_the_preview_says_what_would_move_and_writes_nothing(
    pair: tuple[Party, Party], edition: Edition, exhibitor: Role
) -> None:
    for party in pair:
        Participation.objects.create(party=party, edition=edition, role=exhibitor)
    preview = merge_preview(*pair)
    moving = {kind.kind: (kind.moving, kind.alike) for kind in preview.moving}
    assert preview.survivor == pair[0]
    assert moving["shows.Participation"] == (1, 1)
    assert merge_preview(*pair, survivor=pair[1]).absorbed == pair[0]
    assert not Merge.objects.exists()


def test_a_row_written_for_a_party_just_merged_away_is_gathered(pair: tuple[Party, Party]) -> None:
    survivor, absorbed = pair
    survivor.merge(absorbed, by=None)
    Name.objects.create(party=absorbed, text="late", kind="alias")
    assert gather_strays() == 1
    assert "late" in names_of(survivor)


def test_undone_the_parties_are_met_apart_again(pair: tuple[Party, Party]) -> None:
    from everfair.names import Record

    pair[0].merge(pair[1], by=None).undo(by=None)
    (found,) = Matcher().match([Record(names=("Qingshan Gallery",))])
    assert found.certain is not None
    assert found.certain.party_id == pair[1].pk


def test_who_came_while_merged_has_a_relationship_when_that_is_undone(
    pair: tuple[Party, Party], cast: Cast, edition: Edition, exhibitor: Role
) -> None:
    survivor, absorbed = pair
    shared = Relationship.objects.create(party=absorbed, series=edition.series)
    merge = survivor.merge(absorbed, by=None)
    Participation.take_part(survivor, edition, exhibitor, status="came", by=cast.director)
    assert Relationship.objects.get() == shared
    merge.undo(by=None)
    Worker().run_until_idle()
    assert {one.party for one in Relationship.objects.all()} == {survivor, absorbed}
    assert Relationship.objects.get(party=absorbed) == shared


def test_who_was_dealt_with_while_merged_has_a_relationship_when_that_is_undone(
    pair: tuple[Party, Party], cast: Cast
) -> None:
    survivor, absorbed = pair
    Relationship.objects.create(party=survivor, series=cast.series, side="sponsor")
    merge = survivor.merge(absorbed, by=None)
    told = {"series": cast.series, "occurred_on": "2026-01-01"}
    Interaction.objects.create(party=survivor, recorded_party=absorbed, channel="phone", **told)
    LedgerEntry.objects.create(
        party=survivor,
        recorded_party=absorbed,
        side="visitor",
        amount_minor=1,
        currency="CNY",
        kind="economic",
        **told,
    )
    merge.undo(by=None)
    Worker().run_until_idle()
    assert [one.side for one in Relationship.objects.filter(party=absorbed)] == ["visitor"]
    assert [one.side for one in Relationship.objects.filter(party=survivor)] == ["sponsor"]


def test_a_shared_employment_is_one_after_the_persons_are_merged(pair: tuple[Party, Party]) -> None:
    keeper, again = person("曾国藩", works_for=pair[0]), person("曾國藩", works_for=pair[0])
    merged = keeper.merge(again, by=None)
    assert pair[0].staff.count() == 1
    merged.undo(by=None)
    assert pair[0].staff.count() == 2


def test_the_oldest_counts_where_neither_is_the_survivors_own(cast: Cast, exhibitor: Role) -> None:
    parties = [organisation(f"第{n}家") for n in "一二三"]
    edition = Edition.objects.create(series=cast.series, ordinal=9, label="9", starts_on=dt.date(2024, 1, 1))
    rows = [Participation.objects.create(party=p, edition=edition, role=exhibitor) for p in parties[1:]]
    for party in parties[1:]:
        parties[0].merge(party, by=None)
    assert list(Participation.objects.filter(edition=edition)) == rows[:1]


def test_series_are_untouched(pair: tuple[Party, Party], cast: Cast) -> None:
    pair[0].merge(pair[1], by=cast.director)
    assert Series.objects.count() == 2


def test_asking_for_the_same_merge_again_changes_nothing(pair: tuple[Party, Party], director: User) -> None:
    survivor, absorbed = pair
    merged = survivor.merge(absorbed, by=director, reasons=[["same_core", {}]], score=0.9)
    assert survivor.merge(absorbed, by=None) == merged
    assert (Merge.objects.get().by, Merge.objects.get().score) == (director, 0.9)
    assert Entry.objects.filter(verb="party.merge").count() == 1


def test_the_preview_tells_the_refusal_one_would_meet(pair: tuple[Party, Party], director: User) -> None:
    survivor, absorbed = pair
    assert survivor.preview_merge(absorbed).refusal == ""
    assert survivor.preview_merge(person("曾青")).refusal == "kinds_differ"
    survivor.keep_apart(absorbed, by=director)
    assert survivor.preview_merge(absorbed).refusal == "was_kept_apart"
    survivor.merge(absorbed, by=director, despite_apart=True)
    assert survivor.preview_merge(absorbed).refusal == "same_party"


def test_what_somebody_decided_keeps_the_score_they_saw(pair: tuple[Party, Party], director: User) -> None:
    keep_found(find_duplicates([pair[0].pk]))
    question = PossibleDuplicate.objects.get()
    pair[0].keep_apart(pair[1], by=director)
    again = Likeness(question.first_id, question.second_id, Decision("doubtful", 0.51, ()))
    assert keep_found([again]) == 0
    assert PossibleDuplicate.objects.get().score == question.score
