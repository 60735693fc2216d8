"""One show: what it is, its editions in order, and what may be done with them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everfair.relations.published import Published
from everfair.shows.models import Edition, Participation
from everfair.ui.of_series import OfSeries, customers_url


@dataclass(frozen=True)
class Line:
    edition: Edition
    taking_part: int | None
    area_dm2: int | None
    url: str
    is_first: bool
    is_last: bool
    is_late: bool
    """Its day is past and nobody said that it was held."""


class SeriesPage(OfSeries):
    to = "series"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        published = Published(self.series)
        lines = self.lines(published)
        last = published.editions[-1].pk if published.editions else ""
        context = self.frame() | {
            "lines": lines[::-1],
            "last": last,
            "held": sum(one.is_held for one in published.editions),
            "published": published,
            "tab": "series",
        }
        return render(request, "shows/series.html", context)

    def lines(self, published: Published) -> list[Line]:
        editions = published.editions
        booked = (
            counted(one for one in editions if one.pk not in published.figures) if self.sees_figures else {}
        )
        return [
            Line(
                one,
                self.shown(published.value(one, "participants"), booked.get(one.pk)),
                published.value(one, "area") if self.sees_figures else None,
                customers_url(self.series, ("came" if one.is_held else "booked", one.pk))
                if self.sees_figures
                else "",
                at == 0,
                at == len(editions) - 1,
                not one.is_held and one.starts_on is not None and one.starts_on < self.today,
            )
            for at, one in enumerate(editions)
        ]

    def shown(self, analysed: int | None, live: int | None) -> int | None:
        if not self.sees_figures:
            return None
        return analysed if analysed is not None else live


def counted(editions: Any) -> dict[int, int]:
    """How many exhibitors are in each edition that the analysis does not tell of."""
    found = Participation.objects.filter(
        edition__in=[one.pk for one in editions], role__side="exhibitor", status__in=Participation.TAKING_PART
    )
    return dict(found.values_list("edition").annotate(n=Count("party", distinct=True)).order_by())
