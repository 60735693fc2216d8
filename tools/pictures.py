"""The pictures of the README, taken from a served demo show: ``python tools/pictures.py URL USER PASSWORD``

`everfair demo --serve --password ...` serves one and tells its accounts. Pictures go to docs/pictures.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
MOST_BYTES = 300_000
LANGUAGES = {"": "en", "-zh": "zh-hans"}
SIZE = {"width": 1440, "height": 900}


def main() -> int:
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    url, user, password = sys.argv[1:]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox"])
        for ending, language in LANGUAGES.items():
            take(signed_in(browser, url, user, password, language), ending)
        browser.close()
    heavy = [file.name for file in PICTURES.glob("*.png") if file.stat().st_size > MOST_BYTES]
    print("\n".join(f"{name}: more than {MOST_BYTES:,} bytes" for name in heavy), file=sys.stderr)
    return 1 if heavy else 0


def signed_in(browser: Browser, url: str, user: str, password: str, language: str) -> Page:
    context = browser.new_context(base_url=url, viewport=SIZE, reduced_motion="reduce")  # type: ignore[arg-type]
    context.add_cookies([{"name": "django_language", "value": language, "url": url}])
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("#id_login", user)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/")
    return page


def take(page: Page, ending: str) -> None:
    page.goto("/relationships/")
    kept(page, f"board{ending}")
    page.goto("/customers/?stage=weakening")
    kept(page, f"customers{ending}")
    page.locator("a.row-link").first.click()
    kept(page, f"customer{ending}")
    page.goto("/shows/cockpit/")
    kept(page, f"edition{ending}")


def kept(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    sys.exit(main())
