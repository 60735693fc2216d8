"""What the browser tests lean on does notice what it is there to notice."""

import pytest
from playwright.sync_api import Page

from tests.window import assert_calm

STRICT = {"Content-Security-Policy": "default-src 'self'; img-src 'self' data:", "Content-Type": "text/html"}


def shown(page: Page, body: str) -> None:
    text = f"<!doctype html><html lang='en'><head><title>A page</title></head><body><main>{body}</main></body></html>"
    page.route("**/made-up/", lambda route: route.fulfill(status=200, headers=STRICT, body=text))
    page.goto("/made-up/", wait_until="networkidle")


def test_a_good_page_is_calm(page: Page) -> None:
    shown(page, "<h1>Quiet</h1><p>All is well.</p>")
    assert_calm(page)


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        ("<p style='color: red'>Loud</p>", "Content Security Policy"),
        ("<script>window.ran = true</script>", "Content Security Policy"),
        ("<img alt='' src='https://elsewhere.invalid/x.png'>", "another host|Content Security Policy"),
        ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "axe image-alt"),
        ("<label>Name</label><input>", "axe label"),
    ],
)
def test_a_bad_page_is_told(page: Page, body: str, trouble: str) -> None:
    shown(page, body)
    with pytest.raises(AssertionError, match=trouble):
        assert_calm(page)


def test_an_error_in_a_script_is_told(page: Page) -> None:
    shown(page, "<h1>Quiet</h1>")
    page.evaluate("() => { setTimeout(() => { throw new Error('lost') }, 0) }")
    page.wait_for_timeout(100)
    with pytest.raises(AssertionError, match="lost"):
        assert_calm(page)
