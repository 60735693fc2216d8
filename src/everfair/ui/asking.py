"""Who asks, and what they may see: read once a request, the same for the frame, the lists and every page."""

from functools import cached_property
from typing import cast

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.views import View

from everfair.house.models import User
from everfair.shows.scope import Scope, scope_of


def person_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def scope_for(request: HttpRequest) -> Scope:
    """The scope of who asks, read once a request."""
    held: Scope | None = getattr(request, "everfair_scope", None)
    if held is None:
        held = scope_of(request.user)
        request.everfair_scope = held  # type: ignore[attr-defined]
    return held


def token_for(request: HttpRequest) -> str:
    """Of all forms of one answer; the next one's looks otherwise, so that it cannot be guessed bit by bit."""
    held: str | None = getattr(request, "everfair_token", None)
    if held is None:
        held = get_token(request)
        request.everfair_token = held  # type: ignore[attr-defined]
    return held


class ForStaff(View):
    """A page that knows who asks."""

    http_method_names = ["get", "head", "post", "options"]

    @cached_property
    def person(self) -> User:
        return person_of(self.request)

    @cached_property
    def scope(self) -> Scope:
        return scope_for(self.request)
