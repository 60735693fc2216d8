# ruff: noqa: E501  a list is read line by line
"""Lists that tell of the same rows are taken back in whatever order: none leaves another's word behind."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from everfair.intake.models import Batch, FormerValues, HandedOn, ImportedRow
from everfair.jobs.taking_back.heirs import hand_on
from everfair.jobs.taking_back.here import Revoker
from everfair.jobs.taking_back.job import Taking
from everfair.parties.models import ContactPoint, Organisation, Party
from everfair.relations.models import Relationship
from everfair.shows.models import Edition, Participation, Role, Stand
from tests.conftest import Cast
from tests.jobs.taking_back.lists import BEFORE, brought, house, taken_back

pytestmark = pytest.mark.django_db

QINGSHAN, BAIYUN, JINJIANG = "杭州青山画廊有限公司", "广州白云陶瓷有限公司", "成都锦江漆器有限公司"
HEAD = "届,开幕日期,参展商,展位号,面积,状态,网址,城市,备注"
THREE: dict[str, tuple[tuple[str, ...], ...]] = {
    "participations": (
        (HEAD, f"2,2020-05-01,{QINGSHAN},A-02,18,到场,www.qingshan.cn,,加位", "1,2019-05-01,北京蓝田茶业有限公司,B-02,12,取消,,北京,",
         f"3,2021-05-01,{BAIYUN},C-03,9,到场,www.baiyun.cn,广州,旧"),
        (HEAD, f"2,2020-05-01,{QINGSHAN},A-02,27,取消,www.qingshan.cn,,加位", "1,2019-05-01,北京蓝田茶业有限公司,B-02,15,,,,",
         f"3,2021-05-01,{BAIYUN},C-03,12,取消,www.baiyun.cn,,", f"4,2022-05-01,{JINJIANG},D-01,9,,,,"),
        (HEAD, f"2,2020-05-01,{QINGSHAN},A-03,9,未到场,www.qingshan.cn,杭州,靠门", f"3,2021-05-01,{BAIYUN},C-05,9,到场,www.baiyun.cn,,新",
         f"4,2022-05-01,{JINJIANG},D-01,18,取消,www.jinjiang.cn,成都,"),
    ),
    "contacts": (
        ("公司名称,姓名,职务,手机,网址,备注", f"{BAIYUN},王五,总经理,13900139000,www.baiyun.cn,好说话", f"{QINGSHAN},,,,www.qingshan.cn,常来"),
        ("公司名称,姓名,职务,手机,网址,备注", f"{BAIYUN},,,,www.baiyun.cn,爱早起", f"{QINGSHAN},赵六,策展人,13700137000,www.qingshan.cn,先电话"),
        ("公司名称,姓名,职务,手机,网址,备注", f"{BAIYUN},王五,总经理,13900139000,www.baiyun.cn,少发邮件", f"{JINJIANG},,,,www.jinjiang.cn,"),
    ),
    "answers": (
        ("公司名称,届,展区布局期望,展区布局评价,总体满意度", f"{QINGSHAN},1,4,5,4", f"{BAIYUN},1,3,3,2"),
        ("公司名称,届,展区布局期望,展区布局评价,总体满意度", f"{JINJIANG},1,4,5,4", f"{BAIYUN},2,3,3,5"),
        ("公司名称,届,展区布局期望,展区布局评价,总体满意度", f"{QINGSHAN},2,2,2,2", f"{BAIYUN},1,3,3,"),
    ),
    "referrals": (
        ("日期,老客户,新客户", f"2021-05-03,{QINGSHAN},{BAIYUN}"),
        ("日期,老客户,新客户", f"2021-06-03,{BAIYUN},{JINJIANG}"),
        ("日期,老客户,新客户", f"2021-07-03,{QINGSHAN},{JINJIANG}", f"2021-08-03,{QINGSHAN},{BAIYUN}"),
    ),
}  # fmt: skip


def three(folder: Path, kind: str) -> list[Batch]:
    return [brought(folder, kind, lines, f"{n}.csv") for n, lines in enumerate(THREE[kind])]


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=lambda order: "".join(map(str, order)))
@pytest.mark.parametrize("kind", THREE)
def test_once_all_are_taken_back_the_house_is_as_it_was(
    kind: str, order: tuple[int, ...], tmp_path: Path
) -> None:
    brought(tmp_path, "participations", BEFORE, "before.csv")
    before = house()
    batches = three(tmp_path, kind)
    for place in order:
        taken_back(batches[place])
    assert house() == before
    mine = {"batch__in": [batch.pk for batch in batches]}
    assert not any(model.objects.filter(**mine).exists() for model in (FormerValues, HandedOn, ImportedRow))


def test_lists_of_different_kinds_hand_customers_on(tmp_path: Path) -> None:
    """Who was made by the older stays as long as the newer tells of it."""
    before = house()
    older = brought(
        tmp_path, "participations", (HEAD, f"3,2021-05-01,{BAIYUN},C-03,9,到场,www.baiyun.cn,广州,")
    )
    newer = brought(
        tmp_path, "interactions", ("日期,公司名称,渠道,备注", f"2021-03-01,{BAIYUN},电话,问了展位")
    )
    newest = brought(tmp_path, "suggestions", ("日期,展商,建议", f"2021-05-03,{BAIYUN},多放几盏灯"))
    taken_back(older)
    assert Party.objects.filter(names__text=BAIYUN).exists()
    taken_back(newer)
    assert Party.objects.filter(names__text=BAIYUN).exists()
    taken_back(newest)
    assert house() == before


def test_a_customer_of_both_sides_of_a_show_is_handed_on_with_both(tmp_path: Path) -> None:
    before = house()
    older, newer = (
        brought(
            tmp_path,
            "participations",
            (
                "届,开幕日期,参展商,角色,备注",
                *(f"3,2021-05-01,{BAIYUN},{role},{note}" for role in ("参展商", "观众")),
            ),
            f"{note}.csv",
        )
        for note in ("旧", "新")
    )
    taken_back(older)
    assert Participation.objects.count() == Relationship.objects.count() == 2
    taken_back(newer)
    assert house() == before


@pytest.fixture
def both(tmp_path: Path) -> tuple[Batch, Batch]:
    brought(tmp_path, "participations", BEFORE, "before.csv")
    older, newer, _ = THREE["participations"]
    return (
        brought(tmp_path, "participations", older, "older.csv"),
        brought(tmp_path, "participations", newer, "newer.csv"),
    )


def says(name: str, edition: str) -> tuple[Any, ...]:
    one = Participation.objects.get(party__names__text=name, edition__label=edition)
    return one.status, one.note, sorted(one.stands.values_list("number", "area_dm2"))


def test_what_only_the_older_said_goes_back_at_once(both: tuple[Batch, Batch]) -> None:
    """The newer changed the status and the area, and left the note as it was."""
    older, _ = both
    assert says(QINGSHAN, "2") == ("cancelled", "加位", [("A-01", 3600), ("A-02", 2700)])
    taken_back(older)
    assert says(QINGSHAN, "2")[:2] == ("cancelled", "")
    assert says("北京蓝田茶业有限公司", "1") == ("came", "", [("B-02", 1500)])


def test_the_one_taken_back_later_does_not_put_the_older_ones_word_back(both: tuple[Batch, Batch]) -> None:
    for one in both:
        taken_back(one)
    assert says(QINGSHAN, "2") == ("booked", "", [("A-01", 3600)])
    assert says("北京蓝田茶业有限公司", "1") == ("came", "", [("B-02", 900)])
    assert not Party.objects.filter(names__text=BAIYUN).exists()
    assert set(Edition.objects.values_list("label", flat=True)) == {"1", "2"}


def test_it_is_told_with_which_list_what_stays_goes(both: tuple[Batch, Batch]) -> None:
    older, newer = both
    revoker = Revoker(older)
    revoker.foresee()
    foreseen = revoker.batch.counts["foreseen"]
    assert set(foreseen["to"]) == {str(newer.pk)}
    revoker.take_back()
    assert revoker.batch.counts["taken"]["go"].keys() >= foreseen["go"].keys()
    assert set(revoker.batch.counts["taken"]["to"]) == {str(newer.pk)}
    Revoker(newer).foresee()
    newer.refresh_from_db()
    assert newer.counts["foreseen"]["go"]["organisation"] == 2, "with the one that was handed on"


def test_what_somebody_wrote_between_the_two_lists_stays(tmp_path: Path, cast: Cast) -> None:
    brought(tmp_path, "participations", BEFORE, "before.csv")
    older = brought(tmp_path, "participations", THREE["participations"][0], "older.csv")
    mine = Participation.objects.get(party__names__text=QINGSHAN, edition__label="2")
    mine.change(by=cast.sales, note="老客户")
    newer = brought(tmp_path, "participations", THREE["participations"][1], "newer.csv")
    taken_back(older)
    taken_back(newer)
    mine.refresh_from_db()
    assert (mine.status, mine.note) == ("booked", "老客户")


def test_a_customer_handed_on_stays_where_somebody_dealt_with_it(
    both: tuple[Batch, Batch], cast: Cast
) -> None:
    older, newer = both
    taken_back(older)
    baiyun = Party.objects.get(names__text=BAIYUN)
    baiyun.change(by=cast.sales, note="记住这家")
    taken_back(newer)
    assert Party.objects.filter(pk=baiyun.pk, names__text=BAIYUN).exists()
    assert not Stand.objects.filter(participation__recorded_party=baiyun).exists()
    assert not ContactPoint.every.filter(recorded_party=baiyun).exists()


def test_the_older_list_can_be_loaded_again_while_the_newer_one_stands(
    both: tuple[Batch, Batch], tmp_path: Path
) -> None:
    older, newer = both
    taken_back(older)
    again = brought(tmp_path, "participations", THREE["participations"][0], "again.csv")
    assert again.counts["loaded"]["written"] == 3
    taken_back(newer)
    assert says(BAIYUN, "3")[0] == "came"
    taken_back(again)
    assert not Party.objects.filter(names__text=BAIYUN).exists()
    assert says(QINGSHAN, "2") == ("booked", "", [("A-01", 3600)])


def test_what_is_handed_on_at_the_last_moment_goes_too(
    both: tuple[Batch, Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older list that is taken back at the same time hands on until the very end."""
    _, newer = both
    first = Participation.objects.order_by("pk")[0]
    other = Role.objects.exclude(pk=first.role_id)[0]
    handed = Participation.objects.create(party=first.party, edition=first.edition, role=other)
    forget_rows = Taking.forget_rows

    def forget_and_be_handed(taking: Taking) -> None:
        forget_rows(taking)
        hand_on(Participation, {handed.pk: newer.pk} if Participation.objects.filter(pk=handed.pk) else {})

    monkeypatch.setattr(Taking, "forget_rows", forget_and_be_handed)
    taken_back(newer)
    assert not Participation.objects.filter(pk=handed.pk).exists()
    assert not HandedOn.objects.filter(batch=newer).exists()


def test_places_that_an_older_list_filled_are_not_put_back_by_a_newer_one(tmp_path: Path) -> None:
    lantian = "北京蓝田茶业有限公司"
    brought(tmp_path, "participations", BEFORE, "before.csv")
    older = brought(tmp_path, "participations", ("届,参展商,城市", f"1,{lantian},北京"), "older.csv")
    newer = brought(
        tmp_path, "participations", ("届,参展商,国家,城市", f"2,{lantian},中国,上海"), "newer.csv"
    )
    taken_back(older)
    one = Organisation.objects.get(party__names__text=lantian)
    assert (one.country, one.city) == ("CN", "")
    taken_back(newer)
    one.refresh_from_db()
    assert (one.country, one.city) == ("", "")
