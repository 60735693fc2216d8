"""Who may come into which part of the settings: missing and forbidden are answered alike."""

from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponseBase

from everfair.shows.scope import Capability
from everfair.ui.asking import ForStaff


class Kept(ForStaff):
    """A page for those who have its capability on all shows: the house has but one staff and one tree of roles."""

    capability: ClassVar[Capability] = Capability.MANAGE_STAFF

    def admitted(self) -> bool:
        return self.scope.may_everywhere(self.capability)

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not self.admitted():
            raise Http404
        return super().dispatch(request, *args, **kwargs)
