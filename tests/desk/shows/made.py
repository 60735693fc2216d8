"""A show of five editions with a published analysis, told in a few lines."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from everfair.parties.models import Party
from everfair.relations.models import (
    AnalysisRun,
    Backtest,
    EditionFigures,
    Forecast,
    Publication,
    Relationship,
    Score,
)
from everfair.shows.models import Edition, Participation, Role, Series, Stand

TENTHS = [{"n": 10.0, "predicted": 0.2, "came": 0.3, "low": 0.15, "high": 0.5}]


@dataclass(frozen=True)
class Fair:
    series: Series
    editions: list[Edition]
    run: AnalysisRun

    @property
    def next(self) -> Edition:
        return self.editions[-1]

    @property
    def last(self) -> Edition:
        return self.editions[-2]


def editions(series: Series) -> list[Edition]:
    """Four held each spring, the third left out of analysis; the fifth opens in 100 days."""
    opens = timezone.localdate() + datetime.timedelta(days=100)
    return [
        Edition.objects.create(
            series=series,
            ordinal=number,
            label=str(number),
            is_held=number < 5,
            is_excluded=number == 3,
            excluded_because="名单是照抄的" if number == 3 else "",
            starts_on=opens - datetime.timedelta(days=364 * (5 - number)),
            area_plan_dm2=100_000,
        )
        for number in range(1, 6)
    ]


def published() -> AnalysisRun:
    run = AnalysisRun.objects.create(
        state="done",
        data_moment=timezone.now(),
        finished_at=timezone.now(),
        model_version="1",
        counts={"relationships": 977_001, "scored": 0},
        seconds={"facts": 1.0, "step cells": 0.25, "step scored": 0.5, "science": 2.0},
    )
    Publication.objects.update_or_create(pk=1, defaults={"run": run})
    return run


def share(value: float, n: int) -> dict[str, float]:
    return {"value": value, "n": n, "low": value - 0.05, "high": value + 0.05}


def fair(series: Series, run: AnalysisRun, expected: float = 80.0) -> Fair:
    """Figures, a backtest of the last edition, and a forecast of the next one."""
    some = editions(series)
    for one, participants, fresh in ((some[0], 100, None), (some[1], 120, 45), (some[3], 140, 52)):
        told: dict[str, dict[str, Any]] = {
            "participants": {"value": participants, "n": participants},
            "area": {"value": 123_400, "n": 90},
        }
        if fresh is not None:
            back = participants - fresh
            told |= {
                "first-timers": {"value": fresh, "n": participants},
                "returning": {"value": back, "n": participants},
            }
            told |= {"seen-before": share(0.63, participants), "retention": share(0.71, 100)}
        told["rebooking-rate"] = share(0.41, participants) | ({"so_far": True} if one is some[3] else {})
        EditionFigures.objects.create(run=run, edition=one, side="exhibitor", figures=told)
    models = {
        code: {"auc": auc, "log_loss": loss, "expected": 90.0, "low": low, "high": high}
        for code, auc, loss, low, high in (
            ("everfair", 0.85, 0.31, 60.0, 120.0),
            ("bgbb", 0.84, 0.32, 92.0, 99.0),
            ("last_time", 0.7, 0.4, 95.0, 99.0),
        )
    }
    Backtest.objects.create(
        run=run, edition=some[3], side="exhibitor", known=300, came=88, figures=models, calibration=TENTHS
    )
    Forecast.objects.create(
        run=run, series=series, side="exhibitor", edition=some[4], expected=expected, low=50, high=110, known=310,
        booked=1, model={"basis": "own_record", "prior_weight": 0.25},
    )  # fmt: skip
    return Fair(series, some, run)


def exhibitor() -> Role:
    found, _ = Role.objects.get_or_create(
        code="exhibitor-of-the-tests", defaults={"side": "exhibitor", "en": "exhibitor", "zh": "展商"}
    )
    return found


def customer(
    fair: Fair, name: str, *, came: tuple[int, ...] = (), booked: datetime.date | None = None, area: int | None = None,
    stage: str = "trust", size: int = 1, chance: float = 0.5, dated: datetime.date | None = None,
) -> Relationship:  # fmt: skip
    """Came to those editions (by order); booked the next on that day."""
    party = Party.objects.create(kind="organisation", zh=name)
    relationship = Relationship.between(party.pk, fair.series.pk, "exhibitor")
    for ordinal in came:
        edition = fair.editions[ordinal - 1]
        takes_part(party, edition, "came", dated if ordinal == 4 else None, area)
    if booked is not None:
        takes_part(party, fair.next, "booked", booked, area)
    chances = {f"p_{code}": float(code == stage) for code in
               ("cultivation", "confirmation", "trust", "weakening", "disappearance")}  # fmt: skip
    Score.objects.create(
        run=fair.run, relationship=relationship, series=fair.series, stage=stage, stage_p=1.0, size=size, chance=chance,
        chance_low=chance / 2, chance_high=min(chance * 1.5, 1), last_area_dm2=area, **chances,
    )  # fmt: skip
    AnalysisRun.objects.filter(pk=fair.run.pk).update(
        counts={"relationships": 977_001, "scored": fair.run.scores.count()}
    )
    return relationship


def takes_part(
    party: Party, edition: Edition, status: str, booked_on: datetime.date | None, area: int | None
) -> None:
    taken = Participation.objects.create(
        party=party,
        recorded_party=party,
        edition=edition,
        role=exhibitor(),
        status=status,
        booked_on=booked_on,
    )
    if area:
        Stand.objects.create(participation=taken, area_dm2=area, natural_key="1")
