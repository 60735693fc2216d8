"""What the published run says of one series and one side of the show; every query is made once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from everfair.relations.models import AnalysisRun, Backtest, EditionFigures, Finding, Forecast
from everfair.shows.models import Edition, Series
from everfair.shows.models.role import Side

Figure = dict[str, Any]


@dataclass
class Published:
    series: Series
    side: str = Side.EXHIBITOR.value

    @classmethod
    def asked(cls, series: Series, side: str) -> "Published":
        """Of the side asked for, if there is such a one; else the exhibitors."""
        return cls(series, side if side in Side.values else Side.EXHIBITOR.value)

    @cached_property
    def run(self) -> AnalysisRun | None:
        return AnalysisRun.published()

    @cached_property
    def editions(self) -> list[Edition]:
        """All of the series, in order."""
        return list(self.series.editions.order_by("ordinal"))

    @cached_property
    def sides(self) -> list[tuple[str, str]]:
        """The sides there are figures of."""
        found = EditionFigures.objects.filter(run=self.run, edition__series=self.series)
        there = set(found.values_list("side", flat=True).distinct()) | {self.side}
        return [(str(code), str(word)) for code, word in Side.choices if code in there]

    @cached_property
    def figures(self) -> dict[int, dict[str, Figure]]:
        """Of each analysed edition: measure -> value, n, low, high."""
        found = EditionFigures.objects.filter(run=self.run, edition__series=self.series, side=self.side)
        return dict(found.values_list("edition_id", "figures"))

    @cached_property
    def analysed(self) -> list[Edition]:
        return [one for one in self.editions if one.pk in self.figures]

    @cached_property
    def backtests(self) -> list[Backtest]:
        found = Backtest.objects.filter(run=self.run, edition__series=self.series, side=self.side)
        return list(found.select_related("edition").order_by("edition__ordinal"))

    @cached_property
    def forecast(self) -> Forecast | None:
        found = Forecast.objects.filter(run=self.run, series=self.series, side=self.side)
        return found.select_related("edition").first()

    @cached_property
    def findings(self) -> dict[tuple[str, int | None], dict[str, Any]]:
        """(code, edition or None for all of them) -> body, in the shapes of `relations.findings`."""
        found = Finding.objects.filter(run=self.run, series=self.series, side=self.side)
        return {
            (code, edition): body for code, edition, body in found.values_list("code", "edition_id", "body")
        }

    def finding(self, code: str, edition: int | None = None) -> dict[str, Any] | None:
        """None: not looked for, as nothing was published since it can be."""
        return self.findings.get((code, edition))

    def figure(self, edition: Edition, code: str) -> Figure | None:
        return self.figures.get(edition.pk, {}).get(code)

    def value(self, edition: Edition, code: str) -> Any:
        found = self.figure(edition, code)
        return found["value"] if found else None

    def before(self, edition: Edition) -> Edition | None:
        """The analysed edition before that one."""
        earlier = [one for one in self.analysed if one.ordinal < edition.ordinal]
        return earlier[-1] if earlier else None

    @property
    def next_edition(self) -> Edition | None:
        """The first one still to be held."""
        return next((one for one in self.editions if not one.is_held), None)
