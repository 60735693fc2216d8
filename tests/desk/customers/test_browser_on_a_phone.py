"""What lost its words or figures for want of room keeps them: on a phone, and in the widest list."""

import pytest
from django.db import transaction
from playwright.sync_api import FloatRect, Locator

from everfair import journal
from everfair.house.models import User
from tests.desk.customers.conftest import Fair
from tests.window import SignedIn

pytestmark = pytest.mark.django_db(transaction=True)


def box(found: Locator) -> FloatRect:
    bounds = found.bounding_box()
    assert bounds is not None
    return bounds


def test_the_ladder_and_the_flows_are_read_whole(fair: Fair, sales: User, signed_in_page: SignedIn) -> None:
    page = signed_in_page(sales, width=390)
    page.goto("/relationships/ladder/")
    assert page.evaluate("document.querySelector('.scroll-x').scrollWidth <= innerWidth")
    watched = page.locator(".focus-table td:not(.title, .vacant)")
    assert all(label for label in watched.evaluate_all("found => found.map((td) => td.dataset.label)"))
    page.goto("/relationships/flows/")
    page.wait_for_selector("[data-chart=sankey] svg text")
    nodes = page.evaluate("JSON.parse(document.getElementById('flows').textContent).nodes.length")
    texts = page.locator("[data-chart=sankey] svg text").all_text_contents()
    assert len([text for text in texts if text.strip()[-1:].isdigit()]) >= nodes


def test_an_icon_of_the_audit_stands_beside_its_words(
    fair: Fair, director: User, signed_in_page: SignedIn
) -> None:
    with transaction.atomic():
        journal.record("party.did_what_takes_so_many_words_that_they_wrap", director, by=director)
    page = signed_in_page(director, width=390)
    page.goto("/settings/audit/")
    cell = page.locator("td.title .nowrap-icon").first
    icon, words = box(cell.locator(".icon")), box(cell.locator("span").first)
    assert words["y"] < icon["y"] + icon["height"]
    assert words["x"] >= icon["x"] + icon["width"]


def test_names_of_shows_are_not_squeezed_beside_customers(
    fair: Fair, director: User, signed_in_page: SignedIn
) -> None:
    fair.qingshan.series.change(by=director, zh="杭州国际文化装备与青山艺术博览会")
    page = signed_in_page(director, language="zh-hans")
    page.goto("/customers/?shows=all")
    assert box(page.locator(".of-show").first)["height"] < 50
