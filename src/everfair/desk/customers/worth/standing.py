"""Everything about the worth of the customer whose file is open, on the relationship that is shown."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from everfair.contact.models import Suggestion
from everfair.desk.customers.file.reading import Reading
from everfair.desk.customers.worth.account import Account
from everfair.desk.customers.worth.posts import Periods, Posts
from everfair.relations.models import Referral, Relationship, ValueTerms


@dataclass
class Worth:
    read: Reading
    relationship: Relationship

    @cached_property
    def terms(self) -> ValueTerms:
        here = self.relationship.series_id
        held = (one for one in self.read.terms if one.series_id == here)
        return next(held, None) or ValueTerms(series_id=here)

    @cached_property
    def account(self) -> Account:
        here, currency = self.relationship, self.relationship.series.currency
        editions = [one for one in self.read.editions.values() if one.series_id == here.series_id]
        posts = Posts(
            self.terms,
            currency,
            Periods.of(editions),
            taken=[
                one for one in self.read.participations if self.is_here(one.edition.series_id, one.role.side)
            ],
            dealings=[one for one in self.read.dealings if one.series_id in (None, here.series_id)],
            entries=[one for one in self.read.ledger if self.is_here(one.series_id, one.side)],
            suggestions=self.suggestions if self.is_first else (),
            actions=[one for one in self.read.actions if one.member.relationship_id == here.pk],
        )
        told = posts.all()
        return Account(told, currency, self.terms.rate, timezone.localdate(), posts.left_out)

    def is_here(self, series: int, side: str) -> bool:
        return (series, side) == (self.relationship.series_id, self.relationship.side)

    @property
    def is_first(self) -> bool:
        """Suggestions name no side: they count for one relationship with the show, an exhibitor's before others."""
        here = self.relationship.series_id
        sides = [one.side for one in self.read.relationships if one.series_id == here]
        return self.relationship.side == min(sides)

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        return [one for one in self.read.suggestions if one.series_id == self.relationship.series_id]

    @cached_property
    def brought_by(self) -> list[Referral]:
        return [one for one in self.read.brought_by if one.series_id == self.relationship.series_id]

    @cached_property
    def has_brought(self) -> list[Referral]:
        return [one for one in self.read.has_brought if one.series_id == self.relationship.series_id]
