"""How the scores of pairs lie, and the two lines among them: a picture drawn on the server."""

import math
from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from everfair.parties.models import Thresholds

Bin = tuple[float, float, int]
WIDE, HIGH, FOOT, HEAD = 720.0, 150.0, 22.0, 18.0


def draw(bins: Sequence[Bin], lines: Thresholds) -> SafeString:
    """One bar a bin, as high as the logarithm of its pairs, coloured by what the lines make of it. Bins are equally
    wide on paper: towards 1 they are narrow, and that is where one looks."""
    step = WIDE / max(len(bins), 1)
    tallest = max((height(n) for _low, _high, n in bins), default=0.0) or 1.0
    bars = [bar(place * step, step, one, height(one[2]) / tallest, lines) for place, one in enumerate(bins)]
    drawn = ((lines.doubtful, "doubtful"), (lines.certain, "certain"))
    marks = [mark(place_of(share, bins) * step, share, kind) for share, kind in drawn]
    ticks = [tick(place * step, low) for place, (low, _high, _n) in enumerate(bins) if told(low)]
    return mark_safe("".join([*bars, *marks, *ticks, tick(WIDE, 1.0)]))  # figures only


def height(n: int) -> float:
    return math.log1p(n)


def bar(x: float, step: float, one: Bin, share: float, lines: Thresholds) -> str:
    low, _high, n = one
    tall = max(share * (HIGH - HEAD), 2.0) if n else 0.0
    where = f'x="{x + 1:.1f}" y="{HIGH - tall:.1f}" width="{step - 2:.1f}" height="{tall:.1f}"'
    return f'<rect class="score {lines.verdict(low)}" {where}/>'


def place_of(share: float, bins: Sequence[Bin]) -> float:
    """Where a score stands among the bins, in bins from the left."""
    for place, (low, high, _n) in enumerate(bins):
        if low <= share < high:
            return place + (share - low) / (high - low)
    return float(len(bins))


def mark(x: float, share: float, kind: str) -> str:
    """The line, and on its left where it stands: to the right of the upper one there is little room."""
    said = f"{share * 100:.2f}".rstrip("0").rstrip(".")
    at, side = (x - 4, "end") if x > WIDE / 8 else (x + 4, "start")
    written = f'<text class="told" x="{at:.1f}" y="11" text-anchor="{side}">{said}</text>'
    return f'<path class="line {kind}" d="M{x:.1f} 0V{HIGH + 4:.1f}"/>{written}'


def told(share: float) -> bool:
    return share in (0.0, 0.25, 0.5, 0.75, 0.9, 0.99)


def tick(x: float, share: float) -> str:
    at = "start" if x <= 0 else "end" if x >= WIDE else "middle"
    return (
        f'<text class="tick" x="{x:.1f}" y="{HIGH + FOOT - 4:.1f}" text-anchor="{at}">{share * 100:g}</text>'
    )
