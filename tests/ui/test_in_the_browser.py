"""The frame, the components and a list in a real Chromium, behind the real security policy."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from everfair.house.models import User
from everfair.ui import frame_parts, palette, rooms
from everfair.ui.models import SavedView
from tests.window import SignedIn, assert_calm

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.ui.pages")]


@pytest.fixture(autouse=True)
def _only_the_frame_answers_the_palette(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(palette, "providers", [])


@pytest.fixture(autouse=True)
def _only_rooms_with_pages_here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Neither drawn before, with all rooms, nor kept for tests that have all of them."""
    here = tuple(room for room in rooms.ROOMS if room.code in {"start", "customers"})
    for module in (rooms, frame_parts):
        monkeypatch.setattr(module, "ROOMS", here)
    frame_parts.rail.cache_clear()
    frame_parts.dialogs.cache_clear()
    yield
    frame_parts.rail.cache_clear()
    frame_parts.dialogs.cache_clear()


@pytest.fixture
def mei() -> User:
    User.objects.bulk_create(
        User(
            username=f"clerk{n:02}", email=f"c{n}@example.org", theme="dark" if n % 3 else "light", name="Li"
        )
        for n in range(60)
    )
    return User.objects.create_user("mei", is_superuser=True)


@pytest.fixture
def staff(signed_in_page: SignedIn, mei: User) -> Page:
    page = signed_in_page(mei)
    page.goto("/staff/", wait_until="networkidle")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("address", ["/", "/staff/?theme=dark"])
