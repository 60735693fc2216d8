"""Putting the rows of a list of participations to their series, edition and roles."""

from everfair.intake.kinds import Kind
from everfair.jobs.imports.reading import Line, Reader
from everfair.jobs.imports.shows import Show, Shows, Told

DEFAULT_ROLE = "exhibitor"


class Place:
    """Where a row belongs; rows of series the user may not bring lists in for get a problem instead."""

    def __init__(self, shows: Shows, reader: Reader) -> None:
        self.shows = shows
        self.reader = reader

    def show(self, line: Line) -> Show | None:
        if not line.get("series"):
            return None
        show = self.shows.series(line.text("series"))
        if show is None:
            place = next((place for one, place in self.reader.columns if one.code == "series"), None)
            params = {"series": line.text("series")}
            line.problems.append(self.reader.problem(line, place, "series_not_yours", params))
        return show

    def edition(self, line: Line, show: Show) -> Told | None:
        """The edition that the row speaks of. The days of a participation are those of its edition; other rows tell
        when something happened."""
        dated = self.reader.kind == Kind.PARTICIPATIONS
        opens, closes = (line.get("date"), line.get("end_date")) if dated else (None, None)
        if line.get("edition") is None and opens is None:
            return None
        told = show.edition(line.get("edition"), opens, closes)
        told.met(opens, closes)
        if line.get("edition") is not None:
            told.says(opens, closes)
        return told


def roles_of(line: Line) -> list[str]:
    return list(line.get("role") or [DEFAULT_ROLE])


def edition_of(show: Show, line: Line) -> int | None:
    """The edition of a row whose list need not name one."""
    wanted = line.text("edition").casefold()
    return show.editions[wanted].pk if wanted else None
