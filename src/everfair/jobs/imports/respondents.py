"""Who answered, and what makes two rows the answers of one respondent."""

import hashlib
from collections.abc import Sequence
from typing import Any

from everfair.jobs.imports.reading import Line, Reader
from everfair.tables import Header, Row

NAMED_BY = ("organisation", "english_name", "external_id")


class SurveyReader(Reader):
    """Reads rows of respondents, who need not be customers."""

    def __init__(
        self,
        kind: str,
        headers: Sequence[Header],
        mapping: dict[str, int],
        givens: dict[str, Any],
        currency: str,
    ) -> None:
        super().__init__(kind, headers, mapping, givens, currency)
        self.mapping, self.givens = mapping, givens
        self.file, self.by = str(givens.get("filename", "")), givens.get("by")

    def read(self, row: Row) -> Line:
        line = super().read(row)
        if line.key:
            self._know(line)
            self.take(line)
            line.key = self.natural_key(line)
        return line

    def take(self, line: Line) -> None:
        """What the row says, besides who says it."""

    def _know(self, line: Line) -> None:
        """A person without organisation, e-mail and phone is no customer: a respondent by that name."""
        if line.get("person") and not any(map(line.get, (*NAMED_BY, "email", "phone"))):
            name = line.values.pop("person")
            line.values.setdefault("respondent", str(name)[:120])

    def natural_key(self, line: Line) -> str:
        """Rows that name nobody may say the same and still be two: they go by their file and row."""
        parts = [super().natural_key(line), *self.beside(line)]
        if not identity(line):
            parts += [self.file, str(line.row)]
        return digest(parts)

    def beside(self, line: Line) -> Sequence[str]:
        """What else makes the row what it is."""
        return ()

    def refuse(self, line: Line, place: int | None, code: str, **params: object) -> None:
        line.problems.append(self.problem(line, place, code, dict(params)))

    def who(self) -> int | None:
        """The column that tells best who answered."""
        told = (self.place(code) for code in ("respondent", "organisation", "english_name", "person"))
        return next((place for place in told if place is not None), None)


def identity(line: Line) -> str:
    """Empty where the row names nobody."""
    codes = ("respondent", "external_id", "organisation", "english_name", "person", "email", "phone")
    told = [line.text(code).strip().casefold() for code in codes]
    return "\x1f".join(told) if any(told) else ""


def digest(parts: Sequence[object]) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()
