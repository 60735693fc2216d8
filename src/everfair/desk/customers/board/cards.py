"""The cards of the board, drawn in Python like the rows of a list."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from everfair.relations.standing import Standing
from everfair.ui import figures
from everfair.ui.addresses import address
from everfair.ui.seen import visible
from everfair.ui.strip_in_words import sentence
from everfair.ui.templatetags.ui import strip


def cards(standings: Iterable[Standing]) -> SafeString:
    nobody = escape(_("no owner"))
    return mark_safe("".join([card(one, nobody) for one in standings]))  # all escaped


def card(standing: Standing, nobody: str) -> str:
    row, score = standing.relationship, standing.score
    name, other = row.party.called
    below = f'<span class="faint small clip">{visible(other)}</span>' if other else ""
    drawn = strip(score.strip if score else None, sentence(standing))
    chance = escape(figures.percent(score.chance if score else None))
    owner = escape(str(row.owner)) if row.owner else nobody
    return (
        f'<a class="board-card" href="{address("customers:file", row.party_id)}?relationship={row.pk}">'
        f'<span class="name clip">{visible(name)}</span>{below}{drawn}'
        f'<span class="row apart small"><span class="number strong">{chance}</span>'
        f'<span class="faint clip">{owner}</span></span></a>'
    )
