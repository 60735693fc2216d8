"""Whatever was merged, edited, added, deleted and un-merged in whatever order: in the end everything is as if nobody
had ever merged, with the edits."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, models, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from everfair.contact.models import Interaction
from everfair.parties import refusals
from everfair.parties.models import ContactPoint, Employment, ExternalId, Merge, Name, Organisation, Party
from everfair.parties.settling import owned_models
from everfair.relations.models import Relationship
from everfair.shows.models import Edition, Participation, Role, Series

DERIVED = {"superseded", "version"}
PLAYED: tuple[type[models.Model], ...] = (
    Name, Organisation, ContactPoint, ExternalId, Employment, Participation, Interaction, Relationship,
)  # fmt: skip
Row = tuple[type[models.Model], int]
WORDS = ("青山", "绿水", "Qingshan")

numbers = st.integers(0, 5)
deeds = st.tuples(
    st.sampled_from(["merge", "merge", "merge", "undo", "undo", "add", "add", "add", "edit", "edit", "delete"]),
    numbers, numbers, numbers, numbers,
)  # fmt: skip


class Stage:
    """The database as played on, and beside it an oracle that knows nothing of merging."""

    def __init__(self) -> None:
        kinds = ["organisation"] * 4 + ["person"] * 2
        self.parties = [Party.objects.create(kind=kind) for kind in kinds]
        series = Series.objects.create(slug="show")
        self.series = series
        self.editions = [Edition.objects.create(series=series, ordinal=n, label=str(n)) for n in (1, 2)]
        self.role = Role.objects.create(code="exhibitor-played", side="exhibitor")
        self.into: dict[int, int] = {}
        self.rows: dict[Row, dict[str, Any]] = {}
        for party in range(4):
            for kind in range(8):
                self.add(party, party, kind, 0)

    def root(self, pk: int) -> int:
        while pk in self.into:
            pk = self.into[pk]
        return pk

    def party(self, number: int) -> Party:
        return Party.objects.get(pk=self.root(self.parties[number % 6].pk))

    def merge(self, a: int, b: int, *_: int) -> None:
        survivor, absorbed = self.party(a), self.party(b)
        try:
            with transaction.atomic():
                survivor.merge(absorbed, by=None)
        except (refusals.SameParty, refusals.KindsDiffer):
            return
        self.into[absorbed.pk] = survivor.pk

    def undo(self, number: int, *_: int) -> None:
        active = list(Merge.objects.filter(undone_at=None))
        if active:
            chosen = active[number % len(active)]
            chosen.undo(by=None)
            del self.into[chosen.absorbed_id]

    def add(self, a: int, b: int, kind: int, word: int) -> None:
        row = self.made(self.party(a), self.party(4 + b % 2), kind, word)
        if self.written(row.save):
            self.rows[type(row), row.pk] = content(row)

    def made(self, party: Party, person: Party, kind: int, word: int) -> models.Model:
        text, edition = WORDS[word % 3], self.editions[word % 2]
        organisation = party if party.kind == "organisation" else self.party(0)
        choices: list[models.Model] = [
            Name(party=party, text=text),
            Participation(party=organisation, edition=edition, role=self.role, note=text),
            ContactPoint(party=party, kind="email", value=text, key=text),
            Employment(person=person, organisation=organisation, title=WORDS[word % 2],
                       ended_on=dt.date(2020, 1, 1) if word > 3 else None),
            Interaction(party=organisation, person=person, occurred_on=dt.date(2024, 5, 1), note=text),
            Relationship(party=organisation, series=self.series, side="exhibitor" if word % 2 else "visitor"),
            ExternalId(party=party, source="list", value=f"{text}{word}"),
            Organisation(party=organisation, city=text),
        ]  # fmt: skip
        return choices[(kind + word) % len(choices)]

    def live(self) -> list[models.Model]:
        return [row for model in PLAYED for row in model._default_manager.order_by("pk")]

    def edit(self, number: int, word: int, further: int, by_query: int) -> None:
        live = self.live()
        if not live:
            return
        row = live[(number * 6 + further) % len(live)]
        name, value = change(row, WORDS[word % 3])
        setattr(row, name, value)

        def in_place() -> None:
            type(row)._base_manager.filter(pk=row.pk).update(**{name: value})

        if self.written(row.save if by_query % 2 else in_place):
            self.rows[type(row), row.pk][name] = value

    def delete(self, number: int, further: int, *_: int) -> None:
        live = self.live()
        if live:
            row = live[(number * 6 + further) % len(live)]
            del self.rows[type(row), row.pk]
            row.delete()

    @staticmethod
    def written(write: Any) -> bool:
        try:
            with transaction.atomic():
                write()
        except IntegrityError:
            return False
        return True


def change(row: models.Model, word: str) -> tuple[str, Any]:
    fields: dict[type[models.Model], str] = {
        Name: "text", Participation: "note", ContactPoint: "key", Employment: "title", Interaction: "note",
        Relationship: "side", ExternalId: "value", Organisation: "city",
    }  # fmt: skip
    field = fields[type(row)]
    return field, (["exhibitor", "visitor", "sponsor"][WORDS.index(word)] if field == "side" else word)


def content(row: models.Model) -> dict[str, Any]:
    """What was written, without what merging derives; the parties as recorded."""
    derived = {of for owned in owned_models() if owned.model is type(row) for of, _ in owned.pairs}
    fields = [f for f in row._meta.concrete_fields if f.name not in derived | DERIVED]
    return {f.attname: getattr(row, f.attname) for f in fields}


def stored() -> Iterator[models.Model]:
    for model in PLAYED:
        yield from model._base_manager.order_by("pk")


def check_rows(stage: Stage) -> None:
    """Nothing lost, nothing left with a party that does not count, exactly one of several alike counts."""
    rows = list(stored())
    assert {(type(r), r.pk): content(r) for r in rows} == stage.rows
    pairs = {owned.model: owned.pairs for owned in owned_models()}
    groups: dict[tuple[Any, ...], list[models.Model]] = {}
    for row in rows:
        for of, recorded in pairs[type(row)]:
            kept = getattr(row, f"{recorded}_id")
            assert getattr(row, f"{of}_id") == stage.root(kept)
        if hasattr(row, "same_when"):
            same = (getattr(row, row._meta.get_field(name).attname) for name in row.same_when)  # type: ignore[union-attr]
            groups.setdefault((type(row), *same), []).append(row)
    for alike in groups.values():
        assert [getattr(row, "superseded") for row in alike].count(False) == 1  # noqa: B009


class Unmerging(TestCase):
    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
    )
    @given(st.lists(deeds, min_size=4, max_size=24), st.lists(numbers, max_size=8))
    def test_gives_back_exactly_what_was_there(self, play: list[Any], order: list[int]) -> None:
        stage = Stage()
        for deed, *how in play:
            getattr(stage, deed)(*how)
            check_rows(stage)
        for number in [*order, *[0] * 8]:
            stage.undo(number)
        check_rows(stage)
        assert not stage.into
        assert not any(getattr(row, "superseded", False) for row in stored())
        assert not Party.objects.exclude(merged_into=None).exists()
