"""Rows on file before the load say again what they said, where they still say what the load made them say."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import F

from everfair.intake.models import FormerValues, Remaining
from everfair.jobs.parties import derive
from everfair.jobs.taking_back.steps import FACTS
from everfair.jobs.taking_back.written import SOURCED, Written
from everfair.journal.models import Versioned
from everfair.parties.among import among
from everfair.parties.models import ContactPoint, Organisation, Party
from everfair.shows.models import Edition, Participation, Stand

PARTY, SERIES = FACTS[Participation]
# Whose the row is, and of which show.
WHERE: dict[type[models.Model], tuple[str, str]] = {
    Participation: (PARTY, SERIES),
    Stand: (f"participation__{PARTY}", f"participation__{SERIES}"),
    Edition: ("", "series_id"),
    ContactPoint: ("recorded_party_id", ""),
    Organisation: ("recorded_party_id", ""),
    Party: ("pk", ""),
}


class Alike(NamedTuple):
    """Rows that were changed from the same values to the same; `still`: those that say so yet."""

    ids: set[int]
    still: set[int]
    before: dict[str, Any]


class Values:
    """What one portion of the load changed of one kind of row."""

    def __init__(self, written: Written, series: frozenset[int] | None, kept: FormerValues) -> None:
        self.written, self.series, self.kept = written, series, kept
        self.model: Any = apps.get_model(kept.object_type)
        self.party, self.at = WHERE[self.model]

    def look(self, passed: set[int]) -> tuple[int, list[Remaining]]:
        """How many would say it again, and those that would not. `passed`: rows of which a later portion told."""
        back, stay = 0, []
        for alike in self.alike():
            back += len(alike.still - passed)
            stay += self.others(alike.ids - alike.still - passed)
            passed |= alike.ids
        return back, stay

    def put_back(self) -> tuple[int, list[Remaining]]:
        """In a transaction; what was kept of them is not needed any more."""
        ids = [pk for _before, _after, ids in self.kept.told for pk in ids]
        list(self.rows(ids).select_for_update().order_by("pk").values_list("pk"))
        back, stay = 0, []
        versioned = {"version": F("version") + 1} if issubclass(self.model, Versioned) else {}
        for alike in self.alike():
            back += self.rows(alike.still).update(**alike.before, **versioned)
            stay += self.others(alike.ids - alike.still)
            if self.model is Organisation:
                derive(sorted(self.rows(alike.still).values_list(self.party, flat=True)))
        self.kept.delete()
        return back, stay

    def alike(self) -> Iterator[Alike]:
        """Rows that the load itself made in an earlier portion go as a whole."""
        for before, after, ids in self.kept.told:
            told = self.rows(ids).values_list("pk", *(["source"] if self.model in SOURCED else []))
            known = {pk for pk, *source in told if not self.written.holds(self.model, pk, *source)}
            still = self.rows(known).filter(**self.named(after), **self.within())
            yield Alike(known, set(still.values_list("pk", flat=True)), self.named(before))

    def rows(self, ids: Any) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = self.model._base_manager.filter(pk__in=among(ids))
        return rows

    def named(self, values: list[Any]) -> dict[str, Any]:
        return dict(zip(self.kept.fields, values, strict=True))

    def within(self) -> dict[str, Any]:
        """The shows for which whoever takes back may bring lists in."""
        return {} if self.series is None or not self.at else {f"{self.at}__in": self.series}

    def others(self, ids: set[int]) -> list[Remaining]:
        whose = dict(self.rows(ids).values_list("pk", self.party)) if self.party else {}
        told = {"batch": self.written.batch, "object_type": self.kept.object_type}
        why = Remaining.Why.CHANGED
        return [Remaining(object_id=pk, party_id=whose.get(pk), why=why, **told) for pk in sorted(ids)]
