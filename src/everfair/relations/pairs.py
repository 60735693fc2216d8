"""Which pairs a member of staff may see and decide on: both halves must be visible to them, and changeable."""

from collections.abc import Callable

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from everfair.parties import joining
from everfair.parties.duplicates import waiting
from everfair.parties.models import Party, PossibleDuplicate
from everfair.relations import visible
from everfair.relations.visible import Held
from everfair.shows.scope import Capability, Scope, of_seen, within


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
    if scope.may_everywhere(Capability.MERGE) and scope.may_everywhere(Capability.CHANGE_ANY):
        return True
    return all(may_merge(scope, visible.held(party)) for party in parties)


def may_merge(scope: Scope, held: Held) -> bool:
    """A customer with these relationships: with the right on every show that the user sees the customer at. Of others
    nothing is asked, as a refusal would tell of them."""
    seen = {series for series, _owner in held if scope.may(Capability.SEE, series)}
    right = (
        all(scope.may(Capability.MERGE, series) for series in seen) if held else scope.may(Capability.MERGE)
    )
    return right and visible.changes_any(scope, held)


def told_of(scope: Scope) -> Callable[[type[Model]], Q]:
    """Which rows of each kind the user may be told of, be it by their number."""

    def rows(model: type[Model]) -> Q:
        names = {field.name for field in model._meta.concrete_fields}
        if "series" in names:
            return of_seen(scope.seen)
        if "edition" in names:
            return within(scope.seen, "edition__series")
        ends = names & {"parent", "child", "person", "organisation"}
        return Q(**{f"{end}__in": visible.parties(scope) for end in ends})

    return rows


def may_draw_lines(scope: Scope) -> bool:
    """The lines hold for the whole house: for those who may merge any of its customers, and whom the shows are
    entrusted to."""
    wanted = (Capability.MERGE, Capability.CHANGE_ANY, Capability.MANAGE_SHOWS)
    return all(scope.may_everywhere(capability) for capability in wanted)
