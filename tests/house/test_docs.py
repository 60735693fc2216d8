"""Documents are tested: what users can see, set or call is written down, and links lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|(?:src|href)=\"([^\"]+)\"")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$", re.MULTILINE)
ENVIRONMENT = re.compile(r"""["'](EVERFAIR_[A-Z_]+|DATABASE_URL)["']""")
OF_THE_TESTS = {"EVERFAIR_TEST_DATABASE"}


def prose(file: Path) -> str:
    return FENCE.sub("", file.read_text("utf-8"))


def headings(file: Path) -> list[str]:
    return HEADING.findall(prose(file)) if file.exists() else []


def anchors(file: Path) -> set[str]:
    """What the headings are called in addresses, as GitHub makes them; repeated ones are numbered."""
    counted: dict[str, int] = {}
    found = set()
    for heading in headings(file):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        found.add(f"{name}-{counted[name]}" if counted.get(name) else name)
        counted[name] = counted.get(name, 0) + 1
    return found


def settings_read() -> set[str]:
    texts = (file.read_text("utf-8") for file in (ROOT / "src").rglob("*.py"))
    return {name for text in texts for name in ENVIRONMENT.findall(text)} - OF_THE_TESTS


def broken_links(file: Path) -> Iterator[str]:
    for found in LINK.findall(prose(file)):
        target = found[0] or found[1]
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (file.parent / path).resolve() if path else file
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            yield target


def test_every_measure_has_its_page_and_every_page_its_measure() -> None:
    from everfair.relations.measures import MEASURES

    pages = {file.stem for file in (DOCS / "measures").glob("*.md")} - {"README", "index"}
    assert pages == set(MEASURES)


def test_every_setting_is_in_the_operator_guide() -> None:
    guide = (DOCS / "operator-guide.md").read_text("utf-8")
    told = set(re.findall(r"^(?:#+\s|\|)[^|\n]*?`([A-Z_]+)`", guide, re.MULTILINE))
    read = settings_read()
    assert "DATABASE_URL" in read
    assert sorted(read - told) == []


def test_every_command_has_its_heading() -> None:
    from everfair.cli import COMMANDS

    told = " ".join(headings(DOCS / "commands.md"))
    assert [name for name in COMMANDS if not re.search(rf"\b{name}\b", told)] == []


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_somewhere(file: Path) -> None:
    assert list(broken_links(file)) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(
        "# One thing\n[a](#one-thing) [b](#two) [c](gone.md) [d](page.md#one-thing) ![e](no.png)\n"
    )
    assert list(broken_links(file)) == ["#two", "gone.md", "no.png"]
