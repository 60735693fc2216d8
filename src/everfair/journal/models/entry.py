from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from everfair.house.models.read_at_once import ReadAtOnce


class Entry(ReadAtOnce):
    """One meaningful act: who, verb, on what. Never changed, never deleted.

    `params` holds ids, codes, numbers and field names; personal values belong in a `Detail`, which can be
    erased without touching the record. The verb is a code (`party.merge`), rendered in the reader's language.
    """

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True)
    party_id = models.BigIntegerField(null=True)
    series_id = models.BigIntegerField(null=True)
    params = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["party_id", "-id"], name="journal_of_party"),
            models.Index(fields=["object_type", "object_id", "-id"], name="journal_of_object"),
            models.Index(fields=["series_id", "-id"], name="journal_of_series"),
            models.Index(fields=["actor", "-id"], name="journal_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"


class Detail(ReadAtOnce):
    """The personal values of an entry (before, after), erasable per party."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="detail")
    party_id = models.BigIntegerField(db_index=True)
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"detail of {self.entry_id}"


def record(
    verb: str,
    subject: models.Model,
    *,
    by: models.Model | None = None,
    party: int | None = None,
    series: int | None = None,
    params: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
) -> Entry:
    """Write one entry about `subject`, in the transaction of the change itself.

    `by` is the user who did it (None: the house itself); `party` and `series` are ids by which timelines
    find it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(
            f"journal entry {verb} outside a transaction: write it with the change it tells of"
        )
    entry = Entry.objects.create(
        verb=verb,
        object_type=subject._meta.label_lower,
        object_id=subject.pk,
        actor_id=by.pk if by is not None else None,
        party_id=party,
        series_id=series,
        params=params or {},
    )
    if personal and party is not None:
        Detail.objects.create(entry=entry, party_id=party, values=personal)
    return entry
