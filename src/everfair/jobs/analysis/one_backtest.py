"""One backtest on demand: any held edition of any series, with each organisation's chance."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.conf import settings
from django.utils import timezone

from everfair.engine import STEPS
from everfair.jobs.analysis.backtests import Judged, judge_edition
from everfair.jobs.analysis.chosen_engine import open_facts
from everfair.jobs.analysis.grid import CAME, Grid, Grids
from everfair.jobs.facts_out import facts_out
from everfair.relations.models import Relationship
from everfair.shows.models import Edition

FACTS, STEPS_RUN = 35, 70  # parts of a hundred at which each phase ends, for progress


class NotAnalysed(LookupError):
    """Nobody came to that edition on that side, or it has not been held, or it is left out of analysis."""


@dataclass(frozen=True)
class OneBacktest:
    """An edition judged, and which relationships are in which of its cells."""

    grid: Grid
    judged: Judged
    cell_of: dict[int, int]  # relationship -> cell

    def rows(self) -> Iterator[tuple[str, float, int]]:
        """(organisation, probability, came), the most probable first; only those known before the edition."""
        cells = self.grid.cell[self.judged.booked.rows].tolist()
        chance = dict(zip(cells, self.judged.chance.tolist(), strict=True))
        came = self.grid.attended[:, self.judged.position] == CAME
        came_of = dict(zip(self.grid.cell.tolist(), came.tolist(), strict=True))
        known = [(chance[cell], key, cell) for key, cell in self.cell_of.items() if cell in chance]
        names = self._names([key for _, key, _ in known])
        for p, key, cell in sorted(known, key=lambda one: (-one[0], one[1])):
            yield names[key], round(p, 6), int(came_of[cell])

    @staticmethod
    def _names(keys: list[int]) -> dict[int, str]:
        named: dict[int, str] = {}
        for start in range(0, len(keys), 1000):
            found = Relationship.objects.filter(pk__in=keys[start : start + 1000]).select_related("party")
            named |= {one.pk: str(one.party) for one in found}
        return named


def backtest_of(edition: Edition, side: str, heard: Callable[[str, int], None]) -> OneBacktest:
    """Train on the editions before it, judge on it; `heard` is told (phase, per cent).

    Raises NotAnalysed, NotEnough.
    """
    heard("facts", 0)
    with tempfile.TemporaryDirectory(prefix="backtest-", dir=settings.DATA_DIR) as folder:
        snapshot = facts_out(Path(folder) / "facts")
        heard("steps", FACTS)
        with open_facts(snapshot.folder, timezone.localdate()) as pipeline:
            pipeline.run(STEPS)
            grid = Grids(pipeline).of(edition.series_id, side)
            if grid is None or edition.pk not in grid.editions:
                raise NotAnalysed
            scored = pipeline.arrays("scored", "relationship", "relationship, cell")
    heard("backtests", STEPS_RUN)
    judged = judge_edition(grid, grid.editions.index(edition.pk))
    here = np.isin(scored["cell"], grid.cell)
    cell_of = dict(zip(scored["relationship"][here].tolist(), scored["cell"][here].tolist(), strict=True))
    return OneBacktest(grid, judged, cell_of)
