"""A sparkline: the course of one measure over the editions, drawn on the server."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

WIDE, HIGH, EDGE = 96, 28, 3


def spark(values: Sequence[float | None]) -> SafeString:
    """From zero up, with a gap where nothing is known and a dot at the last value; empty below two values."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return mark_safe("")
    points = [place(at, len(values), value, max(known)) for at, value in enumerate(values)]
    x, y = [point for point in points if point is not None][-1]
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true">'
        '<path d="{}"/><circle cx="{}" cy="{}" r="2.5"/></svg>',
        WIDE, HIGH, path(points), f"{x:.1f}", f"{y:.1f}",
    )  # fmt: skip


def place(at: int, count: int, value: float | None, most: float) -> tuple[float, float] | None:
    if value is None:
        return None
    x = EDGE + (WIDE - 2 * EDGE) * at / max(count - 1, 1)
    return x, HIGH - EDGE - (HIGH - 2 * EDGE) * (value / most if most else 0)


def path(points: Sequence[tuple[float, float] | None]) -> str:
    drawn, lifted = [], True
    for point in points:
        if point is not None:
            drawn.append(f"{'M' if lifted else 'L'}{point[0]:.1f} {point[1]:.1f}")
        lifted = point is None
    return "".join(drawn)
