"""Shows and editions in the command palette."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.shows import visible
from everfair.shows.models import Edition, Series
from everfair.shows.scope import Capability
from everfair.ui import palette
from everfair.ui.asking import scope_for

MOST = 5


@palette.register
def shows(request: HttpRequest, text: str) -> Iterator[palette.Entry]:
    for series in visible.series(scope_for(request)):
        if palette.matches(text, series.zh, series.en, series.slug):
            url = reverse("shows:series", args=[series.pk])
            yield palette.Entry(str(series), url, "calendar-event", under=series.slug, group=_("Shows"))


@palette.register
def editions(request: HttpRequest, text: str) -> Iterable[palette.Entry]:
    """Every word typed must be found in the edition or its show."""
    words = text.split()
    if not words:
        return
    seen = Edition.objects.filter(scope_for(request).series_filter("series_id", Capability.SEE))
    found = 0
    for edition in seen.select_related("series").order_by("-starts_on", "-ordinal"):
        if all(palette.matches(word, *named(edition)) for word in words):
            url = reverse("shows:edition", args=[edition.series_id, edition.pk])
            yield palette.Entry(str(edition), url, "calendar", under=str(edition.series), group=_("Editions"))
            found += 1
        if found == MOST:
            return


def named(edition: Edition) -> list[str]:
    series: Series = edition.series
    year = str(edition.starts_on.year) if edition.starts_on else ""
    return [
        edition.label,
        str(edition),
        edition.zh,
        edition.en,
        edition.city,
        year,
        series.zh,
        series.en,
        series.slug,
    ]
