"""Who asks, and what they may see: read once a request, the same for the frame, the lists and every page."""

from functools import cached_property
from typing import cast

from django.http import HttpRequest
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


class ForStaff(View):
    """A page that knows who asks."""

    http_method_names = ["get", "head", "post", "options"]

    @cached_property
    def person(self) -> User:
        return person_of(self.request)

    @cached_property
    def scope(self) -> Scope:
        return scope_for(self.request)
