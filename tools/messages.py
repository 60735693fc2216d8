"""The Chinese words of every app: ``python tools/messages.py update|check|compile ...``

update   collect the words of each app into its ``locale/zh_Hans/LC_MESSAGES/django.po`` (needs xgettext)
check    fail where a catalogue misses a word, keeps one no longer said, or has one untranslated, doubtful or
         with other placeholders than the original (needs xgettext)
compile  write the ``.mo`` files Django reads; needs nothing but Python, and touches only what changed
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "everfair"
CATALOGUE = Path("locale") / "zh_Hans" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
WORDS = re.compile(r"gettext|{%\s*(?:trans|blocktrans|translate|blocktranslate)\b|\b_l?\(")
# Nothing that changes by itself, so that a catalogue changes only with its words.
METADATA = {
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
# Django's command, told that lazy words may be marked by `_l(...)` too.
MAKE = """
import sys
from django.core.management import execute_from_command_line
from django.core.management.commands.makemessages import Command
Command.xgettext_options = [*Command.xgettext_options, "--keyword=_l"]
execute_from_command_line(["django", "makemessages", *sys.argv[1:]])
"""
SCRIPT_WORDS = re.compile(r"\bn?gettext\(")


def main() -> int:
    tasks: dict[str, Callable[[], list[str]]] = {"update": update, "check": check, "compile": compile_all}
    wanted = sys.argv[1:]
    if not wanted or set(wanted) - set(tasks):
        sys.exit(__doc__)
    complaints = [complaint for name in wanted for complaint in tasks[name]()]
    print("\n".join(complaints), file=sys.stderr, end="\n" if complaints else "")
    return 1 if complaints else 0


def apps() -> list[Path]:
    """Every app that says something: it has an ``apps.py`` and words to translate."""
    folders = sorted(file.parent for file in SOURCE.rglob("apps.py"))
    return [folder for folder in folders if any(WORDS.search(text) for text in texts(folder, "py", "html"))]


def domains(app: Path) -> list[str]:
    spoken = any(SCRIPT_WORDS.search(text) for text in texts(app, "js"))
    return ["django", "djangojs"] if spoken else ["django"]


def texts(app: Path, *kinds: str) -> Iterator[str]:
    for kind in kinds:
        for file in app.rglob(f"*.{kind}"):
            if "vendor" not in file.parts and "migrations" not in file.parts:
                yield file.read_text("utf-8")


def update() -> list[str]:
    need_xgettext()
    for app in apps():
        for domain in domains(app):
            collect(app, domain)
            file = app / CATALOGUE / f"{domain}.po"
            catalogue = polib.pofile(str(file), wrapwidth=0)
            catalogue.header, catalogue.metadata_is_fuzzy, catalogue.metadata = "", False, dict(METADATA)
            catalogue.save()
            print(f"{file.relative_to(ROOT)}: {catalogue.percent_translated()} % translated")
    return []


def collect(app: Path, domain: str) -> None:
    """Django's own extraction, run inside the app, so that the catalogue lies beside the words."""
    (app / "locale").mkdir(exist_ok=True)
    subprocess.run(
        [
            sys.executable, "-c", MAKE, "--locale", "zh_Hans", "--domain", domain,
            "--no-location", "--no-wrap", "--no-obsolete", "--ignore", "vendor/*", "--verbosity", "0",
        ],
        check=True, cwd=app,
    )  # fmt: skip


def check() -> list[str]:
    need_xgettext()
    with ThreadPoolExecutor(4) as pool:
        found = [complaint for found in pool.map(complaints_of, apps()) for complaint in found]
    return [*found, *said_in_two_ways()]


def said_in_two_ways() -> list[str]:
    """Django puts all catalogues into one: of two ways of saying a word, one would win everywhere."""
    ways: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for app in apps():
        for domain in domains(app):
            file = app / CATALOGUE / f"{domain}.po"
            for entry in polib.pofile(str(file)) if file.exists() else ():
                ways[(domain, *key(entry)[:2])][spoken(entry)] = str(app.relative_to(SOURCE))
    return [
        f"{word!r} is said in two ways: " + ", ".join(f"{said!r} in {app}" for said, app in told.items())
        for (_domain, _context, word), told in sorted(ways.items())
        if len(told) > 1
    ]


def spoken(entry: polib.POEntry) -> str:
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def complaints_of(app: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / app.name
        shutil.copytree(app, copy, ignore=shutil.ignore_patterns("vendor", "*.mo", "*.pyc", "locale"))
        found = []
        for domain in domains(app):
            collect(copy, domain)
            said = polib.pofile(str(copy / CATALOGUE / f"{domain}.po"))
            found += compare(said, app / CATALOGUE / f"{domain}.po")
        return found


def compare(said: polib.POFile, file: Path) -> list[str]:
    """What is wrong with the catalogue in ``file``, given the words that are ``said``."""
    name = file.relative_to(ROOT)
    if not file.exists():
        return [f"{name}: missing; `make messages` makes it"] if len(said) else []
    kept = polib.pofile(str(file))
    words, have = {key(entry) for entry in said}, {key(entry) for entry in kept if not entry.obsolete}
    return [
        *(f"{name}: missing: {word[1]!r}" for word in sorted(words - have)),
        *(f"{name}: no longer said: {word[1]!r}" for word in sorted(have - words)),
        *(f"{name}: {trouble}: {entry.msgid!r}" for entry in kept if (trouble := trouble_of(entry))),
    ]


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def trouble_of(entry: polib.POEntry) -> str:
    if entry.obsolete:
        return "obsolete"
    if entry.fuzzy:
        return "doubtful (fuzzy)"
    if not entry.translated():
        return "untranslated"
    return "" if same_placeholders(entry) else "placeholders differ"


def same_placeholders(entry: polib.POEntry) -> bool:
    asked = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    answers = list(entry.msgstr_plural.values()) or [entry.msgstr]
    return all(set(PLACEHOLDER.findall(answer)) == asked for answer in answers)


def compile_all() -> list[str]:
    for file in sorted(SOURCE.rglob(f"{CATALOGUE}/*.po")):
        made = file.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < file.stat().st_mtime:
            polib.pofile(str(file)).save_as_mofile(str(made))
            print(f"compiled {file.relative_to(ROOT)}")
    return []


def need_xgettext() -> None:
    if not shutil.which("xgettext"):
        sys.exit("messages: xgettext not found; `make system` installs gettext")


if __name__ == "__main__":
    sys.exit(main())
