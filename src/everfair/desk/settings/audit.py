"""Who did what: the whole journal, in words, for those who may read it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.desk.settings.access import Kept
from everfair.desk.settings.words import ABOUT
from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.parties.search import matching
from everfair.relations import visible
from everfair.shows.models import Series
from everfair.shows.scope import Capability
from everfair.ui import figures, journal_words
from everfair.ui.lists import Choices, Column, DateRange, Filter, ListPage, OneOf
from everfair.ui.lists.showing import Offer

NOBODY = "house"


def done_by(rows: QuerySet[Any], keys: tuple[str, ...]) -> QuerySet[Any]:
    people = [key for key in keys if key != NOBODY]
    return rows.filter(Q(actor__in=people) | (Q(actor=None) if NOBODY in keys else Q(pk=None)))


def about(rows: QuerySet[Any], kinds: tuple[str, ...]) -> QuerySet[Any]:
    wanted = Q(pk=None)
    for kind in kinds:
        wanted |= Q(verb__startswith=f"{kind}.")
    return rows.filter(wanted)


def staff() -> list[tuple[str, str]]:
    people = User.objects.order_by("name", "username")
    return [(str(one.pk), str(one)) for one in people] + [(NOBODY, str(_("the house itself")))]


def verbs() -> list[tuple[str, str]]:
    """Each verb with its words, without the figures of a single entry."""
    found = ((verb, journal_words.words(verb, {})) for verb in journal_words.VERBS)
    return sorted(found, key=lambda pair: (pair[0].partition(".")[0], pair[1]))


@dataclass(frozen=True, kw_only=True)
class Days(DateRange):
    """Whole days in the time zone of the house, of an instant."""

    def condition(self, values: tuple[str, ...]) -> Q:
        low, _dots, high = values[0].partition("..")
        wanted = Q(at__gte=midnight(low)) if low else Q()
        return wanted & (Q(at__lt=midnight(high) + datetime.timedelta(days=1)) if high else Q())


def midnight(day: str) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time()))


@dataclass(frozen=True, kw_only=True)
class ObjectIs(Filter):
    """One row: `loop.round:12`. Other pages lead here with it; it is not offered."""

    def valid(self, value: str) -> bool:
        kind, _colon, key = value.partition(":")
        return bool(kind) and key.isascii() and key.isdecimal() and len(key) < 19

    def condition(self, values: tuple[str, ...]) -> Q:
        wanted = Q(pk=None)
        for value in values:
            kind, _colon, key = value.partition(":")
            wanted |= Q(object_type=kind, object_id=int(key))
        return wanted


def whom(row: Any) -> str:
    """The customer's name, for those who may see it; else their number."""
    if row.party_id is None:
        return ""
    return spoken(row.party_zh, row.party_en) or f"#{row.party_id}"


def show(row: Any) -> str:
    return spoken(row.show_zh, row.show_en)


def spoken(zh: str | None, en: str | None) -> str:
    return (zh or en if figures.chinese() else en or zh) or ""


class Audit(Kept, ListPage[Entry]):
    code = "audit"
    title = _("Audit")
    about = _("Who did what, and when. Entries are never changed.")
    template_name = "settings/_list.html"
    search_hint = _("Name of a customer")
    default_sort = "-at"
    empty_icon = "history"
    empty_title = _("Nothing has been done yet")
    empty_text = _("Every change that people or the house make is told here.")
    columns = (
        Column("done", pgettext_lazy("audit", "What"), value=journal_words.sentence, kind="title",
               template="settings/_entry.html"),
        Column("who", pgettext_lazy("audit", "Who"), value=lambda row: row.actor or _("the house itself")),
        Column("whom", pgettext_lazy("audit", "Customer"), value=whom, template="settings/_whom.html"),
        Column("show", _("Show"), value=show),
        Column("at", pgettext_lazy("audit", "When"), kind="time", sort="id", downwards=True),
        Column("verb", _("Verb"), shown=False),
        Column("object", _("Object"), value=lambda row: f"{row.object_type} {row.object_id or ''}", shown=False),
    )  # fmt: skip

    def admitted(self) -> bool:
        return self.scope.may(Capability.AUDIT)

    def offered_filters(self) -> Sequence[Filter]:
        return self.offered

    @cached_property
    def offered(self) -> list[Filter]:
        return [
            Choices(code="about", label=_("About"), choices=list(ABOUT.items()), apply=about),
            OneOf(code="verb", label=pgettext_lazy("audit", "What"), choices=verbs),
            OneOf(code="who", label=pgettext_lazy("audit", "Who"), choices=staff, apply=done_by),
            OneOf(code="show", label=_("Show"), field="series_id", choices=list(self.shows.items())),
            Days(code="day", label=_("Day")),
            ObjectIs(code="object", label=_("Object")),
        ]

    def filter_offers(self) -> list[Offer]:
        """The single object is offered only while it is asked for."""
        return [one for one in super().filter_offers() if one.chosen or not isinstance(one.filter, ObjectIs)]

    @cached_property
    def shows(self) -> dict[str, str]:
        """Those whose journal this user may read: number -> name."""
        read = Series.objects.filter(self.scope.series_filter("id", Capability.AUDIT))
        return {str(one.pk): str(one) for one in read}

    def rows(self) -> QuerySet[Entry]:
        read = self.scope.series_filter("series_id", Capability.AUDIT)
        party = visible.parties(self.scope).filter(pk=OuterRef("party_id"))
        series = Series.objects.filter(pk=OuterRef("series_id"))
        return Entry.objects.filter(read).select_related("actor").annotate(
            party_zh=Subquery(party.values("zh")[:1]), party_en=Subquery(party.values("en")[:1]),
            show_zh=Subquery(series.values("zh")[:1]), show_en=Subquery(series.values("en")[:1]),
        )  # fmt: skip

    def search(self, rows: QuerySet[Entry], text: str) -> QuerySet[Entry]:
        """Entries about customers found so, as far as the user may see them."""
        found = visible.parties(self.scope).filter(matching(text))
        return rows.filter(party_id__in=found.values("pk"))

    def link(self, row: Entry) -> str:
        return ""

    def may_export(self) -> bool:
        """Whoever may read the audit may take it along."""
        return self.admitted()
