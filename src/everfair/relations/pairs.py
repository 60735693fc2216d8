"""Which pairs a member of staff may see and decide on: both halves must be visible to them, and changeable."""

from django.db.models import Exists, OuterRef, QuerySet

from everfair.parties import joining
from everfair.parties.duplicates import waiting
from everfair.parties.models import Party, PossibleDuplicate
from everfair.relations import visible
from everfair.shows.scope import Capability, Scope


def pairs(scope: Scope) -> QuerySet[PossibleDuplicate]:
    """Pairs of which both halves stand for themselves and are seen: of one half unseen no name is told."""
    return seen(scope, waiting())


def certain(scope: Scope, kind: str = "") -> QuerySet[PossibleDuplicate]:
    """Of those seen, the open ones that the lines of the house call certain."""
    return seen(scope, joining.certain(kind=kind))


def seen(scope: Scope, rows: QuerySet[PossibleDuplicate]) -> QuerySet[PossibleDuplicate]:
    """Asked pair by pair: of a big house few are in one."""
    if scope.sees_every_series and scope.sees_unplaced:
        return rows.filter(first__merged_into=None, second__merged_into=None)
    halves = (Exists(visible.parties(scope).filter(pk=OuterRef(half))) for half in ("first", "second"))
    return rows.filter(*halves)


def may_decide(scope: Scope, *parties: Party) -> bool:
    """Whether they may merge these, or keep them apart."""
    if not scope.may(Capability.MERGE):
        return False
    if scope.may_everywhere(Capability.CHANGE_ANY):
        return True
    return all(visible.may_change(scope, party) for party in parties)


def may_draw_lines(scope: Scope) -> bool:
    """The lines hold for the whole house: for those who may merge any of its customers, and whom the shows are
    entrusted to."""
    wanted = (Capability.MERGE, Capability.CHANGE_ANY, Capability.MANAGE_SHOWS)
    return all(scope.may_everywhere(capability) for capability in wanted)
