"""Judging a forecast by what came: ranking, sharpness, calibration, counts.

Everything takes cells: `p` the forecast chance, `came` how many of `count` came. A cell may be one relationship.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from .arrays import Bools, Floats, Interval, Jsonable, floats
from .bgbb import fit as fit_bgbb
from .contenders import learnt_chances
from .enough import NotEnough
from .forecast import Forecast
from .forecast import fit as fit_forecast
from .histories import AWAY, CAME, Histories, distinct_rows

CLIP = 1e-6  # a chance of exactly 0 or 1 that proves wrong would cost infinitely much
REAL_FAIRS_HERE, REAL_FAIRS_AWAY = 0.55, 0.10  # P(comes | was here, was away last time)
OURS = "forecast"
WIDTH_90 = float(ndtri(0.95))


def auc(p: npt.ArrayLike, came: npt.ArrayLike, count: npt.ArrayLike) -> float:
    """P(one who came was ranked above one who did not); ties count half. NotEnough unless both kinds are there."""
    p, came, count = floats(p), floats(came), floats(count)
    if came.sum() == 0 or came.sum() == count.sum():
        raise NotEnough(float(min(came.sum(), (count - came).sum())), 1, "of both who came and who did not")
    _, rank = np.unique(p, return_inverse=True)
    ones, zeros = np.bincount(rank, came), np.bincount(rank, count - came)
    below = np.cumsum(zeros) - zeros
    return float(ones @ (below + zeros / 2) / (ones.sum() * zeros.sum()))


def log_loss(p: npt.ArrayLike, came: npt.ArrayLike, count: npt.ArrayLike) -> float:
    """Mean of -log of the chance given to what happened, in nats; chances clipped to [1e-6, 1 - 1e-6]."""
    p, came, count = np.clip(floats(p), CLIP, 1 - CLIP), floats(came), floats(count)
    return float(-(came @ np.log(p) + (count - came) @ np.log1p(-p)) / count.sum())


def brier(p: npt.ArrayLike, came: npt.ArrayLike, count: npt.ArrayLike) -> float:
    """Mean squared distance of the chance from what happened."""
    p, came, count = floats(p), floats(came), floats(count)
    return float((came @ (1 - p) ** 2 + (count - came) @ p**2) / count.sum())


def wilson(came: float, count: float, z: float = WIDTH_90) -> Interval:
    """Wilson's interval of a proportion (1927); 90 % unless told."""
    share, spread = came / count, z * z / count
    middle = (share + spread / 2) / (1 + spread)
    half = np.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))


@dataclass(frozen=True, slots=True)
class Tenth(Jsonable):
    """A tenth of the relationships, by forecast: what was said and what came, with Wilson's 90 % interval."""

    count: float
    forecast: float
    came: float
    low: float
    high: float

    @property
    def holds(self) -> bool:
        return self.low <= self.forecast <= self.high


def calibration(p: npt.ArrayLike, came: npt.ArrayLike, count: npt.ArrayLike) -> tuple[Tenth, ...]:
    """At most ten groups of about equal size, from the lowest chance up; equal chances stay together."""
    p, came, count = floats(p), floats(came), floats(count)
    chance, rank = np.unique(p, return_inverse=True)
    n, ones = floats(np.bincount(rank, count)), floats(np.bincount(rank, came))
    tenth = np.minimum((np.cumsum(n) - n / 2) / n.sum() * 10, 9).astype(int)
    return tuple(_tenth(chance[here], ones[here], n[here]) for here in _groups(tenth, n))


def _groups(tenth: npt.NDArray[np.int_], n: Floats) -> list[Bools]:
    return [(tenth == each) & (n > 0) for each in range(10) if n[tenth == each].sum() > 0]


def _tenth(p: Floats, came: Floats, count: Floats) -> Tenth:
    total, ones = float(count.sum()), float(came.sum())
    return Tenth(total, float(p @ count / total), ones / total, *wilson(ones, total))


@dataclass(frozen=True, slots=True)
class Judgement(Jsonable):
    """One model against one edition. `low` and `high` are the 90 % interval of the expected count."""

    model: str
    relationships: float
    actual: float
    expected: float
    low: float
    high: float
    auc: float | None  # None where all came, or none
    log_loss: float
    brier: float
    tenths: tuple[tuple[float, ...], ...]  # count, forecast, came, low, high

    @property
    def covered(self) -> bool:
        return self.low <= self.actual <= self.high

    def calibration(self) -> tuple[Tenth, ...]:
        return tuple(Tenth(*tenth) for tenth in self.tenths)


