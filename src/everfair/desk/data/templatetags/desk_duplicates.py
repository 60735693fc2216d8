from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from everfair.desk.data.likeness import likeness
from everfair.parties import reasons
from everfair.parties.agreement import Share
from everfair.parties.models import Merge, PossibleDuplicate
from everfair.ui import figures

register = template.Library()


@register.filter
def foremost(stored: Sequence[Any]) -> list[reasons.Weighed]:
    """Of stored reasons the two for a line of a list, in the reader's language."""
    return reasons.foremost(stored)


@register.filter
def weight_bar(reason: reasons.Weighed) -> SafeString:
    """How heavy a reason is beside the heaviest: to the right for, to the left against."""
    wide = round(reason.share * 30, 1)
    left = 30 - wide if reason.side == "against" else 30
    said = _("{bits} bits").format(bits=figures.number(abs(reason.bits or 0.0), 1))
    return format_html(
        '<svg class="weight {}" viewBox="0 0 60 10" role="img" aria-label="{}">'
        '<rect class="of" x="{}" y="1" width="{}" height="8"/><path class="zero" d="M30 0V10"/></svg>',
        reason.side, said, left, wide,
    )  # fmt: skip


@register.filter(name="likeness")
def likeness_of(row: PossibleDuplicate | Merge) -> str:
    return likeness(row.score, row.reasons)


@register.filter
def share(value: float) -> str:
    """A share as exact as lines are drawn: 99.5 %, where lists say 99 %."""
    return f"{value * 100:.2f}".rstrip("0").rstrip(".") + " %"


@register.filter
def agreed(found: Share) -> str:
    """A share with its interval; a few decisions tell too little for one."""
    if not found.whole:
        return _("no such decision yet")
    counted = _("{part} of {whole}").format(
        part=figures.number(found.part), whole=figures.number(found.whole)
    )
    if not found.is_telling:
        return f"{counted} · {_('too few to tell')}"
    low, high = found.interval
    between = _("between {low} and {high}").format(low=share(round(low, 3)), high=share(round(high, 3)))
    return f"{share(round(found.share, 3))} ({between}) · {counted}"
