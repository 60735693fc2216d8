"""The series and editions a list speaks of: those on file, and those it brings."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from everfair.jobs.imports.ordering import Placed, in_order
from everfair.names.folding import has_han, has_kana
from everfair.shows.models import Edition, Series
from everfair.shows.scope import Capability, Scope
from everfair.tables.values.ordinals import Ordinal, OrdinalKind

LONGEST = timedelta(days=31)
"""From the first to the last day of an edition; a list that tells of more tells of several, or of something else."""


@dataclass
class Told:
    """An edition as the list tells of it. `pk` where it is on file."""

    label: str
    pk: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    rows: int = 0
    place: int | None = None
    is_excluded: bool = False
    said_on: date | None = None
    """The day on which the list lets an edition open that it names, whatever stands on file: the first it tells of."""
    said_until: date | None = None
    """The last day it tells of."""
    is_dated: bool = False
    """Whether its days stand on file: they are not the list's to change."""
    month: str = ""
    """What it was called by as long as rows told only its day; the plan keeps calling it so."""

    @property
    def key(self) -> str:
        """Under which the plan's rows find it."""
        return self.month or self.label

    @property
    def is_nameless(self) -> bool:
        return bool(self.month) and self.label == self.month

    def is_on(self, first: date, last: date) -> bool:
        """Whether it is open on one of these days."""
        if self.starts_on is None:
            return False
        return self.starts_on <= last and first <= (self.ends_on or self.starts_on)

    def met(self, starts: date | None, ends: date | None) -> None:
        """A row more; the last day stays unknown as long as all rows tell the same day and no other."""
        self.rows += 1
        if self.is_dated:
            return
        opened = [day for day in (self.starts_on, starts) if day]
        closed = [day for day in (self.ends_on, ends) if day]
        if opened:
            self.starts_on = min(opened)
        if closed or len(set(opened)) > 1:
            self.ends_on = max(opened + closed)

    def says(self, starts: date | None, ends: date | None) -> None:
        """The days that a row tells which names it."""
        self.said_on = min((day for day in (self.said_on, starts) if day), default=None)
        self.said_until = max((day for day in (self.said_until, starts, ends) if day), default=None)

    @property
    def opens_otherwise(self) -> bool:
        """Whether the list tells of another day than stands on file."""
        return self.is_dated and self.said_on not in (None, self.starts_on)

    @property
    def is_too_long(self) -> bool:
        """Whether the days that the list tells lie too far apart for one edition."""
        if self.said_on is None or self.said_until is None:
            return False
        return self.said_until - self.said_on > LONGEST

    @property
    def is_ahead(self) -> bool:
        """Not held yet: bookings, not visits."""
        today = timezone.localdate()
        if self.starts_on:
            return self.starts_on > today
        return self.label.isdecimal() and len(self.label) == 4 and int(self.label) > today.year


@dataclass
class Show:
    """A series as the list names it; `pk` where it is on file."""

    name: str
    pk: int | None = None
    currency: str = ""
    editions: dict[str, Told] = field(default_factory=dict)

    def edition(self, wanted: Ordinal | None, day: date | None, last: date | None = None) -> Told:
        """The edition of that name, number or year (or that is open on that day), new if there is none."""
        label = label_of(wanted, day)
        if wanted is None and day is not None:
            return self._open_on(day) or self.editions.setdefault(label.casefold(), Told(label, month=label))
        found = self.editions.get(label.casefold())
        if found is None:
            found = (
                self._of_year(wanted.value) if wanted and wanted.kind is OrdinalKind.YEAR else None
            ) or self._named_now(label, day, last)
            self.editions[label.casefold()] = found
        return found

    def _open_on(self, day: date) -> Told | None:
        """The edition that opens on that day, else the one that has opened and not closed."""
        held = [one for one in self.editions.values() if one.is_on(day, day)]
        return next((one for one in held if one.starts_on == day), held[0] if held else None)

    def _named_now(self, label: str, day: date | None, last: date | None) -> Told:
        """A new edition; or one whose day rows above told without a name, which it has now."""
        for one in self.editions.values():
            if day and one.is_nameless and one.is_on(day, last or day):
                one.label = label
                return one
        return Told(label)

    def _of_year(self, year: int | None) -> Told | None:
        """An edition on file that was held in that year, if only one was."""
        held = {
            one.label: one
            for one in self.editions.values()
            if one.pk and one.starts_on and one.starts_on.year == year
        }
        return next(iter(held.values())) if len(held) == 1 else None

    def distinct(self) -> list[Told]:
        return list({one.label.casefold(): one for one in self.editions.values()}.values())

    def in_order(self, told: Iterable[str] = ()) -> list[Told] | None:
        """All editions from first to last; None where nobody can tell."""
        editions = {one.label: one for one in self.distinct()}
        placed = [Placed(one.label, one.starts_on, one.place) for one in editions.values()]
        ordered = in_order(placed, list(told))
        return [editions[one.label] for one in ordered] if ordered is not None else None


