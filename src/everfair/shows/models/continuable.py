from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.db import models, transaction
from django.db.models import F

from everfair import journal
from everfair.journal.models import StaleEdit

if TYPE_CHECKING:
    from everfair.house.models import User
    from everfair.shows.models.edition import Edition
    from everfair.shows.models.series import Series, SeriesType

A_YEAR = datetime.timedelta(days=364)  # the same day of the week


class Continuable(models.Model):
    """A series goes on: editions are added to it; what is said of it is changed."""

    class Meta:
        abstract = True

    @transaction.atomic
    def add_edition(self, *, by: User | None, **values: Any) -> Edition:
        """One more edition, at the end unless `ordinal` says otherwise."""
        own = cast("Series", self)
        if values.get("ordinal") is None:
            values["ordinal"] = (own.editions.aggregate(last=models.Max("ordinal"))["last"] or 0) + 1
        made = own.editions.create(**values)
        journal.record("edition.add", made, by=by, series=own.pk, params={"label": made.label})
        return made

    @transaction.atomic
    def add_next_edition(self, *, by: User | None, today: datetime.date) -> Edition:
        """The edition after the last one, like it, with label and dates carried on."""
        own = cast("Series", self)
        former = list(own.editions.order_by("-ordinal")[:2])
        labels = set(own.editions.values_list("label", flat=True))
        values: dict[str, Any] = {
            "label": next_label(former[0].label if former else "", labels),
            "is_held": False,
        }
        if former:
            last = former[0]
            values |= {"city": last.city, "venue": last.venue, "area_plan_dm2": last.area_plan_dm2}
            values |= next_dates(former, today)
        return self.add_edition(by=by, **values)

    @transaction.atomic
    def edit(
        self, *, by: User | None, seen: int | None, types: Iterable[SeriesType] | None = None, **values: Any
    ) -> list[str]:
        """Change fields and types together; raises StaleEdit as `change` does."""
        own = cast("Series", self)
        kept = sorted(one.pk for one in own.types.all())
        changed = own.change(by=by, seen=seen, **values)
        if types is None or sorted(one.pk for one in types) == kept:
            return changed
        if not changed:
            self._claim_version(own.version if seen is None else seen, types)
            params = {"fields": ["types"]}
            journal.record("series.change", own, by=by, series=own.pk, params=params)
        own.types.set(types)
        return [*changed, "types"]

    def _claim_version(self, seen: int, types: Iterable[SeriesType]) -> None:
        own = cast("Series", self)
        if not type(own).objects.filter(pk=own.pk, version=seen).update(version=F("version") + 1):
            current = type(own).objects.get(pk=own.pk)
            told = [", ".join(str(one) for one in some) for some in (current.types.all(), types)]
            raise StaleEdit(current, {"types": (told[0], told[1])})
        own.refresh_from_db()


def next_label(last: str, taken: set[str]) -> str:
    """One more than the last where it is a number; else the first number that is free."""
    number = int(last) + 1 if last.isdecimal() else len(taken) + 1
    while str(number) in taken:
        number += 1
    return str(number)


def next_dates(former: list[Edition], today: datetime.date) -> dict[str, Any]:
    """As far on as the last edition was from the one before, in whole weeks; nothing where that is past."""
    last = former[0]
    if last.starts_on is None:
        return {}
    step = A_YEAR
    if len(former) > 1 and former[1].starts_on and former[1].starts_on < last.starts_on:
        weeks = round((last.starts_on - former[1].starts_on).days / 7)
        step = datetime.timedelta(weeks=max(weeks, 1))
    if last.starts_on + step <= today:
        return {}
    return {"starts_on": last.starts_on + step, "ends_on": last.ends_on + step if last.ends_on else None}
