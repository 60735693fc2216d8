"""What a row of a list of editions says: which edition it is about, and what is different on file."""

from typing import Any

from everfair.jobs.imports.batches import Opened
from everfair.jobs.imports.placing import Place
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.shows import Show, Told
from everfair.names.folding import has_han, has_kana
from everfair.shows.models import Edition
from everfair.shows.models.edition import CANCELLED


class EditionRows:
    """Puts rows to their editions in the order of the file; a row that cannot be gets a problem instead."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.place = Place(opened.shows, opened.reader)
        self.first: dict[tuple[int, str], Line] = {}

    def meet(self, line: Line) -> tuple[Show, Told] | None:
        """The edition the row is the first to speak of; None where it is refused or says the same once more."""
        show = None if line.problems else self.place.show(line)
        if show is None or line.problems or self.ends_early(line):
            return None
        told = show.edition(line.get("edition"), line.get("date"))
        first = self.first.setdefault((id(show), told.label.casefold()), line)
        if first is not line:
            if first.key != line.key:
                self.refuse(line, "edition", "edition_twice", {"row": first.row})
            return None
        self.tell(line, told)
        return show, told

    def ends_early(self, line: Line) -> bool:
        opens, closes = line.get("date"), line.get("end_date")
        if not (opens and closes and closes < opens):
            return False
        self.refuse(line, "end_date", "ends_before_it_opens", {"opens": opens.isoformat()})
        return True

    def refuse(self, line: Line, code: str, problem: str, params: dict[str, Any]) -> None:
        place = next((place for one, place in self.opened.reader.columns if one.code == code), None)
        line.problems.append(self.opened.reader.problem(line, place, problem, params))

    def tell(self, line: Line, told: Told) -> None:
        """The list is right about the dates, which decide the order."""
        told.rows += 1
        told.starts_on = line.get("date") or told.starts_on
        told.ends_on = line.get("end_date") or told.ends_on


def changes(line: Line, edition: Edition) -> dict[str, Any]:
    """What the row says that is different on file."""
    said = {**facts(line), **standing(line, edition)}
    return {name: value for name, value in said.items() if getattr(edition, name) != value}


def facts(line: Line) -> dict[str, Any]:
    city, country = line.get("place") or ("", "")
    name = line.text("edition_name")
    told = {
        "zh" if has_han(name) or has_kana(name) else "en": name,
        "starts_on": line.get("date"),
        "ends_on": line.get("end_date"),
        "city": line.text("city") or city,
        "country": line.text("country") or country,
        "venue": line.text("venue"),
    }
    return {name: value for name, value in told.items() if value}


def standing(line: Line, edition: Edition) -> dict[str, Any]:
    """A cancelled edition is no part of the analysis; one that is not cancelled any more is again."""
    holding = line.get("holding")
    if holding == "cancelled":
        return {"is_held": False, "is_excluded": True, "excluded_because": CANCELLED}
    if not holding:
        return {}
    lifted = {"is_excluded": False, "excluded_because": ""} if edition.excluded_because == CANCELLED else {}
    return {"is_held": holding == "held", **lifted}
