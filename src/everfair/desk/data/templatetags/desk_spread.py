"""Answers on a scale as small bars, drawn on the server."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
STEP, HIGH = 8, 24


@register.simple_tag
def bars(steps: Sequence[int]) -> SafeString:
    """A bar for each step of the scale, as high as its share of the answers."""
    tallest = max(steps, default=0) or 1
    tall = [round(HIGH * count / tallest, 1) for count in steps]
    drawn = ((at * STEP, HIGH - tall[at], STEP - 2, tall[at], count) for at, count in enumerate(steps))
    rects = format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>', drawn)
    return format_html(
        '<svg class="bars" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true">{}</svg>',
        STEP * len(steps), HIGH, STEP * len(steps), HIGH, rects,
    )  # fmt: skip
