import pytest
from django.urls import reverse
from playwright.sync_api import expect

from everfair.desk.findings.themes import THEMES
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
