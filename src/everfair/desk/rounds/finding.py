"""What the command palette knows of rounds and plays."""

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from everfair.loop.models import Play
from everfair.loop.visible import called, visible_rounds
from everfair.shows.scope import Capability
from everfair.ui import palette
from everfair.ui.asking import scope_for

FEW = 4


@palette.register
def rounds(request: HttpRequest, text: str) -> Iterable[palette.Entry]:
    scope = scope_for(request)
    if scope.may(Capability.PLAN) and palette.matches(text, str(_("New round")), "new round"):
        yield palette.Entry(_("New round"), reverse("rounds:new"), "plus", group=_("Rounds"))
    if palette.matches(text, str(_("Playbook")), "playbook"):
        yield palette.Entry(_("Playbook"), reverse("rounds:playbook"), "book", group=_("Rounds"))
    if not text.strip():
        return
    for each in visible_rounds(scope).filter(called(text.strip())).select_related("edition")[:FEW]:
        url = reverse("rounds:round", args=[each.pk])
        yield palette.Entry(
            str(each),
            url,
            "route",
            under=str(each.edition),
            badge=each.get_state_display(),
            group=_("Rounds"),
        )


@palette.register
def plays(request: HttpRequest, text: str) -> Iterable[palette.Entry]:
    typed = text.strip()
    if not typed:
        return
    named = Q(zh__icontains=typed) | Q(en__icontains=typed)
    for play in Play.objects.filter(named, is_retired=False)[:FEW]:
        url = reverse("rounds:play", args=[play.pk])
        yield palette.Entry(str(play), url, "book", under=play.get_stage_display(), group=_("Plays"))