def judge(
    model: str,
    p: npt.ArrayLike,
    came: npt.ArrayLike,
    count: npt.ArrayLike,
    interval: Interval | None = None,
) -> Judgement:
    """All figures of one model. Without an `interval` of the count, each comes by its own luck alone (binomial)."""
    p, came, count = floats(p), floats(came), floats(count)
    if count.sum() <= 0:
        raise NotEnough(0, 1, "relationships")
    tenths = tuple(
        (one.count, one.forecast, one.came, one.low, one.high) for one in calibration(p, came, count)
    )
    low, high = interval or _luck(p, count)
    return Judgement(
        model,
        float(count.sum()),
        float(came.sum()),
        float(p @ count),
        low,
        high,
        _auc_if_told(p, came, count),
        log_loss(p, came, count),
        brier(p, came, count),
        tenths,
    )


def _auc_if_told(p: Floats, came: Floats, count: Floats) -> float | None:
    try:
        return auc(p, came, count)
    except NotEnough:
        return None


def _luck(p: Floats, count: Floats) -> Interval:
    half = WIDTH_90 * float(np.sqrt(count @ (p * (1 - p))))
    middle = float(count @ p)
    return max(0.0, middle - half), min(float(count.sum()), middle + half)


def here_last_time(cells: Histories, count: npt.ArrayLike) -> Floats:
    """The plain rule to beat: how often in the past those here last time, and those not, came again."""
    count = floats(count)
    before, then = cells.attended[:, :-1], cells.attended[:, 1:]
    here = _again(before == CAME, then == CAME, count, REAL_FAIRS_HERE)
    away = _again(before == AWAY, then == CAME, count, REAL_FAIRS_AWAY)
    return np.where(cells.attended[:, -1] == CAME, here, away)


def _again(who: Bools, came: Bools, count: Floats, usual: float) -> float:
    """Share of `who` that came, with two relationships of a usual fair added: a young fair has none who were away."""
    return float((count @ (who & came)).sum() + 2 * usual) / float((count @ who).sum() + 2)


@dataclass(frozen=True, slots=True)
class Backtest:
    """Trained on the editions before, judged on the one that came."""

    forecast: Forecast
    chances: dict[str, Floats]  # per cell: ours, the yardsticks as far as they can be fitted, here last time
    judgements: tuple[Judgement, ...]  # in the same order

    @property
    def chance(self) -> Floats:
        """Ours, per cell."""
        return self.chances[OURS]


def backtest(
    cells: Histories, count: npt.ArrayLike, came: npt.ArrayLike, shock: npt.ArrayLike | None = None
) -> Backtest:
    """`cells` end with the edition before the target; `came[c]` of `count[c]` came to the target."""
    count, came = floats(count), floats(came)
    forecast = fit_forecast(cells.attended, cells.first, count, cells.size, shock)
    _, low, high = forecast.expected_count(cells, count)
    chances = {OURS: forecast.chance(cells)[0], **_yardsticks(cells, count)}
    intervals = {OURS: (low, high)}
    judged = (judge(model, p, came, count, intervals.get(model)) for model, p in chances.items())
    return Backtest(forecast, chances, tuple(judged))


def _yardsticks(cells: Histories, count: Floats) -> dict[str, Floats]:
    """Those that can be fitted."""
    chances: dict[str, Floats] = {}
    for yardstick in YARDSTICKS:
        try:
            chances |= yardstick(cells, count)
        except NotEnough:
            continue
    return chances


def _bgbb(cells: Histories, count: Floats) -> dict[str, Floats]:
    now = cells.now()
    told = np.column_stack([now.x, now.t_x, now.since])
    at, of = distinct_rows(told)
    x, t_x, n = told[at].T
    return {"bgbb": fit_bgbb(x, t_x, n, np.bincount(of, count)).chance(x, t_x, n)[of]}


def _plain(cells: Histories, count: Floats) -> dict[str, Floats]:
    return {"here_last_time": here_last_time(cells, count)}


YARDSTICKS: tuple[Callable[[Histories, Floats], dict[str, Floats]], ...] = (_bgbb, learnt_chances, _plain)
