"""The scale on which a column was answered, as far as its values tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from everfair.intake.on_scale import STEPS, gives_none, plain_number, said

HIGHS = (1, 5, 7, 10, 11, 100)
SMALL = 11
_MOSTLY = 0.9
_LEAST = 3


@dataclass(frozen=True)
class Scale:
    low: float
    high: float

    def holds(self, other: "Scale") -> bool:
        return self.low <= other.low and other.high <= self.high


def scale_of(values: Iterable[str]) -> Scale | None:
    """None where the values are no answers on a scale: texts, ages, amounts."""
    filled = [said(value) for value in values if value.strip() and not gives_none(value)]
    numbers = [number for word in filled if (number := measured(word)) is not None]
    if len(numbers) < max(_LEAST, _MOSTLY * len(filled)):
        return None
    low, most = (0 if min(numbers) < 1 else 1), max(numbers)
    if min(numbers) < 0 or most > HIGHS[-1]:
        return None
    return Scale(low, max(next(high for high in HIGHS if most <= high), HIGHS[low]))


def measured(word: str) -> float | None:
    """Words of five steps count as 1 to 5."""
    return STEPS[word] + 1.0 if word in STEPS else plain_number(word)


def columns(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    return [[row[place] for row in rows if place < len(row)] for place in range(width)]
