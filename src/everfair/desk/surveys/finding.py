"""What the command palette knows of surveys."""

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from everfair.desk.surveys.access import seen_instruments
from everfair.surveys import visible
from everfair.ui import palette
from everfair.ui.asking import scope_for

FEW = 4
PAGES = (
    (_("Questionnaires"), "questionnaires surveys", "surveys:home", "clipboard-list"),
    (_("Responses"), "responses answers", "surveys:responses", "message"),
    (_("Topics of surveys"), "topics attributes goals", "surveys:topics", "tag"),
)


@palette.register
def surveys(request: HttpRequest, text: str) -> Iterable[palette.Entry]:
    scope = scope_for(request)
    if not visible.may_open(scope):
        return
    for word, also, door, icon in PAGES:
        if palette.matches(text, str(word), also):
            yield palette.Entry(word, reverse(door), icon, group=_("Surveys"))
    typed = text.strip()
    if typed:
        named = Q(zh__icontains=typed) | Q(en__icontains=typed) | Q(code__icontains=typed)
        for one in seen_instruments(scope).filter(named, is_active=True)[:FEW]:
            url = reverse("surveys:instrument", args=[one.pk])
            yield palette.Entry(str(one), url, "clipboard-list", group=_("Questionnaires"))
