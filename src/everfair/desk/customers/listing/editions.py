"""The editions of a series as the list needs them: in order, by key, and where each stands in a score's path."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from everfair.relations.models import AnalysisRun
from everfair.shows.models import Edition, Series


@dataclass
class Editions:
    """Of the series looked at; none where all shows are."""

    series: Series | None
    run: AnalysisRun | None

    @cached_property
    def all(self) -> list[Edition]:
        """The latest first."""
        if self.series is None:
            return []
        return sorted(self.series.editions.all(), key=lambda one: -one.ordinal)

    @cached_property
    def held(self) -> list[Edition]:
        """Those that count, in order."""
        return [one for one in reversed(self.all) if one.is_held and not one.is_excluded]

    def labels(self) -> list[tuple[str, str]]:
        return [(str(one.pk), str(one)) for one in self.all]

    def places(self, side: str) -> Sequence[int]:
        """Keys of the editions in the order of `Score.path` for that side of the show."""
        return self.analysed(side) or [one.pk for one in self.held]

    def analysed(self, side: str) -> list[int]:
        """Keys of those the run tells of, in the order it found them in."""
        if self.series is None or self.run is None:
            return []
        return self.run.editions_of(self.series.pk, side)
