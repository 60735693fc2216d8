from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from everfair import journal

if TYPE_CHECKING:
    from everfair.house.models import User


class NotEmpty(Exception):
    """Something hangs on the row; `held` lists (label of the model, how many)."""

    def __init__(self, held: list[tuple[str, int]]) -> None:
        super().__init__(", ".join(f"{count} {what}" for what, count in held))
        self.held = held


class Removable(models.Model):
    """A row that may go as long as nothing hangs on it."""

    goes_with_it: tuple[str, ...] = ()
    """Labels of models whose rows do not keep it."""

    class Meta:
        abstract = True

    def held(self) -> list[tuple[str, int]]:
        """What would be lost with the row: (label of the model, how many)."""
        found = []
        for relation in self._meta.related_objects:
            model: Any = relation.related_model
            if relation.on_delete is models.SET_NULL or model._meta.label in self.goes_with_it:
                continue
            count = model._base_manager.filter(**{relation.field.name: self}).count()
            if count:
                found.append((model._meta.label_lower, count))
        return found

    @transaction.atomic
    def remove(self, *, by: User | None, series: int | None = None) -> None:
        """Delete it, if it is empty. Raises NotEmpty."""
        type(self)._base_manager.select_for_update().get(pk=self.pk)
        if held := self.held():
            raise NotEmpty(held)
        journal.record(
            f"{self._meta.model_name}.remove", self, by=by, series=series, params={"name": str(self)}
        )
        self.delete()
