"""The main way: find a customer, open the file, write down a call, set the stage by hand; in both modes."""

import re

import pytest
from playwright.sync_api import expect

from everfair.contact.models import Interaction
from everfair.house.models import User
from tests.desk.customers.conftest import Fair
from tests.window import SignedIn, assert_calm


@pytest.mark.django_db(transaction=True)
def test_from_the_list_to_the_file_and_back(fair: Fair, sales: User, signed_in_page: SignedIn) -> None:
    page = signed_in_page(sales)
    page.goto("/customers/")
    assert_calm(page)
    page.keyboard.press("/")
    page.keyboard.type("qingshan")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/customers/\d+/"))
    assert_calm(page)
    page.get_by_role("radio", name="Call").check()
    page.get_by_label("Note").last.fill("Wants a larger stand")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#timeline")).to_contain_text("Wants a larger stand")
    assert Interaction.objects.get().kind == "contact"
    page.get_by_role("link", name="Set by hand").click()
    page.get_by_label("Reason").fill("New director")
    page.get_by_role("button", name="Set stage").click()
    expect(page.get_by_text("New director").first).to_be_visible()
    assert_calm(page)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "scheme", "width"), [("zh-hans", "dark", 390), ("en", "dark", 1440)])
def test_every_page_is_calm(
    language: str, scheme: str, width: int, fair: Fair, sales: User, signed_in_page: SignedIn
) -> None:
    page = signed_in_page(sales, language=language, scheme=scheme, width=width)
    pages = ["", "everyone/", "new/", f"{fair.qingshan.party_id}/"]
    for address in [f"/customers/{one}" for one in pages] + [
        f"/relationships/{one}" for one in ("", "flows/", "ladder/")
    ]:
        page.goto(address)
        assert_calm(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
