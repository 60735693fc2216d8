"""Contact points that a list says once more: seen again, and verified where the list says when. Not the same thing."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from everfair.parties.among import among
from everfair.parties.inserting import Row
from everfair.parties.models import ContactPoint

# As rows of contact points are piled up; `KNOWN_BY` takes the first three.
COLUMNS = (
    "party_id", "kind", "key", "value", "source", "seen_on", "seen_in", "verified_on", "checked_how"
)  # fmt: skip
BY_LIST = ContactPoint.How.LIST.value


def see_again(rows: Sequence[Row], new: set[int]) -> None:
    """`new`: parties of which nothing can be on file yet."""
    told = {tuple(row[:3]): row for row in rows if row[0] not in new}
    if not told:
        return
    held = ContactPoint.objects.filter(party__in=among({int(key[0] or 0) for key in told}))
    found = {
        pk: told[key]
        for pk, *place in held.values_list("pk", "party_id", "kind", "key")
        if (key := tuple(place)) in told
    }
    seen(found)
    verified(found)


def seen(found: dict[int, Row]) -> None:
    """All rows of one list have one source."""
    source = next((row[6] for row in found.values()), "")
    held = ContactPoint.objects.filter(pk__in=among(found))
    held.exclude(seen_on=timezone.localdate(), seen_in=source).update(
        seen_on=timezone.localdate(), seen_in=source
    )


def verified(found: dict[int, Row]) -> None:
    """What is known since a later day stays; a list that is older than a dead number does not wake it."""
    by_day: dict[str, list[int]] = defaultdict(list)
    for pk, row in found.items():
        if row[7]:
            by_day[str(row[7])].append(pk)
    for day, keys in by_day.items():
        held = ContactPoint.objects.filter(
            earlier("verified_on", day), earlier("refuted_on", day), pk__in=among(keys)
        )
        held.update(verified_on=day, refuted_on=None, checked_how=BY_LIST, checked_by=None)


def earlier(name: str, day: str) -> Q:
    return Q(**{name: None}) | Q(**{f"{name}__lt": day})
