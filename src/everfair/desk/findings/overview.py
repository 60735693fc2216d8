"""All that was found out about a show, a sentence each: where a director starts reading."""

from dataclasses import dataclass
from typing import Any

from everfair.desk.findings.page import OfFindings
from everfair.desk.findings.panels.panel import Lacking, Panel
from everfair.desk.findings.themes import THEMES, Theme


@dataclass(frozen=True)
class Chapter:
    theme: Theme
    told: list[Panel]
    lacking: list[Lacking]


class Overview(OfFindings):
    template = "findings/overview.html"
    codes = tuple(code for theme in THEMES for code in theme.codes)

    def shown(self) -> dict[str, Any]:
        chapters = self.chapters() if self.published.run else []
        return {"chapters": chapters, "count": sum(len(one.told) for one in chapters)}

    def chapters(self) -> list[Chapter]:
        found = {one.code: one for one in self.findings if one.edition_id is None}
        chapters = []
        for theme in THEMES:
            panels = [panel for code in theme.codes for panel in self.panel_of(code, found.get(code))]
            told = [one for one in panels if isinstance(one, Panel)]
            chapters.append(Chapter(theme, told, [one for one in panels if isinstance(one, Lacking)]))
        return chapters
