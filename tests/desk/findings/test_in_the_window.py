# ruff: noqa: E501  a script of the page stands in its own lines
from random import Random

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


@pytest.mark.parametrize("width", [390, 1440])
def test_a_link_leads_down_to_the_panel_it_names_and_the_open_theme_is_seen(
    signed_in_page: SignedIn, cast: Cast, fair: Fair, bodies: Bodies, width: int
) -> None:
    page = signed_in_page(cast.director, language="en", width=width)
    address = reverse("findings:page", args=[fair.series.pk, "satisfaction"])
    page.goto(f"{address}#competitors", wait_until="networkidle")
    expect(page.locator("#competitors h2")).to_be_in_viewport()
    page.goto(reverse("findings:rivals", args=[fair.series.pk]), wait_until="networkidle")
    expect(page.locator(".sides [aria-current]").first).to_be_in_viewport(ratio=1)


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


LAID = """async ([laying, data, width]) => {
  const { inColumn, inLevels } = { ...await import("/static/ui/chart-ladder-column.js"), ...await import("/static/ui/chart-ladder-levels.js") };
  const found = (laying === "levels" ? inLevels : inColumn)(data, width);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const boxes = [...found.boxes].map(([id, { x, y, w, h }]) => ({ id, left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2 }));
  const within = ({ x, y }, { left, right, top, bottom }) => x > left + 1 && x < right - 1 && y > top + 1 && y < bottom - 1;
  const through = found.ways.flatMap((way) => {
    path.setAttribute("d", way.path);
    const points = Array.from({ length: 200 }, (_, at) => path.getPointAtLength((path.getTotalLength() * at) / 199));
    return boxes.filter((box) => points.some((point) => within(point, box))).map(({ id }) => [way.link.from, way.link.to, id]);
  });
  const onBorder = found.ways.every(({ tip, link }) => boxes.some(({ left, right, top, bottom }) => tip.x > left - 1 && tip.x < right + 1 && tip.y > top - 1 && tip.y < bottom + 1));
  const meet = boxes.flatMap((one, at) => boxes.slice(at + 1).filter((other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom).map((other) => [one.id, other.id]));
  const out = boxes.filter(({ left, right, top, bottom }) => left < 0 || right > width || top < 0 || bottom > found.height).map(({ id }) => id);
  return { ways: found.ways.length, through, onBorder, meet, out };
}"""


def ladder(seed: int, concepts: int) -> dict[str, list[dict[str, object]]]:
    """Of some chance concepts and links, a few said from the abstract to the concrete."""
    chance = Random(seed)
    nodes = [
        {"id": f"concept {at}", "height": round(chance.random(), 1), "part": "between"}
        for at in range(concepts)
    ]
    pairs = {tuple(sorted(chance.sample(range(concepts), 2))) for _ in range(2 * concepts)}
    links = [
        {
            "from": nodes[one]["id"],
            "to": nodes[other]["id"],
            "value": chance.randint(1, 9),
        }
        for one, other in sorted(pairs)
    ]
    return {"nodes": nodes, "links": links}


@pytest.mark.parametrize(("laying", "concepts", "width"), [("levels", 14, 1200), ("column", 24, 340)])
def test_lines_of_a_ladder_run_past_its_boxes_and_end_at_their_borders(
    signed_in_page: SignedIn, cast: Cast, laying: str, concepts: int, width: int
) -> None:
    page = signed_in_page(cast.director)
    page.goto("/")
    for seed in range(6):
        data = ladder(seed, concepts if laying == "column" else concepts - seed)
        found = page.evaluate(LAID, [laying, data, width])
        assert found == {"ways": len(data["links"]), "through": [], "onBorder": True, "meet": [], "out": []}
