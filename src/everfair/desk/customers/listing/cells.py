"""Cells of the list that are more than a figure, drawn in Python like the rows they stand in."""

from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from everfair.parties.models import Party
from everfair.ui.seen import visible
from everfair.ui.templatetags import ui as tags


def named(row: Any) -> SafeString:
    """The name, and below it the other one and the place."""
    party: Party = row.party
    name, other = party.called
    hand_off = left_alone() if party.is_not_contacted else ""
    below = " · ".join([part for part in (other, party.city) if part])
    under = f'<span class="under">{visible(below)}</span>' if below else ""
    return SafeString(f'<span class="customer-name">{visible(name)}{hand_off}</span>{under}')  # escaped


def left_alone() -> str:
    word = _("Do not contact")
    return f' <span class="bad above" title="{escape(word)}">{tags.icon("phone-off", "inline", word)}</span>'


def staged(row: Any) -> SafeString:
    """The stage that counts, with its probability, or with the pin of whoever set it; and why one weakens."""
    standing = row.standing
    sure = None if standing.is_overruled else standing.probability
    badge, why = tags.stage(standing.stage, sure, standing.is_overruled), escape(standing.why_weakening)
    if not why:
        return badge
    return SafeString(f'<span class="above" title="{why}">{badge}</span><span class="under why">{why}</span>')


def likely(row: Any) -> SafeString:
    """The chance with its interval, and what is known of the next edition already."""
    score = row.standing.score
    if score is None:
        return tags.chance(None)
    drawn = tags.chance(score.chance, score.chance_low, score.chance_high)
    if not score.next_mark:
        return drawn
    mark = escape(score.get_next_mark_display())
    return SafeString(f'{drawn} <span class="badge outline">{mark}</span>')  # escaped


def show_named(row: Any) -> SafeString:
    return SafeString(f'<span class="of-show">{visible(row.series)}</span>')  # escaped
