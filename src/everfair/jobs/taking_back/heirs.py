"""Newer lists that tell of the same: what stays when an older one is taken back belongs to them from then on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery

from everfair.intake.models import Batch, FormerValues, HandedOn, ImportedRow
from everfair.jobs.taking_back.links import Links
from everfair.jobs.taking_back.written import SOURCED, Written
from everfair.parties.among import among

Model = type[models.Model]
Whose = dict[int, int]
"""Row -> the first of the newer lists that tells of it."""
Holding = tuple[int, Model, int, str | None]
"""Of a row that stays: its id, and one that holds it: model, id, what it says of its source."""
STANDING = (Batch.State.LOADING, *Batch.STANDING)


class Heirs:
    """`begun`: the first row of the list, as its rows are forgotten at last."""

    def __init__(self, written: Written, begun: int) -> None:
        self.written, self.begun = written, begun

    def heed(self) -> None:
        """What others loaded or took back meanwhile; in a transaction in which none of them does."""
        if [batch.pk for batch in self._live] != [one.batch.pk for one in self.lists]:
            for told in ("lists", "links", "_places"):
                vars(self).pop(told, None)
        self.links.read_on()

    @cached_property
    def lists(self) -> list[Written]:
        return [Written(batch) for batch in self._live]

    @property
    def _live(self) -> QuerySet[Batch]:
        """In the order in which they were loaded; with older ones that wrote on when this one had begun. Of two that
        are taken back at the same time the newer is heir, or they would hand on to each other for ever."""
        rows = ImportedRow.objects.filter(batch=OuterRef("pk"))
        first, last = (rows.order_by(order).values("pk")[:1] for order in ("row", "-row"))
        loaded = Batch.objects.exclude(pk=self.written.batch.pk).annotate(
            begun=Subquery(first), written_to=Subquery(last)
        )
        newer = Q(begun__gt=self.begun, state__in=(*STANDING, Batch.State.TAKING))
        beside = Q(written_to__gt=self.begun, state__in=STANDING)
        return loaded.filter(newer | beside).order_by("begun")

    @property
    def going(self) -> list[int]:
        """Lists that are taken back at the same time and hand on to this one, or to nobody."""
        taking = Batch.objects.filter(state=Batch.State.TAKING).exclude(pk=self.written.batch.pk)
        return list(taking.exclude(pk__in=self._places).values_list("pk", flat=True))

    @cached_property
    def links(self) -> Links:
        """What newer lists changed, or said once more, of rows that this one answers for or changed."""
        own = FormerValues.objects.filter(batch=self.written.batch).exclude(fields=[])
        changed: dict[str, set[int]] = defaultdict(set)
        for label, told in own.values_list("object_type", "told"):
            changed[label].update(pk for _before, _after, ids in told for pk in ids)
        return Links(
            [one.batch.pk for one in self.lists],
            lambda label, pk: pk in changed[label] or self.written.owns(label, pk),
        )

    def told(self, model: Model, ids: Iterable[int]) -> Whose:
        """Of rows that lists tell of one by one."""
        wanted = list(ids)
        if not wanted or not self.lists:
            return {}
        rows = ImportedRow.objects.filter(object_type=model._meta.label_lower, object_id__in=among(wanted))
        newer = rows.filter(batch__in=self._places)
        return self._first(newer.values_list("object_id", "batch_id"))

    def retold(self, model: Model, ids: Iterable[int]) -> Whose:
        """Of rows that lists changed or said once more."""
        if not self.lists:
            return {}
        first = self.links.first[model._meta.label_lower]
        return {pk: first[pk] for pk in ids if pk in first}

    def holding(self, rows: Iterable[Holding], told: frozenset[Model]) -> Whose:
        """Of rows that are held by others. `told`: the models of which lists tell row by row."""
        if not self.lists:
            return {}
        by_model: dict[Model, list[tuple[int, int, str | None]]] = defaultdict(list)
        for of, model, pk, source in rows:
            by_model[model].append((of, pk, source))
        return self._first(
            pair
            for model, held in by_model.items()
            for pair in chain(
                self._told_of(model, held) if model in told else self._made(model, held),
                self._retold_of(model, held),
            )
        )

    def _told_of(self, model: Model, held: list[tuple[int, int, str | None]]) -> Iterator[tuple[int, int]]:
        found = self.told(model, {pk for _, pk, _ in held})
        yield from ((of, found[pk]) for of, pk, _ in held if pk in found)

    def _retold_of(self, model: Model, held: list[tuple[int, int, str | None]]) -> Iterator[tuple[int, int]]:
        found = self.retold(model, (pk for _, pk, _ in held))
        yield from ((of, found[pk]) for of, pk, _ in held if pk in found)

    def _made(self, model: Model, held: list[tuple[int, int, str | None]]) -> Iterator[tuple[int, int]]:
        for of, pk, source in held:
            makers = (one.batch.pk for one in self.lists if one.holds(model, pk, source))
            if (maker := next(makers, None)) is not None:
                yield of, maker

    def standing_on(self, rows: Iterable[tuple[Model, QuerySet[Any]]], told: frozenset[Model]) -> int | None:
        """The first list of which any of these rows is."""
        held = list(rows)
        for one in self.lists:
            if any(tells(one, model, among_them, model in told) for model, among_them in held):
                return one.batch.pk
        return None

    @cached_property
    def _places(self) -> dict[int, int]:
        return {one.batch.pk: place for place, one in enumerate(self.lists)}

    def first(self, *found: Whose) -> Whose:
        """Of each row the first of those that were found."""
        return self._first(chain.from_iterable(one.items() for one in found))

    def _first(self, pairs: Iterable[tuple[int, int]]) -> Whose:
        found: Whose = {}
        for pk, batch in pairs:
            if pk not in found or self._places[batch] < self._places[found[pk]]:
                found[pk] = batch
        return found


def begun(batch: Batch) -> int:
    """Its first row: what others wrote since is newer."""
    rows = ImportedRow.objects.filter(batch=batch).order_by("row")
    return rows.values_list("pk", flat=True).first() or 0


def tells(one: Written, model: Model, rows: QuerySet[Any], row_by_row: bool) -> bool:
    """Whether any of these rows is of that list."""
    if row_by_row:
        told = ImportedRow.objects.filter(batch=one.batch, object_type=model._meta.label_lower)
        return told.filter(object_id__in=rows.values("pk")).exists()
    own = rows.filter(source=one.source) if model in SOURCED else rows
    within = (own.filter(pk__range=stretch) for stretch in one.stretches.get(model._meta.label_lower, ()))
    return any(held.exists() for held in within) or rows.filter(pk__in=among(one.handed(model))).exists()


def hand_on(model: Model, whose: Whose) -> None:
    """From now on they are theirs."""
    label = model._meta.label_lower
    HandedOn.objects.bulk_create(
        [HandedOn(batch_id=batch, object_type=label, object_id=pk) for pk, batch in sorted(whose.items())],
        update_conflicts=True,
        unique_fields=["object_type", "object_id"],
        update_fields=["batch"],
    )
