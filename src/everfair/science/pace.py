"""The pace of bookings: whether it contradicts the forecast, and what it makes of it.

Past editions tell what share is booked by each day before the opening. Against what a forecast of so many would
have brought by then, each week's bookings move a multiplier of the forecast: a gamma-Poisson filter that forgets
slowly (West & Harrison 1997, ch. 14), so that it follows a shock and is not thrown by a quiet week. Bookings come in
bunches: counts are taken for as many as their spread in past editions is worth.

Whether a fortnight broke with what was known is asked as a ratio of likelihoods (Neyman & Pearson 1933): weeks in which
few book can tell a shock from chance only badly, and cause few false alarms; the rushes, where many book, have the ear.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import gammaln, logsumexp
from scipy.stats import nbinom

from .arrays import Floats, Jsonable, floats
from .enough import NotEnough

NEEDS = 2  # past editions whose booking days are known
WEEK = 7
CALMEST = 0.02
KEPT = 0.98  # of what was known a week ago
AFRESH = 4.0  # shape of what is known once bookings have broken with it: to a factor of two
SHOCKS, LEAPS = (
    (0.3, 0.42, 0.55),
    (1.7, 2.4),
)  # of what was to be booked, had bookings broken with what was known
LEAP = 0.05  # of breaks: that fewer book is what must be heard at once
BREAKS = np.array(SHOCKS + LEAPS)
LIKELY = np.array([(1 - LEAP) / len(SHOCKS)] * len(SHOCKS) + [LEAP / len(LEAPS)] * len(LEAPS))
BREAK = 0.025  # of fortnights: so many bring one; one calm edition in ten has a fortnight that looks like it
CONTRADICTS = float(np.log((1 - BREAK) / BREAK))  # nats of evidence that make a break the likelier


@dataclass(frozen=True, slots=True)
class Pace(Jsonable):
    """`booked_by`: share of an edition's bookings made up to the end of each day, the last day being 1; `mood`: by how
    much the rate of a week varies, as its squared coefficient of variation."""

    booked_by: tuple[float, ...]
    mood: float
    editions: int

    @property
    def unsure(self) -> float:
        """By how much the variance is larger as the course is itself a mean of few editions."""
        return 1 + 1 / self.editions

    @property
    def days(self) -> int:
        return len(self.booked_by)


def learn(bookings: npt.ArrayLike) -> Pace:
    """[past editions, days] bookings a day, the last column being the last day one can book. Raises NotEnough with
    fewer than two editions that have bookings."""
    table = np.atleast_2d(floats(bookings))
    table = floats(table[table.sum(axis=1) > 0])
    if len(table) < NEEDS:
        raise NotEnough(len(table), NEEDS, "past editions with booking days")
    shares = table / table.sum(axis=1, keepdims=True)
    usual = shares.mean(axis=0)
    return Pace(
        tuple(float(each) for each in np.minimum(np.cumsum(usual), 1.0)), _mood(table, usual), len(table)
    )


def _mood(table: Floats, usual: Floats) -> float:
    """What makes Pearson's chi-square of weekly counts as large as their number, as a negative binomial would have it;
    never less than `CALMEST`, as few editions may look calm by chance."""
    weeks = np.arange(table.shape[1]) // WEEK
    seen = floats([np.bincount(weeks, row) for row in table])
    meant = table.sum(axis=1, keepdims=True) * np.bincount(weeks, usual)
    told, own_mean = meant > 1, len(table) / (len(table) - 1)

    def beyond(mood: float) -> float:
        ratio = (seen - meant)[told] ** 2 * own_mean / (meant + mood * meant**2)[told]
        return float(ratio.mean() - 1)

    if not told.any() or beyond(CALMEST) <= 0:
        return CALMEST
    return float(brentq(beyond, CALMEST, 10.0)) if beyond(10.0) < 0 else 10.0


@dataclass(frozen=True, slots=True)
class Reading(Jsonable):
    """After so many days: how the forecast stands. The interval holds 90 %."""

    day: int
    booked: float
    meant: float  # bookings by this day, had the forecast been right
    multiplier: float  # of the forecast, as the pace has it now
    expected: float
    low: float
    high: float
    evidence: float  # nats: log-likelihood of the last fortnight, had bookings broken with what was known, less had not

    @property
    def contradicts(self) -> bool:
        return self.evidence > CONTRADICTS


def follow(pace: Pace, forecast: float, spread: float, bookings: npt.ArrayLike) -> list[Reading]:
    """A reading at the end of each week that has passed. `forecast`: how many were expected; `spread`: standard
    deviation of its logarithm (a 90 % interval from 80 to 125 is about .14); `bookings` [days so far]."""
    per_day = floats(bookings)
    if len(per_day) > pace.days:
        raise ValueError(f"bookings for {len(per_day)} days, but one can book on {pace.days} only")
    course = forecast * np.r_[0.0, floats(pace.booked_by)]
    state = _State(shape := 1 / max(spread, 0.01) ** 2, shape)
    before, readings = state, list[Reading]()
    for end in range(WEEK, len(per_day) + 1, WEEK):
        fortnight = _Span.between(max(0, end - 2 * WEEK), end, course, per_day, pace)
        week = _Span.between(end - WEEK, end, course, per_day, pace)
        evidence = before.evidence(fortnight)
        if evidence > CONTRADICTS:
            before = state = before.weighed(fortnight)
        else:
            before, state = state, state.after(week, KEPT)
        booked, ahead = float(per_day[:end].sum()), _Span.ahead(end, course, pace)
        low, high = state.interval(ahead)
        multiplier = state.shape / state.rate
        expected = booked + ahead.meant * multiplier
        readings.append(
            Reading(
                end, booked, float(course[end]), multiplier, expected, booked + low, booked + high, evidence
            )
        )
    return readings


@dataclass(frozen=True, slots=True)
class _Span:
    """Some days: bookings meant and seen; counts are divided by `weight`, as moods, and a course known from few
    editions, make them tell less."""

    meant: float
    seen: float
    weight: float

    @property
    def uneven(self) -> float:
        """Squared coefficient of variation beyond that of chance alone."""
        return (self.weight - 1) / self.meant

    @classmethod
    def between(cls, start: int, end: int, course: Floats, per_day: Floats, pace: Pace) -> "_Span":
        meant = float(course[end] - course[start])
        weight = pace.unsure * (1 + pace.mood * meant * WEEK / (end - start))
        return cls(meant, float(per_day[start:end].sum()), weight)

    @classmethod
    def ahead(cls, end: int, course: Floats, pace: Pace) -> "_Span":
        weeks = np.diff(np.r_[course[end::WEEK], course[-1]])
        meant = float(weeks.sum())
        return cls(meant, 0.0, pace.unsure * (1 + pace.mood * float(weeks @ weeks) / max(meant, 1e-9)))


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of the multiplier: Gamma(shape, rate)."""

    shape: float
    rate: float

    def after(self, span: _Span, kept: float) -> "_State":
        return _State(
            kept * self.shape + span.seen / span.weight, kept * self.rate + span.meant / span.weight
        )

    def evidence(self, span: _Span) -> float:
        """Log-likelihood of these bookings had they broken with what was known, less that had they gone on."""
        if span.meant <= 0:
            return 0.0
        went_on, *broken = self._log_chances(span)
        return float(logsumexp(broken, b=LIKELY) - went_on)

    def weighed(self, span: _Span) -> "_State":
        """After these bookings, which broke with what was known, or did not: each as likely as they make it, put
        together as one Gamma of the same mean and variance."""
        prior = np.r_[1 - BREAK, BREAK * LIKELY]
        logs = self._log_chances(span) + np.log(prior)
        chances = np.exp(logs - logsumexp(logs))
        mean = self.shape / self.rate
        afresh = [_State(AFRESH, AFRESH / (mean * left)) for left in BREAKS]
        after = [state.after(span, kept=1.0) for state in (self, *afresh)]
        shape, rate = floats([state.shape for state in after]), floats([state.rate for state in after])
        first, second = chances @ (shape / rate), chances @ (shape * (shape + 1) / rate**2)
        variance = float(second - first**2)
        return _State(float(first**2) / variance, float(first) / variance)

    def _log_chances(self, span: _Span) -> Floats:
        """Of these bookings: had they gone on, and for each way to break."""
        mean, uneven = span.meant * self.shape / self.rate, 1 / self.shape + span.uneven
        return _log_chance(span.seen, np.r_[1.0, BREAKS] * mean, uneven)

    def interval(self, span: _Span) -> tuple[float, float]:
        """90 % for the bookings of these days."""
        if span.meant <= 0:
            return 0.0, 0.0
        low, high = nbinom.ppf([0.05, 0.95], self.shape, self._odds(span))
        return float(low) * span.weight, float(high) * span.weight

    def _odds(self, span: _Span) -> float:
        """Of the negative binomial that the counts of these days have: its p."""
        return self.rate / (self.rate + span.meant / span.weight)


def _log_chance(seen: float, mean: Floats, uneven: float) -> Floats:
    """Of so many bookings, by the negative binomial of this mean and of variance mean + uneven x mean^2."""
    size = 1 / uneven
    rate = np.log(size + mean)
    known = gammaln(seen + size) - gammaln(size) - gammaln(seen + 1)
    return floats(known + size * (np.log(size) - rate) + seen * (np.log(mean) - rate))
