"""Contact points that a list says once more: seen again, and verified where the list says when. Not the same thing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils import timezone

from everfair.jobs.imports.former import Former, Values
from everfair.parties.among import among
from everfair.parties.inserting import Row
from everfair.parties.models import ContactPoint
from everfair.parties.models.verifiable import CHECK

# As rows of contact points are piled up; `KNOWN_BY` takes the first three.
COLUMNS = (
    "party_id", "kind", "key", "value", "source", "seen_on", "seen_in", "verified_on", "checked_how"
)  # fmt: skip
BY_LIST = ContactPoint.How.LIST.value
SEEN = ("seen_on", "seen_in")


def see_again(rows: Sequence[Row], new: set[int], own: range, former: Former) -> None:
    """`new`: parties of which nothing can be on file yet; `own`: all that the load made."""
    told = {tuple(row[:3]): row for row in rows if row[0] not in new}
    if not told:
        return
    held = ContactPoint.objects.filter(party__in=among({int(key[0] or 0) for key in told}))
    known = ((one[0], one[1:4], one[4:]) for one in held.values_list("pk", *COLUMNS[:3], *SEEN))
    found = [(pk, before, told[key]) for pk, key, before in known if key in told]
    seen([one for one in found if one[2][0] not in own], former)
    verified({pk: row for pk, _, row in found}, former)


def seen(found: Iterable[tuple[int, Values, Row]], former: Former) -> None:
    """All rows of one list have one source; another of that file name may have seen them on this very day."""
    today = timezone.localdate()
    fresh = [one for one in found if one[1] != (today, one[2][6])]
    former.repeat(ContactPoint, {pk for pk, *_ in found} - {pk for pk, *_ in fresh})
    if not fresh:
        return
    after = today, fresh[0][2][6]
    for pk, before, _ in fresh:
        former.note(ContactPoint, SEEN, pk, before, after)
    held = ContactPoint.objects.filter(pk__in=among([pk for pk, *_ in fresh]))
    held.update(**dict(zip(SEEN, after, strict=True)))


def verified(found: dict[int, Row], former: Former) -> None:
    """What is known since a later day stays; a list that is older than a dead number does not wake it."""
    by_day: dict[str, list[int]] = defaultdict(list)
    for pk, row in found.items():
        if row[7]:
            by_day[str(row[7])].append(pk)
    for day, keys in by_day.items():
        held = ContactPoint.objects.filter(
            earlier("verified_on", day), earlier("refuted_on", day), pk__in=among(keys)
        )
        after = day, None, None, BY_LIST
        for pk, *before in held.values_list("pk", *CHECK):
            former.note(ContactPoint, CHECK, pk, tuple(before), after)
        held.update(**dict(zip(CHECK, after, strict=True)))


def earlier(name: str, day: str) -> Q:
    return Q(**{name: None}) | Q(**{f"{name}__lt": day})
