"""The ledger of a relationship added up: by kind, by edition, and on from edition to edition."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from everfair.desk.customers.worth.posts import Post
from everfair.relations.models import LedgerEntry
from everfair.relations.models.ledger import COSTS, VALUES
from everfair.shows.models import Edition

YEAR = 365.25


@dataclass(frozen=True)
class Sums:
    """Of some posts, in minor units: a cost is a positive cost."""

    posts: Sequence[Post]

    @cached_property
    def by_kind(self) -> dict[str, int]:
        found = dict.fromkeys(LedgerEntry.Kind.values, 0)
        for one in self.posts:
            found[one.kind] += one.amount_minor
        return found

    @property
    def values(self) -> int:
        return sum(self.by_kind[kind] for kind in VALUES)

    @property
    def costs(self) -> int:
        return sum(self.by_kind[kind] for kind in COSTS)

    @property
    def profit(self) -> int:
        return self.values - self.costs

    @property
    def kinds(self) -> list[tuple[str, str, int, bool]]:
        """(code, word, sum, is a cost) in the order of the ledger."""
        return [(one.value, str(one.label), self.by_kind[one], one in COSTS) for one in LedgerEntry.Kind]


@dataclass(frozen=True)
class Group:
    edition: Edition | None
    sums: Sums
    running: int
    """The profit of this edition and all before it."""


@dataclass(frozen=True)
class Account:
    posts: Sequence[Post]
    currency: str
    rate: float
    today: datetime.date
    left_out: Sequence[Post] = ()

    @cached_property
    def sums(self) -> Sums:
        return Sums(self.posts)

    @cached_property
    def groups(self) -> list[Group]:
        """By edition, the first first; what belongs to none stands before."""
        held: dict[Edition | None, list[Post]] = {}
        for one in self.posts:
            held.setdefault(one.edition, []).append(one)
        running, groups = 0, []
        for edition in sorted(held, key=lambda one: one.ordinal if one else -1):
            sums = Sums(held[edition])
            running += sums.profit
            groups.append(Group(edition, sums, running))
        return groups

    @cached_property
    def in_today(self) -> Sums:
        """In today's money: past amounts grown at the yearly rate."""
        return Sums([replace(one, amount_minor=self.grown(one)) for one in self.posts])

    @property
    def today_minor(self) -> int:
        return self.in_today.profit

    def grown(self, one: Post) -> int:
        years = max((self.today - one.day).days, 0) / YEAR if one.day else 0.0
        return round(float(one.amount_minor * (1 + self.rate) ** years))

    @property
    def was_recorded(self) -> bool:
        return bool(self.posts or self.left_out)
