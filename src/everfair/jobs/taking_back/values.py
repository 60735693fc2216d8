"""Rows on file before the load say again what they said, where they still say what the load made them say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import F

from everfair.intake.models import FormerValues, Remaining
from everfair.jobs.parties import derive
from everfair.jobs.taking_back.heirs import Heirs, Whose
from everfair.jobs.taking_back.links import Chain, without
from everfair.jobs.taking_back.steps import FACTS
from everfair.jobs.taking_back.written import SOURCED, Written
from everfair.journal.models import Versioned
from everfair.parties.among import among
from everfair.parties.models import ContactPoint, Organisation, Party, Person
from everfair.shows.models import Edition, Participation, Stand

PARTY, SERIES = FACTS[Participation]
# Whose the row is, and of which show.
WHERE: dict[type[models.Model], tuple[str, str]] = {
    Participation: (PARTY, SERIES),
    Stand: (f"participation__{PARTY}", f"participation__{SERIES}"),
    Edition: ("", "series_id"),
    ContactPoint: ("recorded_party_id", ""),
    Organisation: ("recorded_party_id", ""),
    Person: ("recorded_party_id", ""),
    Party: ("pk", ""),
}


class Alike(NamedTuple):
    """Rows that were changed from the same values to the same, and by newer lists alike since.

    `still`: those that nobody has changed by hand since.
    """

    ids: set[int]
    still: set[int]
    before: tuple[Any, ...]
    after: tuple[Any, ...]
    since: Chain

    @property
    def without(self) -> tuple[Chain, tuple[Any, ...]]:
        """What newer lists changed, and what the rows say, as if this had not been."""
        return without(self.before, self.after, self.since) if self.since else ((), self.before)

    @property
    def says(self) -> tuple[Any, ...]:
        """What those say that nobody has changed by hand."""
        return self.since[-1].after if self.since else self.after

    @property
    def goes_back(self) -> bool:
        """Whether nothing is left of what this list said."""
        told = zip(self.before, self.after, self.without[1], strict=True)
        return all(says == before for before, after, says in told if before != after)


class Values:
    """What one portion of the load changed of one kind of row."""

    def __init__(
        self, written: Written, series: frozenset[int] | None, kept: FormerValues, heirs: Heirs
    ) -> None:
        self.written, self.series, self.kept, self.heirs = written, series, kept, heirs
        self.model: Any = apps.get_model(kept.object_type)
        self.party, self.at = WHERE[self.model]
        self.whose: Whose = {}
        """Rows that newer lists have changed since."""

    def look(self, passed: set[int]) -> tuple[int, list[Remaining]]:
        """How many would say it again, and those that would not. `passed`: rows of which a later portion told."""
        back, stay = 0, []
        for alike in self.alike():
            goes = alike.still if alike.goes_back else set()
            back += len(goes - passed)
            stay += self.others(alike, alike.ids - goes - passed)
            passed |= alike.ids
        return back, stay

    def put_back(self) -> tuple[int, list[Remaining]]:
        """In a transaction; what was kept of them is not needed any more. Others may have been taken out of it."""
        self.kept.refresh_from_db()
        ids = [pk for _before, _after, ids in self.kept.told for pk in ids]
        list(self.rows(ids).select_for_update().order_by("pk").values_list("pk"))
        back, stay = 0, []
        for alike in self.alike():
            self.take_out(alike)
            goes = alike.still if alike.goes_back else set()
            back += len(goes)
            stay += self.others(alike, alike.ids - goes)
        self.kept.delete()
        return back, stay

    def take_out(self, alike: Alike) -> None:
        chain, says = alike.without
        if chain:
            mine = set(self.rows(alike.ids).filter(**self.within()).values_list("pk", flat=True))
            self.heirs.links.rewrite(self.kept.object_type, self.kept.fields, mine, chain)
        if says != alike.says:
            versioned = {"version": F("version") + 1} if issubclass(self.model, Versioned) else {}
            self.rows(alike.still).update(**self.named(says), **versioned)
            if self.model is Organisation:
                derive(sorted(self.rows(alike.still).values_list(self.party, flat=True)))

    def alike(self) -> Iterator[Alike]:
        """Rows that the load itself made in an earlier portion go as a whole."""
        for before, after, ids in self.kept.told:
            told = self.rows(ids).values_list("pk", *(["source"] if self.model in SOURCED else []))
            known = {pk for pk, *source in told if not self.written.holds(self.model, pk, *source)}
            for since, held in self.by_chain(known).items():
                alike = Alike(held, set(), tuple(before), tuple(after), since)
                still = self.rows(held).filter(**self.named(alike.says), **self.within())
                yield alike._replace(still=set(still.values_list("pk", flat=True)))

    def by_chain(self, ids: set[int]) -> dict[Chain, set[int]]:
        """By what newer lists changed since."""
        chains = self.heirs.links.of(self.kept.object_type, self.kept.fields) if self.heirs.lists else {}
        found: dict[Chain, set[int]] = defaultdict(set)
        for pk in ids:
            since = tuple(link for link in chains.get(pk, ()) if link.kept > self.kept.pk)
            found[since].add(pk)
            if since:
                self.whose[pk] = since[0].batch
        return found

    def rows(self, ids: Any) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = self.model._base_manager.filter(pk__in=among(ids))
        return rows

    def named(self, values: Iterable[Any]) -> dict[str, Any]:
        return dict(zip(self.kept.fields, values, strict=True))

    def within(self) -> dict[str, Any]:
        """The shows for which whoever takes back may bring lists in."""
        return {} if self.series is None or not self.at else {f"{self.at}__in": self.series}

    def others(self, alike: Alike, ids: set[int]) -> list[Remaining]:
        """Those that stay as they are: by a newer list's word, or somebody's."""
        whose = dict(self.rows(ids).values_list("pk", self.party)) if self.party else {}
        why = Remaining.Why.SAID_AGAIN if alike.since else Remaining.Why.CHANGED
        told = {"batch": self.written.batch, "object_type": self.kept.object_type, "why": why}
        return [Remaining(object_id=pk, party_id=whose.get(pk), **told) for pk in sorted(ids)]
