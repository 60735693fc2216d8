"""What the rows of a kind of list keep to, seen as soon as it is known who they are about."""

from typing import Any

from everfair.jobs.imports.batches import Opened
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.who import Met

Firms = dict[int, Met]


class Rules:
    """Most lists have none."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened

    def sound(self, lines: list[Line], firms: Firms) -> list[Line]:
        """Those to be loaded; what cannot be gets a problem, what is on file stays as it is."""
        return lines

    def met(self, line: Line, firms: Firms, people: Firms) -> Met | None:
        """Who the row is about, for telling what would happen."""
        return firms.get(line.row) or people.get(line.row)

    def name(self, line: Line) -> str:
        return line.name

    def plan(self) -> dict[str, Any]:
        """What else of the list as a whole is told beside its rows."""
        return {}

    def warnings(self) -> list[dict[str, Any]]:
        """What looks odd about the list as a whole, as code and parameters."""
        return []
