"""Who is who around a customer: those that may be the same, those merged into it, the group it belongs to."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from everfair.parties.duplicates import to_decide
from everfair.parties.linking import Member, group_of
from everfair.parties.models import Merge, Party, PossibleDuplicate
from everfair.relations import pairs, visible
from everfair.shows.scope import Capability, Scope


def duplicates(party: Party, scope: Scope) -> list[PossibleDuplicate]:
    """Those the customer may be, as far as the user sees them."""
    waiting = to_decide().filter(Q(first=party) | Q(second=party))
    found = list(waiting.select_related("first", "second").order_by("-score"))
    if not found:
        return []
    named = {pair.first_id for pair in found} | {pair.second_id for pair in found}
    seen = set(visible.parties(scope).filter(pk__in=named).values_list("pk", flat=True))
    return [pair for pair in found if {pair.first_id, pair.second_id} <= seen]


def where_to_decide(waiting: list[PossibleDuplicate], scope: Scope) -> str:
    """The page of the likeliest pair, for those who decide on pairs."""
    if not waiting or not scope.may(Capability.MERGE):
        return ""
    return reverse("data:duplicate", args=[waiting[0].pk])


def merged_from(party: Party) -> QuerySet[Merge]:
    """The merges by which others count as this customer, the latest first."""
    standing = Merge.objects.filter(undone_at=None, survivor__in=party.family)
    return standing.select_related("absorbed", "by").order_by("-at", "-pk")


def group(party: Party, scope: Scope) -> list[tuple[Member, bool]]:
    """The organisations it belongs together with, and whether the user may take each from them."""
    members = group_of(party, visible.parties(scope)) if party.kind == Party.Kind.ORGANISATION else []
    return [
        (one, one.link is not None and pairs.may_decide(scope, one.link.parent, one.party)) for one in members
    ]
