from typing import Any

from django.db import models, transaction
from django.db.models import F

from everfair.house.models import ReadAtOnce
from everfair.journal.models.entry import record


class StaleEdit(Exception):
    """Somebody changed the row since it was read. Nothing was written.

    `current` is the row as it stands now; `difference` maps field names to (value now, value wanted).
    """

    def __init__(self, current: models.Model, difference: dict[str, tuple[Any, Any]]) -> None:
        super().__init__(f"{current._meta.label} {current.pk} was changed by someone else")
        self.current = current
        self.difference = difference


class Versioned(ReadAtOnce):
    """A row that people edit: each edit says which version it saw, and writes its journal entry."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @transaction.atomic
    def change(self, *, by: models.Model | None, seen: int | None = None, **values: Any) -> list[str]:
        """Write the values that differ, if the row is still at version `seen` (None: at the one in hand).

        Returns the names of the fields changed; raises StaleEdit where someone was faster."""
        before = {name: getattr(self, name) for name in values}
        changed = [name for name, value in values.items() if before[name] != value]
        if not changed:
            return []
        rows = type(self)._base_manager.filter(pk=self.pk, version=self.version if seen is None else seen)
        if not rows.update(**{name: values[name] for name in changed}, version=F("version") + 1):
            current = type(self)._base_manager.get(pk=self.pk)
            raise StaleEdit(current, {name: (getattr(current, name), values[name]) for name in changed})
        self.refresh_from_db()
        party = self.pk if self._meta.label == "parties.Party" else getattr(self, "party_id", None)
        record(
            f"{self._meta.model_name}.change",
            self,
            by=by,
            party=party,
            series=getattr(self, "series_id", None),
            params={"fields": changed},
            personal={name: [_plain(before[name]), _plain(values[name])] for name in changed},
        )
        return changed


def _plain(value: Any) -> Any:
    """A value as JSON can keep it."""
    if isinstance(value, models.Model):
        return value.pk
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
