"""Competing shows: which there are, and a page for each."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404

from everfair.desk.findings.page import RIVALS, OfFindings, split
from everfair.desk.findings.panels import rival
from everfair.desk.findings.panels.panel import Lacking, Panel
from everfair.desk.findings.panels.rival import Rival
from everfair.desk.findings.raters import of_rival, raters, unnamed
from everfair.surveys.models import Competitor
from everfair.surveys.visible import competitors

NEEDED = 10  # respondents


class OfRivals(OfFindings):
    to = RIVALS
    codes = ("competitors",)

    def rival(self, one: Competitor) -> Rival | None:
        """What the run found of it; nothing where too few rated it."""
        bodies = {found.edition_id: found.body for found in self.findings if found.is_enough}
        if None not in bodies or one.pk not in bodies[None]["competitors"]:
            return None
        return Rival(one.pk, one.name, bodies[None], {key: body for key, body in bodies.items() if key})


class RivalsPage(OfRivals):
    template = "findings/rivals.html"

    def shown(self) -> dict[str, Any]:
        rows = [self.row(one) for one in competitors(self.scope).filter(series=self.series)]
        return {"rows": sorted(rows, key=lambda row: -row["n"])}

    def row(self, one: Competitor) -> dict[str, Any]:
        """With how ours stands against it, and how many rated it."""
        rows = of_rival(self.scope, self.series, self.published.side, one.pk)
        n = rows.order_by().exclude(party=None).values("party").distinct().count() + unnamed(rows)
        found = self.rival(one)
        counts = rival.standing(found) if found else {}
        return {"rival": one, "n": n, "counts": counts if any(counts.values()) else None}


class RivalPage(OfRivals):
    template = "findings/rival.html"

    @cached_property
    def competitor(self) -> Competitor:
        seen = competitors(self.scope).filter(series=self.series)
        return get_object_or_404(seen, pk=self.kwargs["rival"])

    def shown(self) -> dict[str, Any]:
        rows = of_rival(self.scope, self.series, self.published.side, self.competitor.pk)
        known = raters(self.scope, self.published.run, rows, self.series, self.published.side)
        nameless = unnamed(rows)
        panels = self.panels(known, nameless) if self.published.run else []
        return {"rival": self.competitor, "raters": known, "unnamed": nameless, **split(panels)}

    def panels(self, known: list[Any], nameless: int) -> list[Panel | Lacking]:
        found = self.rival(self.competitor)
        if found is None or not found.n:
            return [
                Lacking("competitors", len(known) + nameless, NEEDED, "respondents who rate a competing show")
            ]
        parts = (rival.topics, rival.over_editions)
        told = [part(found, self.asked) for part in parts]
        customers = rival.known_customers(known, nameless)
        return [*told, customers] if customers else told
