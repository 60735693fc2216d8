"""The editions of a series as the list needs them: in order, by key, and where each stands in a score's path."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from everfair.relations.models import AnalysisRun, EditionFigures
from everfair.shows.models import Edition


@dataclass
class Editions:
    """Of the series looked at; none where all shows are."""

    series_id: int | None
    run: AnalysisRun | None
    by_side: dict[str, list[int]] = field(default_factory=dict)

    @cached_property
    def all(self) -> list[Edition]:
        """The latest first."""
        if self.series_id is None:
            return []
        return list(Edition.objects.filter(series_id=self.series_id).order_by("-ordinal"))

    @cached_property
    def held(self) -> list[Edition]:
        """Those that count, in order."""
        return [one for one in reversed(self.all) if one.is_held and not one.is_excluded]

    def labels(self) -> list[tuple[str, str]]:
        return [(str(one.pk), str(one)) for one in self.all]

    def places(self, side: str) -> Sequence[int]:
        """Keys of the editions in the order of `Score.path` for that side of the show."""
        if side not in self.by_side:
            self.by_side[side] = self.analysed(side) or [one.pk for one in self.held]
        return self.by_side[side]

    def analysed(self, side: str) -> list[int]:
        """Keys of those the run tells of, in order."""
        found = EditionFigures.objects.filter(run=self.run, side=side, edition__series=self.series_id)
        return list(found.order_by("edition__ordinal").values_list("edition_id", flat=True))
