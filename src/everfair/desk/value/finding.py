"""The pages of this room in the command palette."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.shows.scope import Capability
from everfair.ui import palette, show_choice
from everfair.ui.asking import scope_for


@palette.register
def pages(request: HttpRequest, text: str) -> Iterator[palette.Entry]:
    series, scope = show_choice.chosen(request).series, scope_for(request)
    if not text or series is None or not scope.may(Capability.SEE, series.id):
        return
    for door, word, icon in (
        ("value:ripple", _("Ripple of a lost customer"), "share"),
        ("value:suggestions", _("Suggestions"), "bulb"),
        ("value:terms", _("What money is reckoned with"), "scale"),
    ):
        if palette.matches(text, word, door):
            yield palette.Entry(word, reverse(door, args=[series.id]), icon, group=_("Findings"))
