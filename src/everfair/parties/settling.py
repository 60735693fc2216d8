"""Recomputing what merging derives: whose a row is now, and which of several like it counts.

Both are functions of the forest and the recorded rows alone, so that un-merging gives back what was there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from everfair.parties import forest
from everfair.parties.models.owned import RecordedParty, Superseding


@dataclass(frozen=True)
class Owned:
    """A model whose rows belong to parties: pairs of (field, field that keeps the recorded party)."""

    model: type[models.Model]
    pairs: tuple[tuple[str, str], ...]

    @property
    def supersedes(self) -> bool:
        return issubclass(self.model, Superseding)

    @property
    def rows(self) -> models.QuerySet[Any]:
        return self.model._base_manager.all()


@cache
def owned_models() -> tuple[Owned, ...]:
    """Every model of every app with rows that merging moves, through the registry."""
    found = []
    for model in apps.get_models():
        pairs = tuple((f.of, f.name) for f in model._meta.concrete_fields if isinstance(f, RecordedParty))
        if pairs:
            found.append(Owned(model, pairs))
    return tuple(found)


def settle(root_ids: Iterable[int]) -> None:
    """Give every row recorded in the trees of these roots to its root, and decide which of several counts."""
    belongs = forest.tree(root_ids)
    for owned in owned_models():
        settle_model(owned, belongs)


def settle_model(owned: Owned, belongs: Mapping[int, int]) -> None:
    """`belongs`: recorded party -> root, for whole trees. Superseding first, so that no two collide on the way."""
    winners = _retire_losers(owned, belongs) if owned.supersedes else []
    for of, recorded in owned.pairs:
        _move(owned, of, recorded, belongs)
    for batch in forest.in_batches(winners):
        plain_update(owned.rows.filter(pk__in=batch), superseded=False)


def _move(owned: Owned, of: str, recorded: str, belongs: Mapping[int, int]) -> None:
    members: dict[int, list[int]] = {}
    for member, root in belongs.items():
        members.setdefault(root, []).append(member)
    for root, ids in members.items():
        for batch in forest.in_batches(ids):
            rows = owned.rows.filter(**{f"{recorded}__in": batch}).exclude(**{of: root})
            plain_update(rows, **{f"{of}_id": root})


def _retire_losers(owned: Owned, belongs: Mapping[int, int]) -> list[int]:
    """Mark the rows that will not count; answers the ids of rows that count again."""
    losers, winners = contest(owned, belongs)
    for batch in forest.in_batches(losers):
        plain_update(owned.rows.filter(pk__in=batch), superseded=True)
    return winners


def contest(owned: Owned, belongs: Mapping[int, int]) -> tuple[list[int], list[int]]:
    """(rows to be superseded that are not, rows to count that are superseded), were `belongs` so."""
    best: dict[tuple[Any, ...], _Standing] = {}
    standings = list(_standings(owned, belongs))
    for row in standings:
        current = best.get(row.group)
        if current is None or row.rank < current.rank:
            best[row.group] = row
    losers = [r.pk for r in standings if best[r.group].pk != r.pk and not r.superseded]
    return losers, [r.pk for r in best.values() if r.superseded]


@dataclass(frozen=True)
class _Standing:
    pk: int
    superseded: bool
    group: tuple[Any, ...]
    rank: tuple[bool, int]


def _standings(owned: Owned, belongs: Mapping[int, int]) -> Iterable[_Standing]:
    """The survivor's own rows rank first, then the oldest."""
    recorded_of = dict(owned.pairs)
    fields = [_column(owned, name) for name in owned.model.same_when]  # type: ignore[attr-defined]
    recorded = [_column(owned, name) for name in recorded_of.values()]
    positions = {_column(owned, of): i for i, of in enumerate(recorded_of)}
    for values in _rows(owned, belongs).values_list("pk", "superseded", *fields, *recorded):
        pk, superseded, same = values[0], values[1], list(values[2 : 2 + len(fields)])
        kept = values[2 + len(fields) :]
        for place, name in enumerate(fields):
            if name in positions:
                same[place] = belongs.get(kept[positions[name]], same[place])
        own = all(belongs.get(k, k) == k for k in kept)
        yield _Standing(pk, superseded, tuple(same), (not own, pk))


def _column(owned: Owned, name: str) -> str:
    return str(owned.model._meta.get_field(name).attname)  # type: ignore[union-attr]


def _rows(owned: Owned, belongs: Mapping[int, int]) -> models.QuerySet[Any]:
    if len(belongs) > forest.AT_ONCE:
        return owned.rows
    within = Q()
    for _of, recorded in owned.pairs:
        within |= Q(**{f"{recorded}__in": sorted(belongs)})
    return owned.rows.filter(within)


def plain_update(rows: models.QuerySet[Any], **values: Any) -> int:
    """An update that does not settle again what is being settled."""
    return models.QuerySet.update(rows, **values)


def settle_likes(model: type[Superseding], party_ids: Iterable[int]) -> None:
    """After rows of one model were edited or removed: what counts among the like rows of these parties."""
    owned = next(o for o in owned_models() if o.model is model)
    belongs = forest.tree(set(forest.roots(party_ids).values()))
    settle_model(owned, belongs)


def gather_strays() -> int:
    """Rows written for a party at the very moment it was merged away go to its root; how many parties had such."""
    astray: set[int] = set()
    for owned in owned_models():
        for of, _recorded in owned.pairs:
            lost = owned.rows.exclude(**{f"{of}__merged_into": None}).exclude(**{of: None})
            astray.update(lost.values_list(f"{of}_id", flat=True).distinct())
    settle(set(forest.roots(astray).values()))
    return len(astray)
