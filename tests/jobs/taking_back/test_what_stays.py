"""What somebody has built on since stays when a load is taken back, and it is said why."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from everfair.contact.models import Interaction, Task
from everfair.desk.customers.listing.kept import counted
from everfair.intake.models import Batch, Remaining
from everfair.jobs.taking_back.here import Revoker
from everfair.parties import by_hand
from everfair.parties.models import ContactPoint, Name, Organisation, Party
from everfair.relations.models import AnalysisRun, Relationship
from everfair.shows.models import Edition, Participation, Role, RoleHolding, Series, Stand
from tests.conftest import Cast
from tests.jobs.taking_back.lists import BEFORE, LISTS, brought, taken_back
from tests.parties.made import organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(tmp_path: Path) -> Batch:
    brought(tmp_path, "participations", BEFORE, "before.csv")
    return brought(tmp_path, "participations", LISTS["participations"])


def party(name: str) -> Party:
    return Party.objects.get(names__text=name)


def why(batch: Batch) -> set[tuple[str, str]]:
    return set(Remaining.objects.filter(batch=batch).values_list("object_type", "why"))


def why_party(batch: Batch, one: Party) -> Any:
    return Remaining.objects.filter(batch=batch, object_type="parties.party", object_id=one.pk).first()


BAIYUN, JINJIANG, QINGSHAN = "广州白云陶瓷有限公司", "成都锦江漆器有限公司", "杭州青山画廊有限公司"


def test_a_customer_with_a_task_stays_under_its_name_and_what_the_list_said_of_it_goes(
    loaded: Batch, cast: Cast
) -> None:
    baiyun = party(BAIYUN)
    Task.objects.create(party=baiyun, title="打电话", due_on=timezone.localdate(), created_by=cast.sales)
    batch = taken_back(loaded)
    held = why_party(batch, baiyun)
    assert (held.why, held.held_by) == ("in_use", ["contact.task"])
    assert list(Name.objects.filter(party=baiyun).values_list("text", flat=True)) == [BAIYUN]
    assert not Participation.objects.filter(party=baiyun).exists()
    assert not ContactPoint.objects.filter(party=baiyun).exists()
    assert not Party.objects.filter(names__text=JINJIANG).exists()


def test_a_participation_that_somebody_changed_stays_with_its_stands_and_whose_it_is(
    loaded: Batch, cast: Cast
) -> None:
    changed = Participation.objects.get(party=party(BAIYUN))
    changed.change(by=cast.sales, status="cancelled")
    batch = taken_back(loaded)
    assert Participation.objects.get(pk=changed.pk).status == "cancelled"
    assert Stand.objects.filter(participation=changed, number="C-03").exists()
    assert Relationship.objects.filter(party=changed.party_id).exists()
    assert ("shows.participation", "changed") in why(batch)
    assert why_party(batch, party(BAIYUN)).why == "changed"
    assert Edition.objects.filter(pk=changed.edition_id).exists()
    assert ("shows.edition", "in_use") in why(batch)


def test_what_was_on_file_says_again_what_it_said_unless_somebody_wrote_something_else(
    loaded: Batch, cast: Cast
) -> None:
    qingshan = party(QINGSHAN)
    mine = Participation.objects.get(party=qingshan, edition__label="2")
    assert (mine.status, mine.note) == ("came", "加位")
    lantian = Organisation.objects.get(party=party("北京蓝田茶业有限公司"))
    assert lantian.city == "北京"
    lantian.change(by=cast.sales, city="天津")
    batch = taken_back(loaded)
    mine.refresh_from_db()
    lantian.refresh_from_db()
    assert (mine.status, mine.note, lantian.city) == ("booked", "", "天津")
    assert list(mine.stands.values_list("number", "area_dm2")) == [("A-01", 3600)]
    assert Remaining.objects.filter(
        batch=batch, object_id=lantian.pk, object_type="parties.organisation"
    ).exists()


def test_a_customer_who_was_merged_stays_and_its_merge_can_still_be_undone(loaded: Batch, cast: Cast) -> None:
    baiyun, qingshan = party(BAIYUN), party(QINGSHAN)
    merge = qingshan.merge(baiyun, by=cast.director)
    batch = taken_back(loaded)
    assert why_party(batch, baiyun).why == "merged"
    assert not Participation.every.filter(recorded_party=baiyun).exists()
    assert merge.undo(by=cast.director)
    baiyun.refresh_from_db()
    assert (baiyun.merged_into_id, baiyun.zh) == (None, BAIYUN)


def test_a_contact_that_was_verified_and_a_name_of_which_the_journal_tells_stay(
    loaded: Batch, cast: Cast
) -> None:
    point = ContactPoint.objects.get(party=party(BAIYUN), kind="website")
    point.verify(cast.sales, date(2024, 5, 1))
    batch = taken_back(loaded)
    assert ContactPoint.objects.filter(pk=point.pk).exists()
    assert ("parties.contactpoint", "changed") in why(batch)
    assert why_party(batch, party(BAIYUN)).why == "changed"


def test_nobody_is_left_without_a_name(loaded: Batch, cast: Cast) -> None:
    lantian = party("北京蓝田茶业有限公司")
    by_hand.remove_name(Name.objects.get(party=lantian, text="北京蓝田茶业有限公司"), by=cast.sales)
    batch = taken_back(loaded)
    assert list(Name.objects.filter(party=lantian).values_list("text", flat=True)) == ["Lantian Tea"]
    assert ("parties.name", "last_name") in why(batch)


def test_what_another_list_says_too_stays(loaded: Batch, tmp_path: Path) -> None:
    lines = ("届,参展商,展位号,状态,网址", f"3,{BAIYUN},C-03,取消,www.baiyun.cn")
    other = brought(tmp_path, "participations", lines, "other.csv")
    batch = taken_back(loaded)
    assert {("shows.participation", "said_again"), ("parties.contactpoint", "said_again")} <= why(batch)
    assert Participation.objects.get(party=party(BAIYUN)).status == "cancelled"
    assert not Party.objects.filter(names__text=JINJIANG).exists()
    taken_back(other)


def test_a_list_of_the_same_file_name_is_another_list(loaded: Batch, tmp_path: Path) -> None:
    lines = ("届,参展商,展位号", "3,武汉东湖茶叶有限公司,C-09")
    brought(tmp_path, "participations", lines, "participations.csv")
    taken_back(loaded)
    assert Participation.objects.filter(party=party("武汉东湖茶叶有限公司")).exists()
    assert not Party.objects.filter(names__text=BAIYUN).exists()


def test_what_comes_between_looking_and_deciding_counts(loaded: Batch, cast: Cast) -> None:
    revoker = Revoker(loaded)
    revoker.foresee()
    assert not Remaining.objects.filter(batch=loaded, object_type="parties.party").exists()
    baiyun = party(BAIYUN)
    Interaction.objects.create(party=baiyun, occurred_on=date(2024, 5, 1), recorded_by=cast.sales)
    revoker.take_back()
    assert why_party(revoker.batch, baiyun).held_by == ["contact.interaction"]


def test_of_shows_for_which_somebody_may_not_bring_lists_in_everything_stays(
    tmp_path: Path, cast: Cast
) -> None:
    """The list speaks of two shows; who brought it has been given one of them since."""
    from everfair.shows.models import Membership

    lines = ("展会,届,参展商", "青山展,1,广州白云陶瓷有限公司", "远山展,1,成都锦江漆器有限公司")
    for name in ("青山展", "远山展"):
        Series.objects.create(slug=name, zh=name)
    batch = brought(tmp_path, "participations", lines, series="")
    Batch.objects.filter(pk=batch.pk).update(created_by=cast.sales)
    Membership.objects.filter(user=cast.sales).delete()
    Membership.objects.create(user=cast.sales, role="sales", series=Series.objects.get(zh="青山展"))
    batch.refresh_from_db()
    batch = taken_back(batch, by=cast.sales)
    assert list(Participation.objects.values_list("edition__series__zh", flat=True)) == ["远山展"]
    assert ("shows.participation", "not_yours") in why(batch)
    assert Party.objects.filter(names__text=JINJIANG).exists()


def test_whoever_may_not_bring_lists_in_any_more_takes_nothing_back(loaded: Batch, cast: Cast) -> None:
    from everfair.jobs.taking_back.job import NotYours
    from everfair.shows.models import Membership

    revoker = Revoker(loaded, cast.director)
    revoker.foresee()
    Membership.objects.filter(user=cast.director).delete()
    with pytest.raises(NotYours):
        revoker.take_back()
    assert Participation.objects.filter(party=party(BAIYUN)).exists()


def test_a_relationship_shared_by_a_merge_stays_for_what_the_survivor_did(loaded: Batch, cast: Cast) -> None:
    baiyun, newcomer = party(BAIYUN), organisation("佛山白云陶瓷有限公司")
    shared = Relationship.objects.get(party=baiyun)
    newcomer.merge(baiyun, by=cast.director)
    role = Participation.objects.filter(edition__series=shared.series)[0].role
    Participation.take_part(newcomer, shared.series.editions.all()[0], role, status="came", by=cast.sales)
    batch = taken_back(loaded)
    assert list(Relationship.objects.filter(party=newcomer)) == [shared]
    assert ("relations.relationship", "in_use") in why(batch)


def test_who_is_gone_with_a_list_is_counted_no_more(loaded: Batch, cast: Cast) -> None:
    run = AnalysisRun.objects.create()
    run.publish()
    taken_back(loaded)
    known = counted(AnalysisRun.objects.get(), frozenset(Series.objects.values_list("pk", flat=True)))
    assert known is not None
    assert known.total == Relationship.objects.count() > 0


@pytest.mark.parametrize("what", ["role", "task"])
def test_a_relationship_stays_for_what_was_done_by_hand(loaded: Batch, cast: Cast, what: str) -> None:
    baiyun = party(BAIYUN)
    held = Relationship.objects.get(party=baiyun)
    if what == "role":
        RoleHolding.objects.create(party=baiyun, series=held.series, role=Role.objects.get(code="exhibitor"))
    else:
        Task.objects.create(party=baiyun, series=held.series, title="打电话", created_by=cast.sales)
    taken_back(loaded)
    assert Relationship.objects.filter(pk=held.pk).exists()


def test_a_stand_recorded_by_hand_keeps_its_participation(loaded: Batch, cast: Cast) -> None:
    baiyun = party(BAIYUN)
    listed = Participation.objects.get(party=baiyun)
    told = {"status": listed.status, "by": cast.sales, "stand": "C-03", "area_dm2": 1800}
    assert Participation.take_part(baiyun, listed.edition, listed.role, **told) == listed
    batch = taken_back(loaded)
    assert Stand.objects.get(participation=listed).area_dm2 == 1800
    assert ("shows.participation", "changed") in why(batch)
