"""The security policy allows no inline style or script, so no template of the house may hold any."""

import re
from pathlib import Path

import pytest

import everfair

ROOT = Path(everfair.__file__).parent
TEMPLATES = sorted(ROOT.glob("**/templates/**/*.html"))
SCRIPTS = sorted((ROOT / "ui" / "static" / "ui").glob("*.js"))
ICONS = {
    line.strip() for line in (ROOT.parent.parent / "assets" / "icons.txt").read_text("utf-8").splitlines()
}
FORBIDDEN = {
    "a style attribute": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "a handler": r"\son\w+\s*=\s*[\"']",
    "a script without a source": r"<script(?![^>]*\bsrc=)[^>]*>",
    "a javascript address": r"javascript:",
    "an htmx handler": r"\bhx-on\b",
    "htmx evaluating": r"hx-(vals|headers|vars)\s*=\s*[\"']js:",
    "an htmx event filter": r"hx-trigger\s*=\s*[\"'][^\"']*\w\[",
    "another host": r"(src|href)\s*=\s*[\"']\s*(https?:)?//",
}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize(("what", "pattern"), FORBIDDEN.items(), ids=list(FORBIDDEN))
def test_no_template_holds(what: str, pattern: str) -> None:
    found = [name(path) for path in TEMPLATES if re.search(pattern, path.read_text("utf-8"), re.IGNORECASE)]
    assert not found, f"{what} in {found}"


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="x">',
        "<style>",
        '<b onclick="x()">',
        "<script>x()</script>",
        '<a href="javascript:x">',
        '<i hx-on:click="x">',
    ],
)
def test_the_scan_would_find_it(markup: str) -> None:
    assert any(re.search(pattern, markup, re.IGNORECASE) for pattern in FORBIDDEN.values())


def test_there_are_templates_to_scan() -> None:
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_evaluates_text(path: Path) -> None:
    source = path.read_text("utf-8")
    assert not re.search(
        r"\beval\(|new Function|setAttribute\([\"']style|insertAdjacentHTML|\.(inner|outer)HTML\s*=", source
    )


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    used = {
        (icon, name(path))
        for path in TEMPLATES
        for icon in re.findall(r"{% (?:icon|empty_state) \"([\w-]+)\"", path.read_text("utf-8"))
    }
    assert {(icon, where) for icon, where in used if icon not in ICONS} == set()
