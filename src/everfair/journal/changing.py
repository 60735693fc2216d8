"""The same change for many rows at once: few statements, and still one journal entry for each row."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import F

from everfair.journal.models.entry import Detail, Entry
from everfair.journal.models.versioned import Versioned

AT_ONCE = 500


@transaction.atomic
def change_rows(
    model: type[Versioned], keys: Iterable[int], field: str, value: Any, *, by: models.Model | None
) -> list[tuple[int, Any]]:
    """Write `value` into the column (`owner_id`, `do_not_contact`) of all rows that have another.

    Answers with (key, value before) of those changed.
    """
    changed: list[tuple[int, Any]] = []
    for batch in _batches(sorted(set(keys))):
        changed += _change(model, batch, field, value, by)
    return changed


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def _change(
    model: type[Versioned], keys: Sequence[int], field: str, value: Any, by: models.Model | None
) -> list[tuple[int, Any]]:
    found = model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    rows = [row for row in found if getattr(row, field) != value]
    pks = [row.pk for row in rows]
    model._default_manager.filter(pk__in=pks).update(**{field: value, "version": F("version") + 1})
    _tell(rows, field, value, by)
    return [(row.pk, getattr(row, field)) for row in rows]


def _tell(rows: Sequence[Versioned], field: str, value: Any, by: models.Model | None) -> None:
    entries = Entry.objects.bulk_create([_entry(row, field.removesuffix("_id"), by) for row in rows])
    values = [[getattr(row, field), value] for row in rows]
    Detail.objects.bulk_create(
        Detail(entry=entry, party_id=entry.party_id, values={field.removesuffix("_id"): told})
        for entry, told in zip(entries, values, strict=True)
        if entry.party_id is not None
    )


def _entry(row: Versioned, field: str, by: models.Model | None) -> Entry:
    label = row._meta.label_lower
    return Entry(
        verb=f"{row._meta.model_name}.change",
        object_type=label,
        object_id=row.pk,
        actor_id=by.pk if by is not None else None,
        party_id=row.pk if label == "parties.party" else getattr(row, "party_id", None),
        series_id=getattr(row, "series_id", None),
        params={"fields": [field]},
    )
