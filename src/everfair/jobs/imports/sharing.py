"""Stands that several exhibitors share: one number, several participations of an edition."""

from collections.abc import Iterable

from django.db.models import Count

from everfair.shows.models import Stand


def mark_shared(edition_ids: Iterable[int]) -> int:
    """Say so on the stand lines; how many stands are shared."""
    return sum(_mark(edition) for edition in edition_ids)


def unmark(edition_ids: Iterable[int]) -> None:
    """None of them is shared, as long as nobody looks again."""
    for edition in edition_ids:
        Stand.objects.filter(participation__edition=edition, is_shared=True).update(is_shared=False)


def _mark(edition_id: int) -> int:
    stands = Stand.objects.filter(participation__edition=edition_id, participation__superseded=False).exclude(
        number=""
    )
    shared = (
        stands.values("number").annotate(who=Count("participation__party", distinct=True)).filter(who__gt=1)
    )
    numbers = list(shared.values_list("number", flat=True))
    for start in range(0, len(numbers), 500):
        part = stands.filter(number__in=numbers[start : start + 500], is_shared=False)
        Stand.objects.filter(pk__in=list(part.values_list("pk", flat=True))).update(is_shared=True)
    return len(numbers)
