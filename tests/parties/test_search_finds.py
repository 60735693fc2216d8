"""Whatever one remembers of a customer finds it: a character, pinyin, initials, English, an address, a person."""

import pytest

from everfair.parties import search as searching
from everfair.parties.common_terms import Way
from everfair.parties.merging import merge
from everfair.parties.models import Name, Party
from everfair.parties.search import index_at_once, matching, matching_some, met_along, search
from everfair.work.models import Job
from tests.parties.made import organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def gallery() -> Party:
    organisation("上海绿水茶业有限公司", "Green Water Tea Co., Ltd.")
    return organisation(
        "杭州青山画廊有限公司",
        "Qingshan Gallery Co., Ltd.",
        email="hello@qingshan.example.cn",
        external_id="ces:booth-778",
    )


@pytest.mark.parametrize(
    "typed",
    ["青", "青山", "山画廊", "杭州青山画廊有限公司", "qingshan", "qing", "qs", "hzqs", "Qingshan Gal", "gall",
     "QINGSHAN", "青 山", "ｑｉｎｇ", "靑山", "hello@qing", "booth-778", "青山 hangzhou", "畫廊", "杭州 画廊",
     "画廊　青山"],
)  # fmt: skip
def test_a_customer_is_found_by(typed: str, gallery: Party) -> None:
    assert list(Party.objects.filter(matching(typed))) == [gallery]
    assert search(typed) == [gallery]


@pytest.mark.parametrize("typed", ["青水", "山青", "杭州画廊", "杭州 茶业", "qx", "zhao", "booth-779"])
def test_a_customer_is_not_found_by(typed: str, gallery: Party) -> None:
    assert not Party.objects.filter(matching(typed)).exists()


def test_the_people_of_a_customer_lead_to_it(gallery: Party) -> None:
    keeper = person("曾国藩", works_for=gallery)
    assert set(Party.objects.filter(matching("zengguofan"))) == {gallery, keeper}


@pytest.mark.parametrize(
    "typed", ["", "  ", "!?", "' OR 1=1 --", '"', "*", "AND", "青山 NOT", "a" * 50_000 + "!"]
)
def test_nothing_typed_breaks_the_search(typed: str, gallery: Party) -> None:
    list(Party.objects.filter(matching(typed)))
    search(typed)


def test_all_are_found_though_one_was_merged_from_several(gallery: Party) -> None:
    several = [organisation(f"青山茶业{number}号") for number in range(3)]
    merge(several[0], several[1], by=None)
    few = Way(page=0, read=0, least=2)
    found, _many = matching_some("青山", way=few)
    assert set(Party.objects.filter(found)) == {gallery, several[0], several[2]}


def test_nothing_to_search_for_matches_everything(gallery: Party) -> None:
    assert Party.objects.filter(matching("!?")).count() == 2


def test_the_nearest_name_comes_first(gallery: Party) -> None:
    longer = organisation("青山画廊文化传播有限公司")
    exact = organisation("青山")
    assert search("青山") == [exact, longer, gallery]


def test_a_party_made_on_a_page_is_found_at_once_and_by_its_reading_after_the_job(gallery: Party) -> None:
    made = organisation("蓝田玉器", indexed=False)
    index_at_once([made.pk])
    assert search("玉器") == [made]
    assert search("lantian") == []
    job = Job.objects.get(name="parties.index")
    from everfair.jobs.parties import index

    index(job)
    assert search("lantian") == [made]


def test_a_renamed_party_is_found_by_the_new_name_only(gallery: Party) -> None:
    Name.objects.filter(party=gallery, text__startswith="杭州").update(text="杭州白石画廊有限公司")
    index_at_once([gallery.pk])
    assert search("白石") == [gallery]
    assert search("青山") == []


def test_a_deleted_party_is_found_no_more(gallery: Party) -> None:
    gallery.delete()
    assert search("青山") == []


@pytest.mark.postgres
def test_the_first_of_many_are_met_in_the_order_of_a_list(gallery: Party) -> None:
    made = [organisation(f"青山{number}号茶业有限公司") for number in range(4)]
    rows = Party.objects.order_by("-pk").values_list("pk", "pk")
    found = [party.pk for party in reversed([gallery, *made])]
    assert met_along(rows, "青山", 2) == found[:2]
    assert met_along(rows, "青山", 9) == found
    assert met_along(rows.filter(pk__lt=made[1].pk), "qs", 9) == found[3:]


@pytest.mark.postgres
def test_nobody_is_looked_for_too_far_along_a_list(gallery: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_FARTHEST", 2)
    others = [organisation(f"白石{number}号茶业有限公司") for number in range(2)]
    rows = Party.objects.order_by("-pk").values_list("pk", "pk")
    assert met_along(rows, "白石", 9) == [others[1].pk, others[0].pk]
    assert met_along(rows, "青山", 1) == []


@pytest.mark.postgres
@pytest.mark.parametrize("common", [{"hangzhou"}, {"hangzhou", "青山"}])
def test_common_words_are_looked_for_in_what_rarer_ones_find(
    common: set[str], gallery: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("everfair.parties.search.expected", lambda term: 10**6 if term.text in common else 0)
    assert list(Party.objects.filter(matching("青山 hangzhou"))) == [gallery]
    assert search("青山 hangzhou") == [gallery]
    assert not Party.objects.filter(matching("青水 hangzhou")).exists()
    assert search("绿水 hangzhou") == []
