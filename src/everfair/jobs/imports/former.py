"""What rows on file said before a load changed them, so that they can say it again; and which it says once more."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import models

from everfair.intake.models import FormerValues
from everfair.parties.among import among

Values = tuple[Any, ...]


class Former:
    """Of one portion: gathered by what was changed to what, for most rows of a list are changed alike."""

    def __init__(self) -> None:
        self.told: dict[tuple[str, Values], dict[tuple[Values, Values], list[int]]] = {}

    def note(
        self, model: type[models.Model], fields: Sequence[str], pk: int, before: Values, after: Values
    ) -> None:
        alike = self.told.setdefault((model._meta.label_lower, tuple(fields)), defaultdict(list))
        alike[plain(before), plain(after)].append(pk)

    def repeat(self, model: type[models.Model], ids: Iterable[int]) -> None:
        """The load says these once more: they stay when an older list is taken back that said them first."""
        if told := list(ids):
            self.told.setdefault((model._meta.label_lower, ()), defaultdict(list))[(), ()] += told

    def rewrite(self, rows: Sequence[Any], fields: Sequence[str]) -> None:
        """Write these columns of rows that stand on file, and remember what stood there."""
        if not rows:
            return
        model: Any = type(rows[0])
        told = [name for name in fields if name != "version"]
        held = model._base_manager.filter(pk__in=among([row.pk for row in rows]))
        before = {pk: values for pk, *values in held.values_list("pk", *told)}
        for row in rows:
            after = tuple(getattr(row, name) for name in told)
            self.note(model, told, row.pk, tuple(before[row.pk]), after)
        model._base_manager.bulk_update(rows, fields, batch_size=200)

    def keep(self, batch_id: int) -> None:
        """At the end of the portion, in its transaction."""
        FormerValues.objects.bulk_create(
            FormerValues(
                batch_id=batch_id,
                object_type=label,
                fields=fields,
                told=[[before, after, ids] for (before, after), ids in alike.items()],
            )
            for (label, fields), alike in self.told.items()
        )
        self.told.clear()


def plain(values: Iterable[Any]) -> Values:
    """As JSON keeps them."""
    return tuple(one.isoformat() if isinstance(one, date) else one for one in values)