def label_of(wanted: Ordinal | None, day: date | None) -> str:
    if wanted is None:
        assert day is not None
        return f"{day:%Y-%m}"
    return wanted.text if wanted.value is None else str(wanted.value)


class Shows:
    """Finds series and editions for rows, and keeps what is new of them. `scope` None: everything is allowed;
    else all that is `needed` on a series."""

    def __init__(self, scope: Scope | None, needed: Collection[Capability] = (Capability.IMPORT,)) -> None:
        self.scope = scope
        self.needed = needed
        self.found: dict[str, Show | None] = {}

    def series(self, text: str) -> Show | None:
        """The show of that name; None where the user may not bring lists in for it."""
        key = called(text)
        if key not in self.found:
            self.found[key] = self._look(text.strip())
        return self.found[key]

    def _look(self, text: str) -> Show | None:
        series = series_named(text)
        if series is None:
            return (
                Show(text) if self.scope is None or all(map(self.scope.may_everywhere, self.needed)) else None
            )
        return self._of(series, text)

    def _of(self, series: Series, text: str) -> Show | None:
        if self.scope is not None and not all(self.scope.may(each, series.pk) for each in self.needed):
            return None
        known = next((show for show in self.found.values() if show and show.pk == series.pk), None)
        return known or on_file(series, text)

    @cached_property
    def may_any(self) -> bool:
        """Whether rows that speak of no show are allowed."""
        return self.scope is None or all(map(self.scope.may, self.needed))

    def recall(self, name: str, names: Collection[str], pk: int | None) -> Show | None:
        """The show that the dry run found under these names, whatever it is called by now."""
        series = Series.objects.filter(pk=pk).first() if pk else None
        show = self._of(series, name) if series else self.series(name)
        self.found |= dict.fromkeys({called(name), *names}, show)
        return show

    def names_of(self, show: Show) -> list[str]:
        """By which rows have spoken of it."""
        return [name for name, one in self.found.items() if one is show]

    def shows(self) -> list[Show]:
        return list({id(show): show for show in self.found.values() if show is not None}.values())


def called(text: str) -> str:
    return text.strip().casefold()


def series_named(text: str) -> Series | None:
    """By short name or name in either language; the first, where several are called so."""
    for field_name in ("slug", "zh", "en"):
        found = Series.objects.filter(**{f"{field_name}__iexact": text}).order_by("pk").first()
        if found is not None:
            return found
    return None


def on_file(series: Series, text: str) -> Show:
    show = Show(text, series.pk, series.currency)
    for one in Edition.objects.filter(series=series).order_by("ordinal"):
        told = Told(one.label, one.pk, one.starts_on, one.ends_on, 0, one.ordinal, one.is_excluded)
        told.is_dated = one.starts_on is not None
        for name in {one.label, one.zh, one.en} - {""}:
            show.editions.setdefault(name.casefold(), told)
    return show


def create(show: Show, order: Iterable[str]) -> Series:
    """Write what is new of a show: the series, its editions, their order and dates."""
    series = Series.objects.get(pk=show.pk) if show.pk else new_series(show.name)
    show.pk, show.currency = series.pk, series.currency
    ordered = show.in_order(order) or show.distinct()
    for told in ordered:
        write_edition(series, told, len(ordered))
    put_in_order(series, [told.pk for told in ordered if told.pk])
    return series


def new_series(name: str) -> Series:
    chinese = has_han(name) or has_kana(name)
    slug = slugify(name, allow_unicode=True)[:50] or "series"
    taken = set(Series.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    free = next(one for one in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
    return Series.objects.create(slug=free, zh=name if chinese else "", en="" if chinese else name)


def write_edition(series: Series, told: Told, count: int) -> None:
    """Make it, or fill in dates that were not known. Its place comes after, see `put_in_order`."""
    if told.pk is None:
        last = series.editions.order_by("-ordinal").values_list("ordinal", flat=True).first() or 0
        held: dict[str, Any] = {
            "starts_on": told.starts_on,
            "ends_on": told.ends_on,
            "is_held": not told.is_ahead,
        }
        made, _ = Edition.objects.get_or_create(
            series=series, label=told.label[:60], defaults=held | {"ordinal": max(last, count) + 1}
        )
        told.pk = made.pk
    elif told.starts_on:
        dateless = Edition.objects.filter(pk=told.pk, starts_on=None)
        dateless.update(starts_on=told.starts_on, ends_on=told.ends_on, is_held=not told.is_ahead)


def put_in_order(series: Series, edition_ids: list[int]) -> None:
    """Number them 1, 2, 3 ...; in two steps, for two may not have one number even for a moment."""
    standing = dict(series.editions.values_list("pk", "ordinal"))
    if [standing[pk] for pk in edition_ids] == list(range(1, len(edition_ids) + 1)):
        return
    above = max(standing.values()) + len(standing) + 1
    for shift in (above, 0):
        for place, pk in enumerate(edition_ids, 1):
            Edition.objects.filter(pk=pk).update(ordinal=place + shift)
