"""Small pictures drawn on the server. Colours come from classes; nothing is styled in place."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from everfair.ui import figures

WIDE = 64


def chance(p: float | None, low: float | None, high: float | None) -> SafeString:
    if p is None:
        return mark_safe('<span class="faint">–</span>')
    known = low is not None and high is not None
    spoken = (
        _("between {low} and {high}").format(low=figures.percent(low), high=figures.percent(high))
        if known
        else ""
    )
    return format_html(
        '<span class="chance"><svg viewBox="0 0 {} 12" aria-hidden="true">{}</svg><span>{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        WIDE, mark_safe(bar(0, 6, WIDE, 6, p, low, high)), figures.percent(p), spoken,
    )  # fmt: skip


def bar(
    x: float, middle: float, width: float, height: float, p: float, low: float | None, high: float | None
) -> str:
    """Track, bar and the whisker of its interval, as bare SVG shapes."""
    top = middle - height / 2
    shapes = [
        rect(x, top, width, height, "track"),
        rect(x, top, max(width * within(p), 1.5), height, "bar"),
    ]
    if low is not None and high is not None:
        shapes.append(whisker(x, x + width * within(p), x + width, (low, high), middle, height / 2))
    return "".join(shapes)


def whisker(
    x: float, tip: float, end: float, interval: tuple[float, float], middle: float, reach: float
) -> str:
    """The interval: a light line as far as it lies inside the bar, a dark one beyond its tip."""
    start, stop = (x + (end - x) * within(share) for share in interval)
    shapes = []
    if start < tip:
        foot = min(stop, tip)
        cap = f"M{start:.1f} {middle - reach:g}V{middle + reach:g}"
        shapes.append(f'<path class="inside" d="M{start:.1f} {middle:g}H{foot:.1f}{cap}"/>')
    if stop > tip:
        head = max(start, tip)
        cap = f"M{stop:.1f} {middle - reach:g}V{middle + reach:g}"
        shapes.append(f'<path class="whisker" d="M{head:.1f} {middle:g}H{stop:.1f}{cap}"/>')
    return "".join(shapes)


def rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    round_by = min(height / 2, 3)
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="{height:g}" rx="{round_by:g}"/>'


def within(share: float) -> float:
    return min(max(share, 0.0), 1.0)
