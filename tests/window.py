"""A real Chromium looking at the house, and what must hold on every page it looks at."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

    from everfair.house.models import User

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PATIENCE_MS = 15_000
troubles: dict[Page, list[str]] = {}


class SignedIn(Protocol):
    def __call__(
        self, user: "User | None", *, language: str = "en", scheme: str = "light", width: int = 1440
    ) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}; `make system` installs one, CHROMIUM names another")
    # Playwright's loop runs in this thread until the end; Django must not take that for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def signed_in_page(browser: Browser, live_server: "LiveServer") -> Iterator[SignedIn]:
    """Open a page with that user signed in: ``signed_in_page(sales, language="zh-hans").goto("/")``."""
    with ExitStack() as stack:

        def opened(
            user: "User | None", *, language: str = "en", scheme: str = "light", width: int = 1440
        ) -> Page:
            context = browser.new_context(
                base_url=live_server.url,
                locale="zh-CN" if language.startswith("zh") else "en-GB",
                color_scheme="dark" if scheme == "dark" else "light",
                viewport={"width": width, "height": 844 if width < 600 else 900},
                has_touch=width < 600,
                reduced_motion="reduce",
            )
            stack.callback(context.close)
            return watched(stack, context, cookies(user, language), live_server.url)

        yield opened


@pytest.fixture
def page(signed_in_page: SignedIn) -> Page:
    """A page with nobody signed in."""
    return signed_in_page(None)


def cookies(user: "User | None", language: str) -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    held = {settings.LANGUAGE_COOKIE_NAME: language}
    if user is not None:
        client = Client()
        client.force_login(user)
        held[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return held


def watched(stack: ExitStack, context: BrowserContext, held: dict[str, str], home: str) -> Page:
    """A page of the context that notes every error, refusal and request to a stranger from now on."""
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies([{"name": name, "value": value, "url": home} for name, value in held.items()])
    page = context.new_page()
    noted = troubles[page] = []
    stack.callback(troubles.pop, page)

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            noted.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:", "about:")):
            noted.append(f"request to another host: {request.url}")

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("pageerror", lambda error: noted.append(f"script: {error}"))
    return page


def assert_calm(page: Page, *, allowed: str = "") -> None:
    """No script error, nothing held back by the security policy, no other host, nothing serious from axe.

    ``allowed`` is a part of a message to be expected, such as ``"404"`` where a page is meant to be missing.
    """
    noted = [trouble for trouble in troubles[page] if not (allowed and allowed in trouble)]
    assert not noted, "\n".join([page.url, *noted])
    assert_accessible(page)


def assert_accessible(page: Page) -> None:
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    grave = [described(one) for one in found if one["impact"] in {"serious", "critical"}]
    assert not grave, "\n".join([page.url, *grave])


def described(violation: dict[str, object]) -> str:
    nodes = violation["nodes"]
    assert isinstance(nodes, list)
    where = "; ".join(str(node["target"]) + " " + node["html"][:160] for node in nodes[:5])
    return f"axe {violation['id']} ({len(nodes)}): {violation['help']}: {where}"
