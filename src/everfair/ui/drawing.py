"""Small pictures drawn on the server. Colours come from classes; nothing is styled in place."""

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everfair.ui import figures

WIDE = 64
Interval = tuple[float, float]
UNKNOWN = SafeString('<span class="faint">–</span>')


def chance(p: float | None, low: float | None, high: float | None) -> SafeString:
    return drawn_chance(p, low, high, get_language()) if p is not None else UNKNOWN


# Customers with the same history have the same chance: a show of many knows a few hundred.
@lru_cache(maxsize=5_000)
def drawn_chance(p: float, low: float | None, high: float | None, _language: str | None) -> SafeString:
    interval = (low, high) if low is not None and high is not None else None
    said = escape(_("between {low} and {high}").format(**in_words(interval))) if interval else ""
    return mark_safe(  # figures, escaped where they are no digits
        f'<span class="chance"><svg viewBox="0 0 {WIDE} 12" aria-hidden="true">'
        f"{bar(0, 1.5, WIDE, 5, p, interval)}</svg><span>{escape(figures.percent(p))}</span>"
        f'<span class="visually-hidden">{said}</span></span>'
    )


def in_words(interval: Interval) -> dict[str, str]:
    low, high = map(figures.percent, interval)
    return {"low": low, "high": high}


def bar(x: float, top: float, width: float, height: float, p: float, interval: Interval | None) -> str:
    """Track and bar, and under them the whisker of the interval, as bare SVG shapes."""
    shapes = [rect(x, top, width, height, "track"), rect(x, top, max(width * within(p), 1.5), height, "bar")]
    if interval is not None:
        low, high = (x + width * within(share) for share in interval)
        shapes.append(whisker(low, max(high, low + 2), top + height * 1.55, height * 0.32))
    return "".join(shapes)


def whisker(start: float, end: float, middle: float, reach: float) -> str:
    caps = "".join(f"M{x:.1f} {middle - reach:.1f}V{middle + reach:.1f}" for x in (start, end))
    return f'<path class="whisker" d="M{start:.1f} {middle:.1f}H{end:.1f}{caps}"/>'


def rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    round_by = min(height / 2, 3)
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="{height:g}" rx="{round_by:g}"/>'


def within(share: float) -> float:
    return min(max(share, 0.0), 1.0)
