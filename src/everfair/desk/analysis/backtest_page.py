"""The forecast put to the test: each held edition forecast from those before it, against who came."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from everfair.relations.models import Backtest
from everfair.relations.published import Published
from everfair.shows.scope import Capability
from everfair.ui import figures
from everfair.ui.of_series import OfSeries, customers_url

OURS = "everfair"
MODELS: dict[str, str | Promise] = {
    OURS: _l("Our forecast"),
    "bgbb": _l("Plain BG/BB"),
    "boosting": _l("Gradient boosting"),
    "logistic": _l("Logistic regression"),
    "last_time": _l("“Was here last time”"),
}


@dataclass(frozen=True)
class Judged:
    """How one model did on one edition."""

    code: str
    name: str
    auc: float | None
    log_loss: float | None
    expected: float
    low: float
    high: float
    came: int

    @property
    def held(self) -> bool:
        return self.low <= self.came <= self.high


@dataclass(frozen=True)
class Summary:
    """How one model did over all editions judged: means, and how often its interval held."""

    code: str
    name: str
    auc: float | None
    log_loss: float | None
    held: int
    n: int
    best_auc: bool = False
    best_log_loss: bool = False


def judged(row: Backtest, code: str) -> Judged:
    found = row.figures[code]
    numbers = (found["expected"], found["low"], found["high"])
    return Judged(code, str(MODELS[code]), found["auc"], found["log_loss"], *numbers, row.came)


def mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def summaries(rows: list[Backtest]) -> list[Summary]:
    table = {code: [judged(row, code) for row in rows if code in row.figures] for code in MODELS}
    aucs = {code: mean([one.auc for one in some]) for code, some in table.items()}
    losses = {code: mean([one.log_loss for one in some]) for code, some in table.items()}
    best_auc = max((value for value in aucs.values() if value is not None), default=None)
    best_loss = min((value for value in losses.values() if value is not None), default=None)
    return [
        Summary(
            code,
            str(MODELS[code]),
            aucs[code],
            losses[code],
            sum(one.held for one in some),
            len(some),
            aucs[code] is not None and aucs[code] == best_auc,
            losses[code] is not None and losses[code] == best_loss,
        )
        for code, some in table.items()
        if some
    ]


class BacktestPage(OfSeries):
    other_show, to = "analysis:home", "backtest"
    http_method_names = ["get", "head", "options"]

    @cached_property
    def published(self) -> Published:
        return Published.asked(self.series, self.request.GET.get("side", ""))

    @cached_property
    def target(self) -> Backtest | None:
        """The edition asked for; else the latest."""
        rows, wanted = self.published.backtests, self.request.GET.get("target", "")
        return next((row for row in rows if str(row.edition_id) == wanted), rows[-1] if rows else None)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.must(Capability.SEE)
        rows = self.published.backtests
        context = self.frame() | {
            "published": self.published,
            "run": self.published.run,
            "forecast": self.published.forecast,
            "rows": [(row, judged(row, OURS)) for row in reversed(rows)],
            "summaries": summaries(rows),
            "sentences": list(self.sentences(rows)),
            "intervals": self.intervals(rows),
            "target": self.target,
            "target_models": [judged(self.target, code) for code in MODELS if code in self.target.figures]
            if self.target
            else [],
            "calibration": self.calibration(),
            "surprises": self.surprises(),
            "tab": "backtest",
        }
        return render(request, "analysis/backtest.html", context)

    def sentences(self, rows: list[Backtest]) -> Iterator[str]:
        """The result in words first."""
        if not rows:
            return
        by_code = {one.code: one for one in summaries(rows)}
        ours = by_code[OURS]
        yield ngettext(
            "Of the last {n} edition, the forecast's interval held what came in {held}.",
            "Of the last {n} editions, the forecast's interval held what came in {held}.",
            ours.n,
        ).format(n=ours.n, held=ours.held)
        if (plain := by_code.get("bgbb")) is not None:
            yield _("Plain BG/BB's interval held it in {held}.").format(held=plain.held)
        if ours.auc is not None:
            yield self.ranking(ours, by_code)

    @staticmethod
    def ranking(ours: Summary, by_code: dict[str, Summary]) -> str:
        assert ours.auc is not None
        told = _("Of 100 pairs, one who came and one who did not, it ranks {n} rightly").format(
            n=round(ours.auc * 100)
        )
        others = [
            _("{model} {n}").format(model=one.name, n=round(one.auc * 100))
            for code, one in by_code.items()
            if code != OURS and one.auc is not None
        ]
        return _("{told} ({others}).").format(told=told, others=", ".join(others)) if others else f"{told}."

    def intervals(self, rows: list[Backtest]) -> dict[str, Any]:
        """Forecast intervals with what came as dots, and the edition to come at the end."""
        columns = [self.column(row) for row in rows]
        forecast = self.published.forecast
        if forecast is not None and forecast.edition is not None:
            found = {name: round(getattr(forecast, name), 1) for name in ("expected", "low", "high")}
            columns.append({"label": forecast.edition.label, "name": str(forecast.edition)} | found)
        words = {
            "known": _("Came, of those known before"),
            "expected": _("Forecast, 90 % interval"),
            "left_out": _("left out of analysis"),
        }
        return {"dots": True, "columns": columns, "words": words}

    def column(self, row: Backtest) -> dict[str, Any]:
        found = {name: round(row.figures[OURS][name], 1) for name in ("expected", "low", "high")}
        url = f"{reverse('analysis:backtest', args=[self.series.pk])}?target={row.edition_id}"
        return {"label": row.edition.label, "name": str(row.edition), "known": row.came, "url": url} | found

    def calibration(self) -> dict[str, Any]:
        bins = [] if self.target is None else self.target.calibration
        return {
            "bins": [
                {
                    "predicted": one["predicted"],
                    "actual": one["came"],
                    "low": one["low"],
                    "high": one["high"],
                    "n": round(one["n"]),
                }
                for one in bins
            ],
            "x": _("Chance said before"),
            "y": _("Share that came"),
        }

    def surprises(self) -> list[tuple[str, str]]:
        """The customers the history spoke most against: by their stage at the edition before."""
        before = self.published.before(self.target.edition) if self.target else None
        if before is None or self.target is None:
            return []
        edition, side = self.target.edition_id, ("side", self.published.side)
        asked: list[tuple[str, list[tuple[str, str | int]]]] = [
            (_("Came although given up"), [("came", edition), ("at", f"{before.pk}:disappearance")]),
            (_("Stayed away although in trust"), [("not_came", edition), ("at", f"{before.pk}:trust")]),
        ]
        urls = [(words, customers_url(self.series, *narrowed, side)) for words, narrowed in asked]
        return [(words, url) for words, url in urls if url]


def interval(one: Judged) -> str:
    return f"{figures.number(round(one.low))} – {figures.number(round(one.high))}"
