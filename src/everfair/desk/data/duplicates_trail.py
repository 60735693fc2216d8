"""What was decided last, and the way back: the latest decisions of this sitting, undone one after the other."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from everfair.ui.toasts import toast

KEPT = 30
SESSION = "duplicates_decided"
UNDO = {
    "merge": "data:merge-undo",
    "apart": "data:apart-lift",
    "link": "data:link-undo",
    "later": "data:duplicate-reopen",
}


def decided(request: HttpRequest, kind: str, key: int, said: Any) -> None:
    """Say it, with a way back, and remember it for the key `u`."""
    held = request.session.get(SESSION, [])
    request.session[SESSION] = [*held, [kind, key]][-KEPT:]
    toast(request, said, undo=reverse(UNDO[kind], args=[key]))


def forget(request: HttpRequest, kind: str, key: int) -> None:
    """It was taken back, from here or elsewhere."""
    held = request.session.get(SESSION, [])
    request.session[SESSION] = [one for one in held if one != [kind, key]]


def last(request: HttpRequest) -> str:
    """The address that undoes the last decision of this sitting, if there is one."""
    held = request.session.get(SESSION, [])
    return reverse(UNDO[held[-1][0]], args=[held[-1][1]]) if held else ""
