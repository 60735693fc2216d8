"""The director's way: from the cockpit to the formula, the backtest, and a new analysis."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.conftest import Cast
from tests.desk.shows import made
from tests.desk.shows.made import Fair
from tests.window import SignedIn, assert_calm


@pytest.fixture
def busy(fair: Fair) -> Fair:
    made.customer(
        fair, "青山画廊", came=(4,), booked=timezone.localdate(), area=9_000, dated=fair.last.starts_on
    )
    made.customer(
        fair, "蓝海美术馆", came=(4,), stage="weakening", size=2, area=9_000, dated=fair.last.starts_on
    )
    return fair


def test_from_the_cockpit_to_the_backtest(signed_in_page: SignedIn, cast: Cast, busy: Fair) -> None:
    page = signed_in_page(cast.director)
    page.goto(reverse("shows:edition", args=[busy.series.pk, busy.next.pk]))
    expect(page.locator("figure[data-chart=turnout] svg")).to_be_visible()
    expect(page.get_by_text("80 are expected to come again")).to_be_visible()
    assert_calm(page)
    page.locator("summary", has_text="Expected of those who came before").click()
    page.get_by_role("link", name="More about this measure").first.click()
    expect(page.get_by_role("heading", name="Expected of those who came before")).to_be_visible()
    assert_calm(page)
    page.goto(reverse("shows:edition", args=[busy.series.pk, busy.next.pk]))
    page.get_by_role("link", name="Forecast put to the test").click()
    expect(page.locator("figure[data-chart=calibration] svg")).to_be_visible()
    assert_calm(page)


@pytest.mark.parametrize(("language", "scheme", "width"), [("en", "dark", 1440), ("zh-hans", "light", 390)])
def test_every_page_is_calm(
    signed_in_page: SignedIn, cast: Cast, busy: Fair, language: str, scheme: str, width: int
) -> None:
    page = signed_in_page(cast.director, language=language, scheme=scheme, width=width)
    key = busy.series.pk
    for address in (
        reverse("shows:list"),
        reverse("shows:series", args=[key]),
        reverse("shows:edition", args=[key, busy.next.pk]),
        reverse("shows:edition", args=[key, busy.last.pk]),
        reverse("shows:edition_edit", args=[key, busy.last.pk]),
        reverse("shows:series_edit", args=[key]),
        reverse("analysis:figures", args=[key]),
        reverse("analysis:backtest", args=[key]),
        reverse("analysis:runs"),
        reverse("analysis:run", args=[busy.run.pk]),
        reverse("analysis:measures"),
        reverse("analysis:measure", args=["retention"]),
    ):
        page.goto(address, wait_until="networkidle")
        assert_calm(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_analysing_now_shows_its_progress(signed_in_page: SignedIn, cast: Cast, busy: Fair) -> None:
    page = signed_in_page(cast.director)
    page.goto(reverse("analysis:runs"))
    page.get_by_role("button", name="Analyse now").click()
    expect(page.get_by_text("Waiting for a worker")).to_be_visible()
    expect(page.get_by_role("button", name="Analyse now")).to_have_count(0)


def test_an_edition_is_moved_from_the_menu_of_the_last_row(
    signed_in_page: SignedIn, cast: Cast, busy: Fair
) -> None:
    page = signed_in_page(cast.director)
    page.goto(reverse("shows:series", args=[busy.series.pk]))
    page.get_by_label("Actions for edition 1").click()
    page.get_by_role("button", name="Later in order").locator("visible=true").click()
    expect(page.locator("tbody tr").last).to_contain_text(re.compile("edition 2"))
