"""Pages of findings in the command palette."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.desk.findings.themes import THEMES
from everfair.shows.scope import Capability
from everfair.ui import palette, show_choice
from everfair.ui.asking import scope_for


@palette.register
def findings(request: HttpRequest, text: str) -> Iterator[palette.Entry]:
    series = show_choice.chosen(request).series
    if not text or series is None or not scope_for(request).may(Capability.SEE, series.id):
        return
    for door, word, icon in (
        ("findings:overview", _("Findings"), "sparkles"),
        ("findings:rivals", _("Competing shows"), "scale"),
    ):
        if palette.matches(text, word, door):
            yield palette.Entry(word, reverse(door, args=[series.id]), icon, group=_("Findings"))
    for theme in THEMES:
        if palette.matches(text, str(theme.word), theme.code, *theme.codes):
            url = reverse("findings:page", args=[series.id, theme.code])
            yield palette.Entry(str(theme.word), url, theme.icon, under=str(theme.about), group=_("Findings"))
