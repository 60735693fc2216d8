"""The review page by keyboard in a real browser, in both languages, narrow and wide."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from everfair.parties.models import ContactPoint, Merge, Name, Party, PossibleDuplicate
from everfair.relations.models import Relationship
from tests.conftest import Cast
from tests.window import SignedIn, assert_accessible, assert_calm

pytestmark = pytest.mark.django_db(transaction=True)


def customer(cast: Cast, zh: str) -> Party:
    party = Party.objects.create(kind="organisation", zh=zh)
    Name.objects.create(party=party, text=zh)
    ContactPoint.objects.create(party=party, kind="website", value="qingshan.cn", key="qingshan.cn")
    Relationship.objects.create(party=party, series=cast.series)
    return party


@pytest.fixture
def pairs(cast: Cast) -> list[PossibleDuplicate]:
    reasons = [["same_domain", {"value": "qingshan.cn"}], ["differs_in_city", {"a": "杭州", "b": "上海"}]]
    return [
        PossibleDuplicate.objects.create(
            first=customer(cast, f"青山{word}"),
            second=customer(cast, f"青山{word}画廊"),
            score=score,
            reasons=reasons,
        )
        for word, score in (("甲", 0.9), ("乙", 0.8), ("丙", 0.7))
    ]


def test_pairs_are_decided_on_by_keyboard(
    pairs: list[PossibleDuplicate], cast: Cast, signed_in_page: SignedIn
) -> None:
    page = signed_in_page(cast.sales)
    page.goto(reverse("data:duplicates-first"))
    expect(page.locator(".crumbs")).to_contain_text("1 of 3")
    page.keyboard.press("o")
    expect(page.locator(".pair-side.stays h2")).to_have_text("青山甲画廊")
    page.keyboard.press("m")
    expect(page.locator(".crumbs")).to_contain_text("2 of 3")
    page.keyboard.press("a")
    expect(page.locator(".crumbs")).to_contain_text("3 of 3")
    page.keyboard.press("s")
    expect(page).to_have_url(re.compile("/data/duplicates/$"))
    states = [PossibleDuplicate.objects.get(pk=pair.pk).state for pair in pairs]
    assert states == ["merged", "apart", "later"]
    assert Merge.objects.get().survivor == pairs[0].second


def test_the_last_decisions_are_undone_by_key_one_after_the_other(
    pairs: list[PossibleDuplicate], cast: Cast, signed_in_page: SignedIn
) -> None:
    page = signed_in_page(cast.sales)
    page.goto(reverse("data:duplicates-first"))
    page.keyboard.press("m")
    expect(page.locator(".pair-side.stays h2")).to_have_text("青山乙")
    page.keyboard.press("a")
    expect(page.locator(".pair-side.stays h2")).to_have_text("青山丙")
    page.keyboard.press("u")
    expect(page.locator(".pair-side.stays h2")).to_have_text("青山乙")
    page.keyboard.press("u")
    expect(page.locator(".pair-side.stays h2")).to_have_text("青山甲")
    expect(page.get_by_role("button", name="Undo last")).to_have_count(0)
    assert set(PossibleDuplicate.objects.values_list("state", flat=True)) == {"open"}


def test_a_line_is_slid_by_keyboard_and_shows_what_it_would_do(
    pairs: list[PossibleDuplicate], cast: Cast, signed_in_page: SignedIn
) -> None:
    PossibleDuplicate.objects.update(reasons=[["same_domain", {"value": "qingshan.cn", "weight": 9.5}]])
    page = signed_in_page(cast.director)
    page.goto(reverse("data:duplicates-lines"))
    page.locator("#id_certain").fill("80")
    expect(page.locator(".lines-effect dd").first).to_have_text(re.compile("^2 "))
    page.get_by_role("slider", name="Certain from").press("End")
    expect(page.locator("#id_certain")).to_have_value("100")
    expect(page.locator(".lines-effect dd").first).to_have_text("0")
    assert Merge.objects.count() == 0


def test_a_merge_is_undone_from_its_toast(
    pairs: list[PossibleDuplicate], cast: Cast, signed_in_page: SignedIn
) -> None:
    page = signed_in_page(cast.sales)
    page.goto(reverse("data:duplicate", args=[pairs[0].pk]))
    page.keyboard.press("m")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".pair-side.stays h2")).to_have_text("青山甲")
    assert Merge.objects.get().undone_by == cast.sales


@pytest.mark.parametrize(("language", "scheme", "width"), [("en", "light", 1440), ("zh-hans", "dark", 390)])
def test_the_pages_are_calm_and_accessible(
    language: str,
    scheme: str,
    width: int,
    pairs: list[PossibleDuplicate],
    cast: Cast,
    signed_in_page: SignedIn,
) -> None:
    merge = pairs[2].first.merge(pairs[2].second, by=cast.sales, reasons=pairs[2].reasons)
    PossibleDuplicate.objects.create(first=pairs[0].second, second=pairs[1].first, score=0.7)
    page = signed_in_page(cast.director, language=language, scheme=scheme, width=width)
    for url in (
        reverse("data:duplicates"),
        reverse("data:duplicate", args=[pairs[0].pk]),
        reverse("data:duplicate-group", args=[pairs[0].pk]),
        reverse("data:duplicates-lines"),
        reverse("data:merges"),
        reverse("data:merge", args=[merge.pk]),
    ):
        page.goto(url)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert_calm(page)


def test_the_icon_of_a_merge_stands_in_the_line_of_its_words(
    pairs: list[PossibleDuplicate], cast: Cast, signed_in_page: SignedIn
) -> None:
    merge = pairs[0].first.merge(pairs[0].second, by=cast.sales)
    page = signed_in_page(cast.sales)
    page.goto(reverse("data:merge", args=[merge.pk]))
    icon = page.locator(".past li .icon").first
    assert icon.evaluate("icon => getComputedStyle(icon).display") == "inline-block"
    assert_calm(page)
