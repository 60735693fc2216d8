"""Which show the user is in: a series and an edition, from the address or else from the session."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import get_language

from everfair.shows.models import Edition, Series
from everfair.ui.beginning import begun


@dataclass(frozen=True)
class EditionOffer:
    id: int
    label: str
    note: str = ""


@dataclass(frozen=True)
class SeriesOffer:
    id: int
    label: str
    editions: Sequence[EditionOffer] = ()
    row: Series | None = field(default=None, compare=False)
    """Read already, with its editions."""


@dataclass(frozen=True)
class ShowChoice:
    offers: Sequence[SeriesOffer] = ()
    series: SeriesOffer | None = None
    edition: EditionOffer | None = None

    @property
    def known(self) -> dict[int, Series]:
        """The shows the user may see, by key, with their editions."""
        return {offer.id: offer.row for offer in self.offers if offer.row is not None}


def offers_for(request: HttpRequest) -> list[SeriesOffer]:
    """The series this user may see, each with its editions, the latest first."""
    return [offer(series) for series in begun(request).shows]


def offer(series: Series) -> SeriesOffer:
    return SeriesOffer(series.pk, str(series), tuple(offered(series.editions.all())), series)


def offered(editions: Iterable[Edition]) -> list[EditionOffer]:
    latest_first = sorted(editions, key=lambda edition: -edition.ordinal)
    return [EditionOffer(edition.pk, str(edition), note(edition)) for edition in latest_first]


def note(edition: Edition) -> str:
    when = month(edition.starts_on, get_language()) if edition.starts_on else ""
    return " · ".join(part for part in (when, edition.city) if part)


@lru_cache(maxsize=1_000)
def month(day: datetime.date, _language: str | None) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT")


def chosen(request: HttpRequest) -> ShowChoice:
    """The choice of this request: what the address or session names, else the first series, its first edition."""
    held: ShowChoice | None = getattr(request, "everfair_show", None)
    if held is None:
        held = choose(request)
        request.everfair_show = held  # type: ignore[attr-defined]
    return held


def choose(request: HttpRequest) -> ShowChoice:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return ShowChoice()
    offers = offers_for(request)
    series = pick(offers, wanted(request, "series"))
    edition = pick(series.editions, wanted(request, "edition")) if series else None
    return ShowChoice(tuple(offers), series, edition)


def wanted(request: HttpRequest, what: str) -> str:
    return request.GET.get(what) or str(request.session.get(f"show_{what}", ""))


Offer = TypeVar("Offer", SeriesOffer, EditionOffer)


def pick(offers: Sequence[Offer], wanted_id: str) -> Offer | None:
    found = (offer for offer in offers if str(offer.id) == wanted_id)
    return next(found, offers[0] if offers else None)
