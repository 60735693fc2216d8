"""Who is who around a customer: those that may be the same, those merged into it, the group it belongs to."""

from django.db.models import Q
from django.urls import reverse

from everfair.desk.customers.file.reading import Reading
from everfair.parties.duplicates import to_decide
from everfair.parties.linking import Member, group_of
from everfair.parties.models import PossibleDuplicate
from everfair.relations import pairs, visible
from everfair.shows.scope import Capability, Scope


def duplicates(read: Reading) -> list[PossibleDuplicate]:
    """Those the customer may be, as far as the user sees them."""
    if not read.has("first_of_pair", "second_of_pair"):
        return []
    party, scope = read.party, read.scope
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


def group(read: Reading) -> list[tuple[Member, bool]]:
    """The organisations it belongs together with, and whether the user may take each from them."""
    if not read.has("parents", "children"):
        return []
    members = group_of(read.party, visible.parties(read.scope))
    return [
        (one, one.link is not None and pairs.may_decide(read.scope, one.link.parent, one.party))
        for one in members
    ]
