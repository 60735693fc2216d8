"""What was planted, kept in files of its own beside the books, for checking and for nothing else."""

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from everfair.demo.fair import Fair
from everfair.demo.surveys import DRIVERS, MERITS


def folder() -> Path:
    return Path(settings.DATA_DIR) / "demo"


@contextmanager
def rows_of(file: str) -> Iterator[Callable[[int, int, str], None]]:
    """Notes which row of the file speaks of which organisation, and in what manner it names it."""
    with (folder() / f"rows of {file}").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["row", "organisation", "manner"])
        yield lambda row, organisation, manner: writer.writerow([row, organisation, manner])


def read_rows(file: str) -> dict[int, tuple[int, str]]:
    """Row -> organisation, manner."""
    with (folder() / f"rows of {file}").open(encoding="utf-8", newline="") as stream:
        told = csv.reader(stream)
        next(told)
        return {int(row): (int(organisation), manner) for row, organisation, manner in told}


def write_lives(fairs: list[Fair]) -> None:
    """The stage at each edition held (C F T W D, - not known yet) and who came, a line for each relationship."""
    with (folder() / "stages.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["series", "organisation", "name", "kind", "parent", "stages", "came"])
        for fair in fairs:
            for row, number in enumerate(fair.numbers.tolist()):
                one = fair.namer.organisation(number)
                parent = "" if one.parent is None else one.parent
                letters, marks = fair.lives.letters(row, fair.next), fair.lives.marks(row, fair.next)
                writer.writerow([fair.about.slug, number, one.name, one.kind, parent, letters, marks])


def read_lives() -> Iterator[dict[str, str]]:
    with (folder() / "stages.csv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def write_plays(told: dict[str, Any]) -> None:
    (folder() / "plays.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def read_plays() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder() / "plays.json").read_text(encoding="utf-8"))
    return found


def write_merits(gaps: dict[str, float]) -> None:
    """What customers really think of the show, topic by topic, and what trust hangs on."""
    told = {
        "merits": {code: asdict(merit) for code, merit in MERITS.items()},
        "gaps": gaps,
        "drivers": {str(asks): weight for asks, weight in DRIVERS.items()},
    }
    (folder() / "merits.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def read_merits() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder() / "merits.json").read_text(encoding="utf-8"))
    return found
