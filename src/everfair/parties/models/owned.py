"""Rows that belong to a party, and what merging does with them.

Each such row keeps the party it was recorded for (`recorded_party`); the party it counts for (`party`) is
derived: the root of `recorded_party` in the forest of merges. So a merge and an un-merge only recompute
`party`, and un-merging gives back exactly what was there, with every later edit of the rows themselves.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction

from everfair.house.models.read_at_once import ReadAtOnce


class RecordedParty(models.ForeignKey):  # type: ignore[type-arg]
    """The party a row was recorded for; filled from its sibling field (`of`) when the row is first
    written."""

    def __init__(self, to: Any, on_delete: Any = models.CASCADE, *, of: str, **options: Any) -> None:
        self.of = of
        options.setdefault("related_name", "+")
        options["editable"] = False
        super().__init__(to, on_delete, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options["of"] = self.of
        return name, path, args, options

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if getattr(model_instance, self.attname) is None:
            setattr(model_instance, self.attname, getattr(model_instance, f"{self.of}_id"))
        return super().pre_save(model_instance, add)


def count_again(row: models.Model) -> None:
    """Of a row that is to come back: its parties are those for whom it counts now, whatever was merged meanwhile.

    Raises ObjectDoesNotExist where one of them is gone."""
    from everfair.parties import forest

    for field in row._meta.concrete_fields:
        if isinstance(field, RecordedParty) and (recorded := getattr(row, field.attname)):
            root = forest.roots([recorded]).get(recorded)
            if root is None:
                raise ObjectDoesNotExist
            setattr(row, f"{field.of}_id", root)


class LikeRows(models.QuerySet[Any]):
    """Editing or deleting what rows are compared by may bring back one that was superseded."""

    def update(self, **values: Any) -> int:
        if not _columns(self.model) & {name.removesuffix("_id") for name in values}:
            return super().update(**values)
        with transaction.atomic():
            parties = overshadowing(self)
            changed = super().update(**values)
            settle_again(self.model, parties)
        return changed

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            parties = overshadowing(self)
            gone = super().delete()
            settle_again(self.model, parties)
        return gone


class LiveRows(models.Manager.from_queryset(LikeRows)):  # type: ignore[misc]
    """Rows that count: those not superseded by their like after a merge."""

    def get_queryset(self) -> LikeRows:
        rows: LikeRows = super().get_queryset().filter(superseded=False)
        return rows


class Superseding(ReadAtOnce):
    """A row of which one party may have only one with the same `same_when` values.

    Where a merge brings two together, the survivor's own (else the oldest) counts and the other is
    superseded: kept, not counted, and back again after un-merging. Unique constraints of such a model carry
    the condition `superseded=False`. What hangs on a superseded row (stands, overrides, members of rounds)
    stays there; `gathered` reads it together with that of the row that counts.
    """

    same_when: ClassVar[tuple[str, ...]]

    superseded = models.BooleanField(default=False, editable=False)

    objects = LiveRows()
    every = models.Manager.from_queryset(LikeRows)()

    class Meta:
        abstract = True
        default_manager_name = "objects"
        base_manager_name = "every"

    @property
    def alike(self) -> models.QuerySet[Any]:
        """This row and all that it stands for: the rows with the same `same_when` values."""
        names = (self._meta.get_field(name).attname for name in self.same_when)  # type: ignore[union-attr]
        return type(self).every.filter(
            **{_is(name, getattr(self, name)): _or_true(self, name) for name in names}
        )

    def gathered(self, name: str) -> models.QuerySet[Any]:
        """What hangs on this row and on those it stands for: `participation.gathered("stands")`."""
        relation = self._meta.get_field(name)
        back = relation.field.name  # type: ignore[union-attr]
        return relation.related_model._base_manager.filter(**{f"{back}__in": self.alike})  # type: ignore[union-attr]

    def save(self, *args: Any, **options: Any) -> None:
        if self._state.adding:
            super().save(*args, **options)
            return
        with transaction.atomic():
            parties = overshadowing(type(self).every.filter(pk=self.pk))
            super().save(*args, **options)
            settle_again(type(self), parties)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            parties = overshadowing(type(self).every.filter(pk=self.pk))
            gone = super().delete(*args, **options)
            settle_again(type(self), parties)
        return gone


def _is(name: str, value: Any) -> str:
    return f"{name}__isnull" if value is None else name


def _or_true(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    return True if value is None else value


def _columns(model: type[models.Model]) -> set[str]:
    return set(getattr(model, "same_when", ()))


def _own_fields(model: type[models.Model]) -> list[str]:
    return [f.of for f in model._meta.concrete_fields if isinstance(f, RecordedParty)]


def overshadowing(rows: Iterable[Any]) -> set[int]:
    """The parties of these rows for which some row of the model is superseded: few, and mostly none."""
    assert isinstance(rows, models.QuerySet)
    model: Any = rows.model
    found: set[int] = set()
    for name in _own_fields(model):
        held = rows.order_by().values(f"{name}_id")
        waiting = model.every.filter(superseded=True, **{f"{name}_id__in": held})
        found.update(waiting.order_by().values_list(f"{name}_id", flat=True).distinct())
    return found


def settle_again(model: Any, party_ids: set[int]) -> None:
    if party_ids:
        from everfair.parties.settling import settle_likes

        settle_likes(model, party_ids)
