"""A workbook: its sheets, and the rows of one of them."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from everfair.tables.codes import NoteCode, TableCode
from everfair.tables.limits import USUAL, Limits
from everfair.tables.problems import Note, Params, TableError
from everfair.tables.shape import Record, Sheet, letter
from everfair.tables.xlsx.cells import Interpreter
from everfair.tables.xlsx.package import Package
from everfair.tables.xlsx.plain_rows import read_rows
from everfair.tables.xlsx.sheet import LAST_COLUMN
from everfair.tables.xlsx.strings import Strings
from everfair.tables.xlsx.styles import Styles
from everfair.tables.xlsx.survey import Survey
from everfair.tables.xlsx.xml import Attributes, Visit, Visitor, local_attributes, parse

ODS = b"application/vnd.oasis.opendocument"
SHEETS = 255


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    hidden: bool
    path: str


class Workbook:
    """An open workbook; `choose` a sheet, then read its `records`."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self.date1904 = False
        main = self._main_part()
        self._related = self._relations(main)
        self._parts = self._sheets(main)

    def choose(self, name: str | None) -> tuple[Part, list[Sheet], list[Note]]:
        """The sheet of that name, or the first one shown that has rows; all sheets; what is worth knowing."""
        paths = {part.path for part in self._parts}  # several sheets may name one part: it is read once
        read = {path: Survey.of(self._package.chunks(path)) for path in paths}
        surveys = {part.name: read[part.path] for part in self._parts}
        sheets = [Sheet(part.name, part.hidden, surveys[part.name].rows) for part in self._parts]
        chosen = self._named(name) if name is not None else self._first(surveys)
        return chosen, sheets, notes(chosen.name, sheets, surveys[chosen.name])

    def records(self, name: str, start: int = 1) -> Iterator[Record]:
        part = self._named(name)
        interpreter = Interpreter(self._strings(), self._styles(), self.date1904, self._limits)
        elements = self._package.elements(part.path)
        return read_rows(
            self._package.chunks(part.path), part.path, interpreter, self._limits, elements, start
        )

    def _named(self, name: str) -> Part:
        for part in self._parts:
            if part.name == name:
                return part
        names = [part.name for part in self._parts]
        raise TableError(TableCode.NO_SUCH_SHEET, {"sheet": name, "sheets": names})

    def _first(self, surveys: dict[str, Survey]) -> Part:
        shown = [part for part in self._parts if not part.hidden] or self._parts
        return next((part for part in shown if surveys[part.name].rows), shown[0])

    def _main_part(self) -> str:
        targets = [
            target for _, kind, target in self._relationships("_rels/.rels", "") if kind == "officeDocument"
        ]
        main = targets[0] if targets else "xl/workbook.xml"
        self._refuse_kin(main)
        return main

    def _refuse_kin(self, main: str) -> None:
        names = self._package.names()
        if any(name.endswith("vbaproject.bin") for name in names):
            raise TableError(TableCode.MACRO_WORKBOOK, {})
        if main.endswith(".bin"):
            raise TableError(TableCode.BINARY_WORKBOOK, {})
        if "mimetype" in self._package and ODS in b"".join(self._package.chunks("mimetype"))[:100]:
            raise TableError(TableCode.OPEN_DOCUMENT, {})
        if main not in self._package or not main.startswith("xl/"):
            raise TableError(TableCode.NOT_A_WORKBOOK, {})

    def _relationships(self, part: str, base: str) -> list[tuple[str, str, str]]:
        """(id, kind, target part) of each relationship that stays inside the package."""
        found: list[tuple[str, str, str]] = []

        def visit(name: str, attributes: Attributes) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External" and len(found) < 10_000:
                target = attributes.get("Target", "")
                target = target.lstrip("/") if target.startswith("/") else posixpath.join(base, target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                found.append((attributes.get("Id", ""), kind, posixpath.normpath(target)))

        if part in self._package:
            self._parse(part, visit)
        return found

    def _relations(self, main: str) -> list[tuple[str, str, str]]:
        folder, name = posixpath.split(main)
        return self._relationships(f"{folder}/_rels/{name}.rels", folder)

    def _sheets(self, main: str) -> list[Part]:
        targets = {key: target for key, kind, target in self._related if kind == "worksheet"}
        parts: list[Part] = []

        def visit(name: str, attributes: Attributes) -> None:
            if name == "workbookPr":
                self.date1904 = attributes.get("date1904") in ("1", "true")
            elif name == "sheet" and len(parts) < SHEETS:
                path = targets.get(local_attributes(attributes).get("id", ""))
                if path is not None:
                    hidden = attributes.get("state", "visible") != "visible"
                    parts.append(Part(attributes.get("name", ""), hidden, path))

        self._parse(main, visit)
        if not parts:
            raise TableError(TableCode.NO_SHEETS, {})
        if len({part.name for part in parts}) < len(parts):
            raise TableError(TableCode.DAMAGED_WORKBOOK, {"part": main})
        return parts

    def _parse(self, part: str, visit: Visit) -> None:
        parse(
            self._package.chunks(part), part, Visitor(visit), self._limits.depth, self._package.elements(part)
        )

    def _strings(self) -> Strings | None:
        path = self._related_part("sharedStrings")
        if path is None:
            return None
        return Strings.read(self._package.chunks(path), path, self._limits, self._package.elements(path))

    def _styles(self) -> Styles:
        path = self._related_part("styles")
        if path is None:
            return Styles()
        return Styles.read(self._package.chunks(path), path, self._limits, self._package.elements(path))

    def _related_part(self, wanted: str) -> str | None:
        return next(
            (target for _, kind, target in self._related if kind == wanted and target in self._package), None
        )


def notes(chosen: str, sheets: list[Sheet], survey: Survey) -> list[Note]:
    others = [sheet.name for sheet in sheets if sheet.name != chosen and not sheet.hidden and sheet.rows]
    hidden = [sheet.name for sheet in sheets if sheet.hidden]
    columns = [_span(low, high) for low, high in survey.hidden_columns if 1 <= low <= high <= LAST_COLUMN]
    merged: Params = {"sheet": chosen, "count": survey.merged, "ranges": survey.ranges}
    every = [
        (others, Note(NoteCode.SEVERAL_SHEETS, {"sheet": chosen, "others": others})),
        (hidden, Note(NoteCode.HIDDEN_SHEETS, {"sheets": hidden})),
        (survey.hidden_rows, Note(NoteCode.HIDDEN_ROWS, {"sheet": chosen, "count": survey.hidden_rows})),
        (columns, Note(NoteCode.HIDDEN_COLUMNS, {"sheet": chosen, "columns": columns})),
        (survey.merged, Note(NoteCode.MERGED_CELLS, merged)),
        (survey.formulas, Note(NoteCode.FORMULAS, {"sheet": chosen, "count": survey.formulas})),
    ]
    return [note for is_so, note in every if is_so]


def _span(low: int, high: int) -> str:
    return letter(low - 1) if low == high else f"{letter(low - 1)}:{letter(high - 1)}"


def read_xlsx(
    path: Path, sheet: str | None = None, start: int = 1, limits: Limits = USUAL
) -> Iterator[Record]:
    """The records of a sheet in this very process: for trusted files and for tests. Raises `TableError`."""
    with Package(path, limits) as package:
        workbook = Workbook(package, limits)
        part, _, _ = workbook.choose(sheet)
        yield from workbook.records(part.name, start)
