"""Whom of the customers a user may see and change: asked once a request, missing and forbidden alike."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from everfair.house.prepared import prepared
from everfair.parties.models import Party
from everfair.relations import visible
from everfair.relations.models import Relationship
from everfair.relations.writing import Writing
from everfair.shows.scope import Capability, Scope
from everfair.ui.asking import ForStaff, scope_for
from everfair.ui.merged import to_survivor


@prepared
def party_seen(pk: int, user: int, *, seen: frozenset[int] | None, unplaced: bool) -> QuerySet[Party]:
    return visible.parties_for(user, seen=seen, unplaced=unplaced).filter(pk=pk)


class OfCustomer(ForStaff):
    """A page about one customer (`pk` in the address), answered 404 where the user does not see them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A customer whom the taking back of a list removed while this was asked is missing like any other; the pages
        of one merged away lead to whom it was merged into."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            answer = to_survivor(request, self.kwargs["pk"]) if request.method in ("GET", "HEAD") else None
            if answer is None:
                raise
            return answer
        except (ObjectDoesNotExist, IntegrityError):
            if Party.objects.filter(pk=self.kwargs["pk"]).exists():
                raise
            raise Http404 from None

    @cached_property
    def party(self) -> Party:
        scope = self.scope
        asked = (self.kwargs["pk"], scope.user_id)
        found = party_seen(*asked, seen=scope.seen, unplaced=scope.sees_unplaced)
        if not found:
            raise Http404
        return found[0]

    @cached_property
    def relationships(self) -> QuerySet[Relationship]:
        mine = visible.relationships(self.scope).filter(party=self.party)
        return mine.select_related("series", "owner").order_by("series_id", "side")

    @cached_property
    def writing(self) -> Writing:
        return Writing.about(self.scope, self.party)

    @property
    def may_change(self) -> bool:
        return self.writing.may_change

    def may_here(self, capability: Capability, relationship: Relationship | None) -> bool:
        return self.scope.may(capability, relationship.series_id if relationship else None)

    def must_change(self) -> None:
        if not self.may_change:
            raise Http404

    def must_write(self, series: int | None) -> None:
        if not self.writing.on(series):
            raise Http404


def not_seen(scope: Scope) -> str:
    """Said instead of a list to whom no role shows customers; empty for everybody else."""
    if scope.may(Capability.SEE):
        return ""
    may = {"staff": scope.may(Capability.MANAGE_STAFF), "shows": scope.may(Capability.MANAGE_SHOWS)}
    return render_to_string("customers/_not_seen.html", {"has_role": bool(scope.roles()), **may})


def still_theirs(request: HttpRequest, pk: int, series: int | None = None) -> Party:
    """The customer of what is taken back; nobody, where who asks may not write of them for that show (without one:
    change them) any more: somebody else may look after them by now."""
    party, scope = Party.objects.get(pk=pk), scope_for(request)
    seen = visible.parties(scope).filter(pk=party.root.pk).exists()
    if not seen or not Writing.about(scope, party.root).on(series):
        raise Party.DoesNotExist
    return party
