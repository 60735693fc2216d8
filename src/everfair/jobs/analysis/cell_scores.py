"""What all relationships of a cell have in common in their scores, strip included."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from everfair.jobs.analysis.chances import Chances, reason_items
from everfair.jobs.analysis.grid import CAME, Grid
from everfair.jobs.analysis.stages import DEPTHS, DETAILS, RUNGS, STAGE_NAMES, Stages, evidence_items
from everfair.relations.models import Score
from everfair.relations.models.stage import LETTERS, Stage
from everfair.ui.strip import Dot, draw_strip

NEXT_MARKS = ("", Score.NextMark.ASKED.value, Score.NextMark.BOOKED.value, Score.NextMark.BROKE_OFF.value)
LETTER = tuple(LETTERS[Stage(name)] for name in STAGE_NAMES)
MARKS = {1: "1", 0: "0", -1: "-"}


class CellScores:
    """Makes the columns of a score for the cells of one grid; equal strips and reasons are made once."""

    def __init__(self, grid: Grid, found: Stages, chance: Chances | None) -> None:
        self.grid, self.found, self.chance = grid, found, chance
        self.row_of = {int(row): at for at, row in enumerate(chance.rows)} if chance is not None else {}
        self._strips: dict[Any, str] = {}
        self._reasons: dict[Any, str] = {}

    def common(self, at: int) -> dict[str, Any]:
        """Columns of the cell at that row of the grid, but for what is told of one relationship only."""
        grid, found = self.grid, self.found
        stage = int(found.posterior[at].argmax())
        path = found.path[at]
        return {
            "series_id": grid.series,
            "stage": STAGE_NAMES[stage],
            "stage_p": round(float(found.posterior[at, stage]), 6),
            **{f"p_{name}": round(float(found.posterior[at, k]), 6) for k, name in enumerate(STAGE_NAMES)},
            "previous_stage": STAGE_NAMES[path[-2]] if len(path) > 1 and path[-2] >= 0 else "",
            **self._times(at),
            "path": "".join(LETTER[step] if step >= 0 else "-" for step in path.tolist()),
            "attended": "".join(MARKS[mark] for mark in grid.attended[at].tolist()),
            **self._chance(at),
            "next_edition_id": grid.next_edition,
            "next_mark": NEXT_MARKS[int(grid.next_mark[at])],
            "ladder": RUNGS[int(found.rung[at])],
            "depth": DEPTHS[int(found.depth[at])],
            "strip": self._strip(at),
        }

    def _times(self, at: int) -> dict[str, Any]:
        grid, found = self.grid, self.found
        first, since = int(grid.first[at]), int(found.in_stage[at])
        came = grid.attended[at].nonzero()[0] if first < 0 else (grid.attended[at] == CAME).nonzero()[0]
        return {
            "stage_since_id": grid.editions[-since] if grid.editions and since else None,
            "editions_in_stage": since,
            "editions_to_trust": int(found.to_trust[at]) if found.to_trust[at] >= 0 else None,
            "times_came": int(found.past[at]),
            "missed_run": int(found.missed[at]),
            "first_edition_id": grid.editions[first] if first >= 0 else None,
            "last_edition_id": grid.editions[int(came[-1])] if first >= 0 else None,
        }

    def _chance(self, at: int) -> dict[str, Any]:
        row = self.row_of.get(at)
        if row is None or self.chance is None:
            return {"chance": None, "chance_low": None, "chance_high": None, "size": -1, "reasons": "[]"}
        chance = self.chance
        return {
            "chance": round(float(chance.p[row]), 6),
            "chance_low": round(float(chance.low[row]), 6),
            "chance_high": round(float(chance.high[row]), 6),
            "size": int(chance.standing.size[row]),
            "reasons": self._reason_text(row),
        }

    def _reason_text(self, row: int) -> str:
        assert self.chance is not None
        standing = self.chance.standing
        columns = (
            standing.first,
            standing.past,
            standing.missed,
            standing.since,
            standing.run,
            standing.size,
        )
        key = tuple(int(column[row]) for column in columns)
        if key not in self._reasons:
            self._reasons[key] = json.dumps(reason_items(self.chance, self.grid, row))
        return self._reasons[key]

    def _strip(self, at: int) -> str:
        row = self.row_of.get(at)
        chance = None
        if row is not None and self.chance is not None:
            p, low, high = (float(each[row]) for each in (self.chance.p, self.chance.low, self.chance.high))
            chance = (round(p, 2), round(low, 2), round(high, 2))
        attended, path = self.grid.attended[at], self.found.path[at]
        size = self.grid.signals["size"][at, : len(attended)]
        key = (attended.tobytes(), path.tobytes(), size.tobytes(), chance)
        if key not in self._strips:
            self._strips[key] = draw_strip(_dots(attended.tolist(), path.tolist(), size.tolist()), chance)
        return self._strips[key]

    def evidence(self, at: int) -> "CellEvidence":
        return CellEvidence(evidence_items(self.found, self.grid, at))


class CellEvidence:
    """The evidence of a cell, to be completed with what is told of one relationship only."""

    def __init__(self, items: list[dict[str, Any]]) -> None:
        self.items = items
        self.own = [item for item in items if item["code"] in DETAILS]
        self._text = json.dumps(items)

    def text(self, details: Mapping[str, Any]) -> str:
        if not self.own:
            return self._text
        return json.dumps([self._completed(item, details) for item in self.items])

    @staticmethod
    def _completed(item: dict[str, Any], details: Mapping[str, Any]) -> dict[str, Any]:
        own = {_name(detail): _plain(details[detail]) for detail in DETAILS.get(item["code"], ())}
        return item | {"params": item["params"] | own} if own else item


def _name(detail: str) -> str:
    return "on" if detail.endswith("_on") else detail


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _dots(attended: list[int], path: list[int], size: list[int]) -> list[Dot]:
    return [
        Dot(
            came=None if mark < 0 else mark == CAME,
            area_level=level + 1 if mark == CAME else 0,
            stage=STAGE_NAMES[step] if step >= 0 else "",
        )
        for mark, step, level in zip(attended, path, size, strict=True)
    ]
