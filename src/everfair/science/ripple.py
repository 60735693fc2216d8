"""The ripple of a lost customer: what it costs through those it tells. No numpy, so that a page may reckon with it."""

from dataclasses import dataclass

from .jsonable import Jsonable


@dataclass(frozen=True, slots=True)
class Range(Jsonable):
    """An input known to lie between two figures."""

    low: float
    likely: float
    high: float

    @classmethod
    def sure(cls, figure: float) -> "Range":
        return cls(figure, figure, figure)


@dataclass(frozen=True, slots=True)
class Ripple(Jsonable):
    """What a lost customer costs through others, besides its own `loss`, in the unit of `loss`."""

    low: float
    likely: float
    high: float
    stay_away: float  # how many stay away, likely


def ripple(
    *, told: Range, swayed: Range, passed_on: Range, stays_away: Range, loss: Range, first_hand: bool = False
) -> Ripple:
    """told x swayed share x passed on to (plus 1 where the first-hand swayed count too) x share who stay away x loss.

    Low takes the low end of every input, high the high end.
    """
    ends = {
        end: getattr(told, end)
        * getattr(swayed, end)
        * (getattr(passed_on, end) + first_hand)
        * getattr(stays_away, end)
        for end in ("low", "likely", "high")
    }
    return Ripple(
        ends["low"] * loss.low, ends["likely"] * loss.likely, ends["high"] * loss.high, ends["likely"]
    )
