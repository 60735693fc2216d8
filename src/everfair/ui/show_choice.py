"""Which show the user is in: a series and an edition, from the address or else from the session.

The ground floor knows the shows; the room that owns their pages offers them here with `offer`, so that the frame
asks only for what this user may see.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.http import HttpRequest


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


@dataclass(frozen=True)
class ShowChoice:
    offers: Sequence[SeriesOffer] = ()
    series: SeriesOffer | None = None
    edition: EditionOffer | None = None


@dataclass
class Source:
    """Who says what shows there are."""

    ask: Callable[[HttpRequest], Sequence[SeriesOffer]] = field(default=lambda request: ())


source = Source()


def offer(ask: Callable[[HttpRequest], Sequence[SeriesOffer]]) -> None:
    """Called once, when the room of the shows is ready: `ask(request)` gives the series its user may see."""
    source.ask = ask


def chosen(request: HttpRequest) -> ShowChoice:
    """The choice of this request: what the address or session names, else the first series, its first edition."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return ShowChoice()
    offers = list(source.ask(request))
    series = pick(offers, wanted(request, "series"))
    edition = pick(series.editions, wanted(request, "edition")) if series else None
    return ShowChoice(offers, series, edition)


def wanted(request: HttpRequest, what: str) -> str:
    return request.GET.get(what) or str(request.session.get(f"show_{what}", ""))


Offer = TypeVar("Offer", SeriesOffer, EditionOffer)


def pick(offers: Sequence[Offer], wanted_id: str) -> Offer | None:
    found = (offer for offer in offers if str(offer.id) == wanted_id)
    return next(found, offers[0] if offers else None)
