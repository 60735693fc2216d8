"""What merging two parties would do: what moves, what both have, and which of them should stay."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Model, Q

from everfair.parties import forest
from everfair.parties.merging import why_not
from everfair.parties.models.party import Party
from everfair.parties.settling import Owned, contest, owned_models

# Derived rows are no facts: nobody would miss them.
_DERIVED = {"parties.MatchKey", "parties.SearchEntry"}
TellsOf = Callable[[type[Model]], Q]


@dataclass(frozen=True)
class Moving:
    """Rows of one kind (`kind` is the model's label): how many would move, how many both have."""

    kind: str
    moving: int
    alike: int


@dataclass(frozen=True)
class MergePreview:
    """`survivor` is the one proposed to stay, or the one chosen; `refusal` the code of what stands against it."""

    survivor: Party
    absorbed: Party
    moving: tuple[Moving, ...]
    refusal: str = ""

    @property
    def total(self) -> int:
        return sum(kind.moving for kind in self.moving)


def all_of(_model: type[Model]) -> Q:
    return Q()


def merge_preview(
    a: Party, b: Party, *, survivor: Party | None = None, told_of: TellsOf = all_of
) -> MergePreview:
    """Nothing is written. Without a `survivor` given: the one with more facts, else the older. `told_of`: which rows of
    a kind are counted."""
    stays = survivor or suggested_survivor(a, b)
    goes = b if stays.pk == a.pk else a
    ours, theirs = forest.family(stays.pk), forest.family(goes.pk)
    belongs = dict.fromkeys([*ours, *theirs], stays.pk)
    kinds = (
        _moving(owned, told_of(owned.model), belongs, goes.pk)
        for owned in owned_models()
        if owned.model._meta.label not in _DERIVED
    )
    against = why_not(stays.pk, goes.pk)
    return MergePreview(
        stays, goes, tuple(kind for kind in kinds if kind.moving), against.code if against else ""
    )


def _moving(owned: Owned, told: Q, belongs: Mapping[int, int], goes: int) -> Moving:
    rows = owned.rows.filter(told)
    alike = rows.filter(pk__in=contest(owned, belongs)[0]).count() if owned.supersedes else 0
    return Moving(owned.model._meta.label, rows.filter(_of(owned, goes)).count(), alike)


def suggested_survivor(a: Party, b: Party) -> Party:
    """More facts first, then the older."""
    return min((a, b), key=lambda party: (-facts(party.pk), party.created_at, party.pk))


def facts(party_id: int, told_of: TellsOf = all_of) -> int:
    counted = (o for o in owned_models() if o.model._meta.label not in _DERIVED)
    return sum(owned.rows.filter(told_of(owned.model), _of(owned, party_id)).count() for owned in counted)


def _of(owned: Owned, party_id: int) -> Q:
    within = Q()
    for of, _recorded in owned.pairs:
        within |= Q(**{of: party_id})
    return within
