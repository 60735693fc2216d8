"""Who may come into which part of the settings: missing and forbidden are answered alike."""

from functools import cached_property
from typing import ClassVar, cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views import View

from everfair.house.models import User
from everfair.shows.scope import Capability, Scope, scope_of


def person_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def scope_for(request: HttpRequest) -> Scope:
    """The scope of who asks, read once a request."""
    held: Scope | None = getattr(request, "everfair_scope", None)
    if held is None:
        held = scope_of(request.user)
        request.everfair_scope = held  # type: ignore[attr-defined]
    return held


class Kept(View):
    """A page for those who have its capability on all shows: the house has but one staff and one tree of roles."""

    capability: ClassVar[Capability] = Capability.MANAGE_STAFF

    @cached_property
    def person(self) -> User:
        return person_of(self.request)

    @cached_property
    def scope(self) -> Scope:
        return scope_for(self.request)

    def admitted(self) -> bool:
        return self.scope.may_everywhere(self.capability)

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not self.admitted():
            raise Http404
        return super().dispatch(request, *args, **kwargs)
