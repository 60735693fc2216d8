"""The whole turn in a real browser: draft, choose plays, start, do a task, book, see the result."""

import pytest
from playwright.sync_api import Page, expect

from everfair.contact.models import Task
from everfair.jobs.worker import Worker
from everfair.loop.models import Round
from everfair.shows.models import Participation
from tests.loop import made
from tests.loop.conftest import House
from tests.window import SignedIn, assert_calm


@pytest.mark.django_db(transaction=True)
def test_from_a_draft_to_its_result(house: House, signed_in_page: SignedIn) -> None:
    made.scored(house.run, house.series, 60)
    made.scored(house.run, house.series, 40, stage="weakening", chance=0.2, name="弱")
    page = signed_in_page(house.cast.director)
    draft(page)
    choose_plays(page)
    put_in_order(page)
    start(page)
    book(page)
    see_the_result(page)


def draft(page: Page) -> None:
    page.goto("/rounds/")
    page.get_by_role("link", name="Plan the first round").click()
    page.get_by_label("Name").fill("Spring round")
    page.get_by_label("Budget").fill("100")
    page.get_by_label("One play for each customer").uncheck()
    page.get_by_role("button", name="Draft the round").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Spring round")
    expect(page.locator("#round-board")).to_contain_text("over the budget of ¥100")
    assert_calm(page)


def choose_plays(page: Page) -> None:
    row = page.locator("tr[data-segment]").first
    row.get_by_role("button", name="Choose plays").click()
    panel = page.locator("#panel")
    panel.get_by_role("button", name="Choose “First choice of stands”").click()
    expect(panel.get_by_role("button", name="Take “First choice of stands” away")).to_be_visible()
    panel.get_by_role("button", name="Take “Joint event” away").click()
    expect(panel.get_by_role("button", name="Choose “Joint event”")).to_be_visible()
    assert_calm(page)
    panel.get_by_role("button", name="Close").click()
    expect(row).to_contain_text("First choice of stands")
    expect(row).not_to_contain_text("Joint event")
    row.get_by_role("button", name="Change", exact=True).click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("Hold-out").fill("50")
    dialog.get_by_label("Weakening").check()
    expect(dialog.locator("#segment-count")).to_contain_text("100 customers fall into it")
    dialog.get_by_label("Weakening").uncheck()
    expect(dialog.locator("#segment-count")).to_contain_text("60 customers fall into it")
    dialog.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("30 50%")


def put_in_order(page: Page) -> None:
    page.get_by_role("button", name="Move Weakening up").click()
    expect(page.locator("tr[data-segment]").nth(1)).to_contain_text("Weakening")
    expect(page.get_by_role("button", name="Move Weakening up")).to_be_focused()
    grip = page.locator("tr[data-segment]").nth(1).locator(".grip")
    first = page.locator("tr[data-segment]").first.bounding_box()
    assert first is not None
    grip.hover()
    page.mouse.down()
    page.mouse.move(first["x"] + 40, first["y"] + 20, steps=8)
    page.mouse.move(first["x"] + 40, first["y"] + 6, steps=4)
    with page.expect_response("**/segments/order/"):
        page.mouse.up()
    expect(page.locator("tr[data-segment]").first).to_contain_text("Weakening")
    assert_calm(page)


def start(page: Page) -> None:
    page.get_by_role("button", name="Start the round").click()
    asked = page.locator("#start-dialog")
    expect(asked).to_contain_text("Raise the budget")
    expect(asked.get_by_role("button", name="Start now")).to_be_disabled()
    asked.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Budget and hold-out").click()
    page.locator("#dialog").get_by_label("Budget").fill("20000")
    page.locator("#dialog").get_by_role("button", name="Save").click()
    expect(page.locator("#round-board")).to_contain_text("left.")
    page.get_by_role("button", name="Start the round").click()
    page.get_by_role("button", name="Start now").click()
    expect(page.get_by_text("Drawing the hold-out and making the tasks")).to_be_visible()
    assert Worker().run_until_idle() >= 1
    expect(page.get_by_text("Running", exact=True)).to_be_visible()
    this_round = Round.objects.get()
    assert this_round.members.filter(is_held_out=True).count() == 38
    assert Task.objects.count() == 62


def book(page: Page) -> None:
    page.get_by_role("link", name="Tasks of the round").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tasks")
    page.wait_for_load_state()  # keys are heard once the scripts are there
    page.keyboard.press("j")
    expect(page.locator("[data-row].current")).to_be_visible()
    page.keyboard.press("3")
    first = page.locator("[data-row]").first
    expect(first.get_by_role("button", name="Open again")).to_be_visible()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".toast")).to_contain_text("Undone.")
    expect(page.locator("[data-row]").first.get_by_role("button", name="Booked")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("[data-row].current")).to_be_visible()
    page.keyboard.press("5")
    dialog = page.locator("#dialog")
    expect(dialog.get_by_label("Booked")).to_be_checked()
    dialog.get_by_label("Area, m²").fill("36")
    dialog.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("[data-row]").first.get_by_role("button", name="Open again")).to_be_visible()
    expect(dialog).not_to_be_visible()
    booking = Participation.objects.get(status="booked")
    assert booking.stands.get().area_dm2 == 3600
    assert_calm(page)


def see_the_result(page: Page) -> None:
    assert Worker().run_until_idle() >= 1
    page.goto(f"/rounds/{Round.objects.get().pk}/")
    expect(page.locator(".round-sentence")).to_contain_text("booked than without")
    expect(page.get_by_role("figure", name="Uplift with 95 % interval")).to_be_visible()
    expect(page.get_by_text("1 / 62")).to_be_visible()
    assert_calm(page)
