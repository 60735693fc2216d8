import pytest
from django.urls import reverse
from playwright.sync_api import expect

from everfair.desk.findings.themes import THEMES
from everfair.relations.models import Finding
from tests.conftest import Cast
from tests.desk.findings.bodies import Bodies
from tests.desk.shows.made import Fair
from tests.window import SignedIn, assert_calm


@pytest.mark.parametrize(("language", "scheme", "width"), [("en", "dark", 1440), ("zh-hans", "light", 390)])
def test_every_picture_is_drawn_and_every_page_calm(
    signed_in_page: SignedIn, cast: Cast, fair: Fair, bodies: Bodies, language: str, scheme: str, width: int
) -> None:
    page = signed_in_page(cast.director, language=language, scheme=scheme, width=width)
    for theme in THEMES:
        page.goto(reverse("findings:page", args=[fair.series.pk, theme.code]), wait_until="networkidle")
        charts = page.locator("figure[data-chart]")
        expect(page.locator("figure[data-chart] .chart-canvas svg")).to_have_count(charts.count())
        assert charts.count() >= len(theme.codes)
        assert_calm(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, theme.code


def test_the_keyboard_reaches_those_behind_a_mark(
    signed_in_page: SignedIn, cast: Cast, fair: Fair, bodies: Bodies
) -> None:
    page = signed_in_page(cast.director, language="en")
    page.goto(reverse("findings:page", args=[fair.series.pk, "satisfaction"]), wait_until="networkidle")
    first = page.locator("#gaps figure").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/respondents/**topic=show-effect**")


def test_marks_too_many_for_names_are_numbered_and_listed(
    signed_in_page: SignedIn, cast: Cast, fair: Fair, bodies: Bodies
) -> None:
    found = Finding.objects.get(code="importance-performance")
    mark = found.body["marks"][0]
    found.body["marks"] = [mark | {"topic": f"a topic of a long name {at}"} for at in range(23)]
    found.save()
    page = signed_in_page(cast.director, language="en", width=390)
    page.goto(reverse("findings:page", args=[fair.series.pk, "satisfaction"]), wait_until="networkidle")
    key = page.locator("#importance-performance .chart-key a")
    expect(key).to_have_count(23)
    expect(key.last).to_have_text("a topic of a long name 22")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_competing_show_and_the_overview_are_calm(
    signed_in_page: SignedIn, cast: Cast, fair: Fair, bodies: Bodies
) -> None:
    page = signed_in_page(cast.director, language="zh-hans", width=390)
    rival = reverse("findings:rival", args=[fair.series.pk, bodies.competitor])
    for address in (
        rival,
        *(reverse(f"findings:{name}", args=[fair.series.pk]) for name in ("overview", "rivals")),
    ):
        page.goto(address, wait_until="networkidle")
        assert_calm(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
