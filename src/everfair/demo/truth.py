"""What was planted, kept in files of its own beside the books, for checking and for nothing else."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.conf import settings

from everfair.demo.fair import Fair


def folder() -> Path:
    return Path(settings.DATA_DIR) / "demo"


class Rows:
    """Which row of which file speaks of which organisation, and in what manner it names it."""

    def __init__(self, path: Path) -> None:
        self.stream = path.open("w", encoding="utf-8", newline="")
        self.writer = csv.writer(self.stream)
        self.writer.writerow(["file", "row", "organisation", "manner"])

    def note(self, file: str, row: int, organisation: int, manner: str) -> None:
        self.writer.writerow([file, row, organisation, manner])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stream.close()


def read_rows(wanted: str | None = None) -> Iterator[tuple[str, int, int, str]]:
    """(file, row, organisation, manner), of one file or of all."""
    with (folder() / "rows.csv").open(encoding="utf-8", newline="") as stream:
        for file, row, organisation, manner in list(csv.reader(stream))[1:]:
            if wanted in (None, file):
                yield file, int(row), int(organisation), manner


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
