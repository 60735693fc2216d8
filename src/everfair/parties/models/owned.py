"""Rows that belong to a party, and what merging does with them.

Each such row keeps the party it was recorded for (`recorded_party`); the party it counts for (`party`) is
derived: the root of `recorded_party` in the forest of merges. So a merge and an un-merge only recompute
`party`, and un-merging gives back exactly what was there, with every later edit of the rows themselves.
"""

from typing import Any, ClassVar

from django.db import models


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


class LiveRows(models.Manager[Any]):
    """Rows that count: those not superseded by their like after a merge."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(superseded=False)


class Superseding(models.Model):
    """A row of which one party may have only one with the same `same_when` values.

    Where a merge brings two together, the survivor's own (else the oldest) counts and the other is
    superseded: kept, not counted, and back again after un-merging. Unique constraints of such a model carry
    the condition `superseded=False`.
    """

    same_when: ClassVar[tuple[str, ...]]

    superseded = models.BooleanField(default=False, editable=False)

    objects = LiveRows()
    every = models.Manager()

    class Meta:
        abstract = True
        default_manager_name = "objects"
        base_manager_name = "every"
