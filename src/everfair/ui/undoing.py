"""The way back: what was done last is kept in the session for a while, and a POST takes it back.

Nothing of it stands in an address, and what somebody changed meanwhile stays as they left it.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everfair.journal.models import StaleEdit
from everfair.ui.asking import scope_for
from everfair.ui.toasts import toast

KEPT = 5
SESSION = "ways_back"
Undo = Callable[[HttpRequest, Any], None]
WAYS: dict[str, Undo] = {}


def way_back(name: str) -> Callable[[Undo], Undo]:
    """Mark the function that takes back what was kept under that name."""

    def keep(undo: Undo) -> Undo:
        WAYS[name] = undo
        return undo

    return keep


def keep(request: HttpRequest, name: str, told: Any) -> str:
    """Remember what was done; the address that undoes it."""
    token = secrets.token_urlsafe(9)
    held = request.session.get(SESSION, [])
    request.session[SESSION] = [*held, [token, name, told, rights(request)]][-KEPT:]
    return reverse("ui:undo", args=[token])


def rights(request: HttpRequest) -> str:
    """What the user may do, to tell whether it is still what it was when the way back was kept."""
    scope = scope_for(request)
    by_series = sorted((series, sorted(roles)) for series, roles in scope.by_series.items())
    return f"{sorted(scope.everywhere)} {by_series}"


@require_POST
def undo(request: HttpRequest, token: str) -> HttpResponse:
    held = request.session.get(SESSION, [])
    found = next((one for one in held if one[0] == token), None)
    if found is None:
        raise Http404
    request.session[SESSION] = [one for one in held if one[0] != token]
    if found[3] != rights(request):
        toast(request, _("Your rights have changed since: it stays as it is."), level=30)
        return redirect(came_from(request, "/"))
    try:
        with transaction.atomic():
            WAYS[found[1]](request, found[2])
        toast(request, _("Undone."))
    except (ObjectDoesNotExist, StaleEdit, IntegrityError):
        toast(request, _("Somebody changed this meanwhile: it stays as they left it."), level=30)
    return redirect(came_from(request, "/"))


def came_from(request: HttpRequest, otherwise: str) -> str:
    """The page the button stood on, if it is ours."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if "/" in page and ours else otherwise
