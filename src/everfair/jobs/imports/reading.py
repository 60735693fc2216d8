"""From the rows of a table to the values of fields: every row is whole, or says what is wrong with it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from everfair.intake import fields
from everfair.intake.fields import Field, Reads
from everfair.jobs.imports.cells import Unreadable, read_cell
from everfair.tables import CellProblem, Header, Row, TableError, ValueProblem
from everfair.tables.headers import header_text
from everfair.tables.problems import shown
from everfair.tables.summaries import summary_at
from everfair.tables.values.amounts import Amount, to_minor
from everfair.tables.values.units import in_unit, other_area_unit, unit_of_amounts

Problem = dict[str, Any]
STANDARD_STAND_DM2 = 900


@dataclass(slots=True)
class Line:
    """One row: the values of its fields (what is given beside the file included), or its problems."""

    row: int
    cells: Sequence[str]
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    key: str = ""

    def get(self, code: str) -> Any:
        return self.values.get(code)

    def text(self, code: str) -> str:
        return str(self.values.get(code) or "")

    @property
    def name(self) -> str:
        """What the row is about, for showing."""
        return (
            self.text("organisation")
            or self.text("display_name")
            or self.text("english_name")
            or self.text("person")
        )


class Reader:
    """Reads the rows of one file as its mapping says. `givens` are texts, read like cells."""

    def __init__(
        self,
        kind: str,
        headers: Sequence[Header],
        mapping: dict[str, int],
        givens: dict[str, Any],
        currency: str,
    ) -> None:
        self.kind = kind
        self.headers = headers
        self.columns = [(one, mapping[one.code]) for one in fields.FIELDS[kind] if one.code in mapping]
        self.titles = [
            (place, self.heading(one.code)) for one, place in self.columns if self.heading(one.code)
        ]
        self.of_persons = [one.code for one, _ in self.columns if one.code in fields.OF_PERSONS]
        self.day_first: bool | None = givens.get("day_first")
        self.date1904 = bool(givens.get("date1904"))
        self.header_row = int(givens.get("header_row") or 0)
        self.currency = currency
        self.least = next((one.least for one in fields.FIELDS[kind] if one.code == "amount"), None)
        self.space_dm2 = int(givens.get("space_dm2") or STANDARD_STAND_DM2)
        self.given = self._read_givens(givens)
        self.unit = unit_of_amounts(self.heading("amount"), givens.get("above", ()))
        self.area_unit = other_area_unit(self.heading("area"))
        self.read_cached = lru_cache(maxsize=8_192)(self._read)

    def heading(self, code: str) -> str:
        place = self.place(code)
        return self.headers[place].text if place is not None and place < len(self.headers) else ""

    def _read_givens(self, givens: dict[str, Any]) -> dict[str, Any]:
        told = {one: givens.get(one.code) for one in fields.givens_of(self.kind)}
        return {one.code: read_cell(one, text, self.day_first) for one, text in told.items() if text}

    def _read(self, one: Field, text: str) -> Any:
        if one.reads is Reads.AREA and self.area_unit:
            text = f"{text} {self.area_unit}"
        try:
            return read_cell(one, text, self.day_first, self.date1904)
        except (ValueProblem, Unreadable) as wrong:
            return Wrong(str(wrong.code), dict(wrong.params))

    def read(self, row: Row) -> Line:
        line = Line(row.number, row.cells)
        if row.problems:
            line.problems = [of_the_table(problem) for problem in row.problems]
            return line
        if (place := summary_at(row.cells)) is not None:
            line.problems = [self.problem(line, place, "summary_row", {})]
            return line
        if self.says_headers(row.cells):
            line.problems = [
                self.problem(line, min(self.titles)[0], "header_again", {"row": self.header_row})
            ]
            return line
        line.values.update(self.given)
        for one, place in self.columns:
            text = row.cells[place]
            if text.strip():
                self._take(line, one, place, self.read_cached(one, text))
        self._measure(line)
        self._ask_for_missing(line)
        line.key = self.natural_key(line)
        return line

    def says_headers(self, cells: Sequence[str]) -> bool:
        """Whether a row is the header line once more, as where files were put together or pages have each their own."""
        return bool(self.titles) and all(header_text(cells[place]) == title for place, title in self.titles)

    def _take(self, line: Line, one: Field, place: int, value: Any) -> None:
        if isinstance(value, Wrong):
            line.problems.append(self.problem(line, place, value.code, value.params))
        elif value is not None:
            line.values[one.code] = value

    def _measure(self, line: Line) -> None:
        """Areas from numbers of standard stands, amounts in minor units."""
        spaces: Decimal | None = line.get("spaces")
        if spaces is not None and line.get("area") is None:
            line.values["area"] = int(spaces * self.space_dm2)
        amount: Amount | None = line.get("amount")
        if amount is not None:
            named = amount.currency or line.get("currency") or self.unit.currency
            currency = line.values["currency"] = named or self.currency
            try:
                line.values["amount"] = to_minor(in_unit(amount, self.unit), currency)
            except ValueProblem as wrong:
                self._refuse_amount(line, str(wrong.code), dict(wrong.params))
            else:
                self._refuse_too_little(line, line.values["amount"])

    def _refuse_too_little(self, line: Line, minor: int) -> None:
        if self.least is not None and minor < self.least:
            self._refuse_amount(line, "amount_not_above_0" if self.least else "amount_below_0", {})

    def _refuse_amount(self, line: Line, code: str, params: dict[str, Any]) -> None:
        line.problems.append(self.problem(line, self.place("amount"), code, params))

    def _ask_for_missing(self, line: Line) -> None:
        for code in self.of_persons:
            if line.get(code) and not line.get("person"):
                line.problems.append(
                    self.problem(line, self.place(code), "value_missing", {"field": "person"})
                )
        for group in fields.missing(self.kind, set(line.values)):
            if not any(self._is_wrong(line, code) for code in group):
                place = next((place for one, place in self.columns if one.code in group), None)
                line.problems.append(self.problem(line, place, "value_missing", {"field": group[0]}))

    def _is_wrong(self, line: Line, code: str) -> bool:
        return any(problem.get("field") == code for problem in line.problems)

    def place(self, code: str) -> int | None:
        return next((place for one, place in self.columns if one.code == code), None)

    def problem(self, line: Line, place: int | None, code: str, params: dict[str, Any]) -> Problem:
        at = next((one.code for one, where in self.columns if where == place), None)
        told: Problem = {"code": code, "params": params, "field": at, "column": "", "header": "", "value": ""}
        if place is not None:
            header = self.headers[place] if place < len(self.headers) else None
            told |= {"column": header.letter if header else "", "header": header.text if header else ""}
            told["value"] = shown(line.cells[place])
        return told

    def natural_key(self, line: Line) -> str:
        """What makes this row the same row again: the kind, what is given, and the cells that are read."""
        parts = [self.kind, *(f"{code}={value}" for code, value in sorted(self.given.items()))]
        parts += [f"{one.code}:{line.cells[place].strip()}" for one, place in self.columns]
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Wrong:
    code: str
    params: dict[str, Any]


def of_the_table(problem: CellProblem) -> Problem:
    return {
        "code": str(problem.code),
        "params": dict(problem.params),
        "column": problem.column or "",
        "header": problem.header or "",
        "value": problem.value,
        "field": None,
    }


def unread_behind(row: int, why: TableError) -> Line:
    """The row that stands for all that could not be read."""
    told = {"row": row, "why": {"code": str(why.code), "params": dict(why.params)}}
    problem = {
        "code": "unread_behind",
        "params": told,
        "column": "",
        "header": "",
        "value": "",
        "field": None,
    }
    return Line(row + 1, (), problems=[problem])
