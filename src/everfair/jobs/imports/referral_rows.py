"""Rows of a list of referrals: nobody brings itself, and who brought whom does not go round."""

from dataclasses import replace
from typing import Any

from everfair.jobs.imports.batches import Opened
from everfair.jobs.imports.brought import ON_FILE, Brought, Said, Told
from everfair.jobs.imports.participations import Roles
from everfair.jobs.imports.placing import roles_of
from everfair.jobs.imports.reading import Line
from everfair.jobs.imports.records import referrer_of
from everfair.jobs.imports.rules import Firms, Rules
from everfair.jobs.imports.who import Met

SHARED_TOLD = 20
REFERRERS = ("referrer", "referrer_english_name")


def told_by(line: Line) -> Told:
    return Told(line.row, line.get("weight") or 1.0, line.get("direction") == "kept_away")


def otherwise(line: Line, before: Told) -> str:
    """The field that the row tells otherwise; an empty cell says nothing."""
    said = told_by(line)
    if line.get("weight") is not None and said.weight != before.weight:
        return "weight"
    return "direction" if line.get("direction") and said.is_warning != before.is_warning else ""


class ReferralRules(Rules):
    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.brought = Brought()
        self.roles = Roles()

    def sound(self, lines: list[Line], firms: Firms) -> list[Line]:
        return [line for line in lines if self.stands(line, firms)]

    def stands(self, line: Line, firms: Firms) -> bool:
        """Whether the row says something that can be; what cannot gets a problem instead."""
        said = self.said(line, firms)
        before = self.brought.told(said)
        if before is not None:
            self.compare(line, before)
            return False
        if said.referrer == said.child:
            self.refuse(line, "referral_of_itself", {"name": line.name})
        elif self.brought.goes_round(said):
            self.refuse(line, "referral_in_a_circle", {"name": line.name})
        else:
            self.brought.add(said, told_by(line), line.name)
        return not line.problems

    def compare(self, line: Line, before: Told) -> None:
        """What is on file stays as it is; a row that says it otherwise is refused, never passed over."""
        if before.row != ON_FILE:
            self.refuse(line, "referral_twice", {"row": before.row})
        elif column := otherwise(line, before):
            direction = "kept_away" if before.is_warning else "brought"
            params = {"direction": direction, "weight": f"{before.weight:g}"}
            self.refuse(line, "referral_otherwise", params, (column,))

    def said(self, line: Line, firms: Firms) -> Said:
        show = self.opened.shows.series(line.text("series"))
        assert show is not None, "a row of a show that is not theirs is refused before"
        side = self.roles.side(roles_of(line))
        return Said(self.brought.knows(show), firms[line.row].who, firms[-line.row].who, side)

    def refuse(
        self, line: Line, code: str, params: dict[str, Any], columns: tuple[str, ...] = REFERRERS
    ) -> None:
        reader = self.opened.reader
        place = next((place for one, place in reader.columns if one.code in columns), None)
        line.problems.append(reader.problem(line, place, code, params))

    def met(self, line: Line, firms: Firms, people: Firms) -> Met | None:
        """Both of the row in one: new where either is, with the doubts about either."""
        child, referrer = firms.get(line.row), firms.get(-line.row)
        if child is None or referrer is None:
            return child
        is_new = child.is_new or referrer.is_new
        return replace(child, is_new=is_new, doubts=child.doubts + referrer.doubts)

    def name(self, line: Line) -> str:
        referrer = referrer_of(line)
        return f"{referrer.name} → {line.name}" if referrer else line.name

    def warnings(self) -> list[dict[str, Any]]:
        """Customers whom several brought: easily one claim too many."""
        return [
            {"code": "several_referrers", "params": {"row": row, "count": count, "name": name}}
            for row, count, name in self.brought.shared(SHARED_TOLD)
        ]
