"""The menu of shows in the top bar: on every page, and long where a house has many editions."""

from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from everfair.ui.show_choice import EditionOffer, SeriesOffer, ShowChoice


def show_menu(choice: ShowChoice, tick: str) -> SafeString:
    """A button for each edition of each show; `tick` marks the one in use."""
    return mark_safe("".join([of_series(series, choice, tick) for series in choice.offers]))  # escaped


def of_series(series: SeriesOffer, choice: ShowChoice, tick: str) -> str:
    used = choice.edition if series is choice.series else None
    buttons = [button(series, edition, tick if edition is used else "") for edition in series.editions]
    return f'<p class="menu-title">{escape(series.label)}</p>{"".join(buttons) or without(series)}'


def button(series: SeriesOffer, edition: EditionOffer, tick: str) -> str:
    here = ' aria-current="true"' if tick else ""
    words = f'<span class="grow">{escape(edition.label)}</span><span class="faint small">{escape(edition.note)}</span>'
    return (
        f'<button class="menu-item" name="show" value="{series.id}-{edition.id}"{here}>{words}{tick}</button>'
    )


def without(series: SeriesOffer) -> str:
    word = escape(_("No edition yet"))
    return f'<button class="menu-item" name="show" value="{series.id}-"><span class="grow faint">{word}</span></button>'
