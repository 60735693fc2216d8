"""Series and editions that a list brings, with the traces by which they are taken back."""

from collections.abc import Iterable

from everfair.intake.models import Batch
from everfair.jobs.imports.former import Former
from everfair.jobs.imports.made import Made
from everfair.jobs.imports.shows import Show, create
from everfair.shows.models import Edition, Series

HELD_WHEN = ("starts_on", "ends_on", "is_held")


def make(batch: Batch, show: Show, order: Iterable[str]) -> Series:
    """Write what is new of a show; `batch` knows what that was."""
    made, before = Made(batch.made), days_of(show)
    unknown, is_new = [told for told in show.distinct() if told.pk is None], show.pk is None
    series = create(show, order)
    if is_new:
        made.add("shows.series", series.pk, series.pk)
    for told in unknown:
        if told.pk is not None:
            made.add("shows.edition", told.pk, told.pk)
    remember_days(batch, before, days_of(show))
    return series


def days_of(show: Show) -> dict[int, tuple[object, ...]]:
    held = Edition.objects.filter(series=show.pk) if show.pk else Edition.objects.none()
    return {pk: tuple(told) for pk, *told in held.values_list("pk", *HELD_WHEN)}


def remember_days(
    batch: Batch, before: dict[int, tuple[object, ...]], after: dict[int, tuple[object, ...]]
) -> None:
    """Editions on file whose days nobody knew before."""
    former = Former()
    for pk, told in before.items():
        if after[pk] != told:
            former.note(Edition, HELD_WHEN, pk, told, after[pk])
    former.keep(batch.pk)
