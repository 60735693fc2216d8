"""Relationships that are wanting: when a merge is undone, the one that two shared goes back to whose it was."""

from collections.abc import Iterable

from django.db.models import Exists, Model, OuterRef

from everfair.contact.models import Interaction, Suggestion
from everfair.parties.models import Party
from everfair.relations.models import LedgerEntry, Referral, Relationship
from everfair.shows.models import Participation, RoleHolding
from everfair.shows.models.role import Side
from everfair.surveys.models import Rating, Response

HAPPENED: tuple[tuple[type[Model], str, str, str], ...] = (
    (Participation, "party", "edition__series", "role__side"),
    (RoleHolding, "party", "series", "role__side"),
    (LedgerEntry, "party", "series", "side"),
    (Response, "party", "series", "side"),
    (Rating, "party", "series", "side"),
    (Referral, "child", "series", "side"),
)
"""What a relationship of that side stands for: whose, with which show, on which side."""
DEALT: tuple[type[Model], ...] = (Interaction, Suggestion)
"""Of no side: of exhibitors, where there is no other. People are spoken to for whom they work for."""


def begin_missing(party_ids: Iterable[int]) -> None:
    """Of these customers, with whatever shows something of theirs is on file for."""
    ids = list(party_ids)
    for model, party, series, side in HAPPENED:
        begun = Relationship.objects.filter(
            party=OuterRef(party), series=OuterRef(series), side=OuterRef(side)
        )
        wanting = model._default_manager.filter(~Exists(begun), **{f"{party}__in": ids})
        for who, show, where in wanting.values_list(party, series, side).order_by().distinct():
            Relationship.between(who, show, where)
    for model in DEALT:
        known = Relationship.objects.filter(party=OuterRef("party"), series=OuterRef("series"))
        firms = model._default_manager.filter(party__in=ids, party__kind=Party.Kind.ORGANISATION)
        dealt = firms.filter(~Exists(known), series__isnull=False)
        for who, show in dealt.values_list("party", "series").order_by().distinct():
            Relationship.between(who, show, Side.EXHIBITOR.value)
