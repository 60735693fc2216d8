"""For which shows a member of staff may write of a customer: every row is judged by the show it is of."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from everfair.parties.models import Party
from everfair.relations import visible
from everfair.relations.visible import Held
from everfair.shows.scope import Capability, Scope


@dataclass(frozen=True)
class Writing:
    """`may_change`: whether the customer is theirs to change at any show, which what is of no show is judged by;
    `taken`: the shows at which others look after the customer."""

    scope: Scope
    may_change: bool
    taken: frozenset[int]

    @classmethod
    def about(cls, scope: Scope, party: Party) -> "Writing":
        held = visible.held(party)
        return cls(scope, visible.changes_any(scope, held), taken(scope, held))

    def on(self, series: int | None) -> bool:
        if series is None:
            return self.may_change
        own = self.scope.may(Capability.CHANGE_OWN, series) and series not in self.taken
        return own or self.scope.may(Capability.CHANGE_ANY, series)

    def rows(self, path: str = "series_id") -> Q:
        """`on`, as the condition on rows."""
        own = self.scope.series_filter(path, Capability.CHANGE_OWN) & ~Q(**{f"{path}__in": self.taken})
        theirs = own | self.scope.series_filter(path, Capability.CHANGE_ANY)
        placed = Q(**{f"{path}__isnull": False}) & theirs
        return placed | Q(**{path: None}) if self.may_change else placed


def taken(scope: Scope, held: Held) -> frozenset[int]:
    owners = defaultdict(set)
    for series, owner in held:
        owners[series].add(owner)
    return frozenset(series for series, who in owners.items() if not who & {None, scope.user_id})