def test_pages_are_calm(signed_in_page: SignedIn, mei: User, address: str, width: int, scheme: str) -> None:
    page = signed_in_page(mei, language="zh-hans" if width == 390 else "en", scheme=scheme, width=width)
    page.goto(address, wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_calm(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_page_is_calm(signed_in_page: SignedIn, db: None, scheme: str) -> None:
    page = signed_in_page(None, scheme=scheme)
    page.goto("/account/login/", wait_until="networkidle")
    assert_calm(page)


def test_typing_narrows_the_list_and_keeps_the_focus(staff: Page) -> None:
    staff.keyboard.press("/")
    staff.keyboard.type("clerk07")
    expect(staff.locator("[data-row]")).to_have_count(1)
    expect(staff).to_have_url(re.compile(r"\?q=clerk07$"))
    expect(staff.locator("#list-total")).to_have_text("1")
    staff.keyboard.type("x")
    expect(staff.get_by_text("Nothing matches.")).to_be_visible()
    staff.get_by_role("link", name="Clear all").last.click()
    expect(staff.locator("[data-row]")).to_have_count(50)
    assert_calm(staff)


def test_a_filter_becomes_a_chip_and_goes_again_and_back_goes_back(staff: Page) -> None:
    staff.locator("summary", has_text="Filter").click()
    staff.get_by_label("Light", exact=True).check()
    staff.get_by_label("Number from").fill("1")
    staff.get_by_role("button", name="Show results").click()
    expect(staff.locator(".chip")).to_have_count(2)
    expect(staff.locator("[data-row]")).to_have_count(20)
    expect(staff).to_have_url(re.compile(r"\?theme=light&id=1\.\.$"))
    staff.get_by_role("link", name="Remove Light").click()
    expect(staff.locator(".chip")).to_have_count(1)
    staff.go_back(wait_until="networkidle")
    expect(staff.locator(".chip")).to_have_count(2)
    assert_calm(staff)


def test_sorting_searching_and_paging_go_together(staff: Page) -> None:
    staff.get_by_role("link", name="Name", exact=True).click()
    expect(staff.locator("[data-row] .row-link").first).to_have_text(re.compile("clerk59"))
    staff.locator("[data-list-search]").fill("clerk")
    expect(staff).to_have_url(re.compile(r"q=clerk.*sort=-name"))
    staff.get_by_role("link", name="Next page").click()
    expect(staff.locator("[data-row]")).to_have_count(10)
    expect(staff.locator("[data-row] .row-link").last).to_have_text(re.compile("clerk00"))


def test_columns_are_chosen(staff: Page) -> None:
    staff.locator('summary[title="Columns"]').click()
    staff.get_by_label("Number", exact=True).last.check()
    staff.get_by_label("Stage", exact=True).last.uncheck()
    staff.locator("[data-list-columns]").get_by_role("button", name="Show results").click()
    expect(staff.locator("thead th")).to_have_text(["", "Name", "Editions", "Full name", "Number"])


def test_the_keyboard_walks_selects_and_opens(staff: Page) -> None:
    for key in ("j", "j", "x"):
        staff.keyboard.press(key)
    expect(staff.locator("[data-bulk-count]")).to_have_text("1")
    expect(staff.locator("[data-row].current .row-link")).to_have_text(re.compile("clerk01"))
    staff.keyboard.press("k")
    staff.keyboard.press("Enter")
    expect(staff).to_have_url(re.compile(rf"/staff/{User.objects.get(username='clerk00').pk}/$"))


def test_shift_selects_a_range_and_all_means_all(staff: Page) -> None:
    boxes = staff.locator(".row-check")
    boxes.nth(1).click()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(staff.locator("[data-bulk-count]")).to_have_text("4")
    staff.get_by_label("all 60").check()
    staff.get_by_role("button", name="Greet").click()
    expect(staff.get_by_text("60 greeted")).to_be_visible()
    expect(staff.get_by_role("button", name="Undo")).to_be_visible()
    assert_calm(staff)


def test_a_bulk_form_asks_in_a_dialog(staff: Page) -> None:
    staff.locator(".row-check").nth(2).click()
    staff.get_by_role("button", name="Rename").click()
    assert_calm(staff)
    staff.get_by_label("Word").fill("Wang")
    staff.get_by_role("dialog").get_by_role("button", name="Rename").click()
    expect(staff.get_by_role("cell", name="Wang", exact=True).first).to_be_visible()
    assert list(User.objects.filter(name="Wang").values_list("username", flat=True)) == ["clerk02"]


def test_a_view_is_saved_found_and_sent(staff: Page, mei: User) -> None:
    staff.goto("/staff/?theme=light", wait_until="networkidle")
    staff.locator('summary[title="Save this view"]').click()
    staff.get_by_label("Name of this view").fill("Light ones")
    staff.get_by_label("Share with everybody").check()
    staff.get_by_role("button", name="Save this view").click()
    expect(staff.get_by_role("link", name="Light ones")).to_have_attribute("aria-current", "true")
    view = SavedView.objects.get()
    assert (view.query, view.shared, view.owner) == ("theme=light", True, mei)
    staff.goto(f"/staff/?view={view.pk}", wait_until="networkidle")
    expect(staff.locator("[data-row]")).to_have_count(20)


def test_the_palette_opens_by_key_and_leads_there(staff: Page) -> None:
    staff.keyboard.press("Control+k")
    expect(staff.locator(".palette-item").first).to_be_visible()
    assert_calm(staff)
    staff.keyboard.type("des")
    expect(staff.locator(".palette-item")).to_have_count(1)
    staff.keyboard.press("Enter")
    expect(staff.locator("h1")).to_contain_text("Parts")
    staff.keyboard.press("Control+k")
    expect(staff.locator("#palette-recent-0")).to_have_text("Desk")


def test_light_turns_dark_at_once_and_stays(staff: Page, mei: User) -> None:
    with staff.expect_response("**/theme/"):
        staff.get_by_role("button", name="Light or dark").click()
    expect(staff.locator("html")).to_have_attribute("data-theme", "dark")
    staff.reload(wait_until="networkidle")
    expect(staff.locator("html")).to_have_attribute("data-theme", "dark")
    mei.refresh_from_db()
    assert mei.theme == "dark"


def test_the_language_changes_where_one_is(staff: Page) -> None:
    staff.goto("/staff/?theme=dark", wait_until="networkidle")
    staff.get_by_role("button", name="中文").click()
    expect(staff.get_by_text("筛选").first).to_be_visible()
    expect(staff).to_have_url(re.compile(r"\?theme=dark$"))
    expect(staff.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_the_rail_narrows_and_stays_narrow(staff: Page) -> None:
    staff.get_by_role("button", name="Narrow the rail").click()
    staff.reload(wait_until="networkidle")
    assert (staff.locator("#rail").bounding_box() or {"width": 0})["width"] == 56


def test_the_rail_stays_while_the_page_scrolls(staff: Page) -> None:
    staff.mouse.wheel(0, 1500)
    expect(staff.locator(".rail-brand")).to_be_in_viewport()


def test_on_a_phone_the_rail_is_a_drawer(signed_in_page: SignedIn, mei: User) -> None:
    page = signed_in_page(mei, width=390)
    page.goto("/staff/", wait_until="networkidle")
    expect(page.locator("#rail")).to_be_hidden()
    page.get_by_role("button", name="Rooms").click()
    expect(page.locator("#rail")).to_be_visible()
    assert_calm(page)
    page.keyboard.press("Escape")
    expect(page.locator("#rail")).to_be_hidden()


def test_the_large_strip_tells_what_happened(staff: Page) -> None:
    staff.goto("/", wait_until="networkidle")
    staff.locator(".strip.head .point").nth(3).hover()
    expect(staff.locator(".strip-tip")).to_have_text("第3届: 36 m², A12")
    staff.keyboard.press("Escape")
    expect(staff.locator(".strip-tip")).to_be_hidden()


def test_charts_are_drawn_have_a_table_and_can_be_taken_home(staff: Page) -> None:
    staff.goto("/", wait_until="networkidle")
    expect(staff.locator("figure.chart .chart-canvas svg")).to_have_count(5)
    expect(staff.locator("figure.chart table")).to_have_count(5)
    forest = staff.locator('[data-chart="forest"]')
    with staff.expect_download() as taken:
        forest.get_by_role("button", name="CSV").click()
    assert '"\'=A",14,3,25' in taken.value.path().read_text("utf-8-sig")
    with staff.expect_download() as taken:
        forest.get_by_role("button", name="PNG").click()
    assert taken.value.path().read_bytes().startswith(b"\x89PNG")
    before = forest.locator("svg path").first.get_attribute("stroke")
    staff.get_by_role("button", name="Light or dark").click()
    expect(forest.locator("svg path").first).not_to_have_attribute("stroke", before or "")
    assert_calm(staff)
