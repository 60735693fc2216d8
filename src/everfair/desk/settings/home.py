"""The door of the settings: what one may enter first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from everfair.shows.scope import Capability
from everfair.ui.asking import scope_for


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    keeps = scope_for(request).may_everywhere(Capability.MANAGE_STAFF)
    return redirect("settings:staff" if keeps else "settings:me")
