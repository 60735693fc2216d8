"""What holds a row that a load wrote: somebody's hand, another list, or what was built on it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from everfair.intake.models import Batch, ImportedRow, Remaining
from everfair.jobs.taking_back.written import SOURCED, Written
from everfair.journal.models import Entry
from everfair.parties.among import among
from everfair.parties.models import KeepApart, Link, MatchKey, Merge, Party, PossibleDuplicate, SearchEntry
from everfair.parties.models.owned import RecordedParty
from everfair.quality.models import Figures
from everfair.relations.models import AnalysisRun

Model = type[models.Model]
# Made of the customer's own rows, questions about it, and merges, which are told of by themselves.
MOOT = frozenset({MatchKey, SearchEntry, PossibleDuplicate, KeepApart, Merge, Party})
NOT_BUILT_ON = ("party.keep_apart", "party.lift_apart", "party.link", "party.unlink")


def changed(model: Model, ids: Iterable[int]) -> set[int]:
    """Those of which the journal tells: loads write one entry for all their rows, and none of a row."""
    entries = Entry.objects.filter(object_type=model._meta.label_lower, object_id__in=among(ids))
    return {pk for pk in entries.values_list("object_id", flat=True) if pk is not None}


def dealt_with(parties: Iterable[int]) -> set[int]:
    """Customers about whom the journal tells anything that is built on."""
    entries = Entry.objects.filter(party_id__in=among(parties)).exclude(verb__in=NOT_BUILT_ON)
    return {pk for pk in entries.values_list("party_id", flat=True) if pk is not None}


def said_again(written: Written, model: Model, ids: Iterable[int], going: Iterable[int] = ()) -> set[int]:
    """Those of which another list has told since that still stands. `going`: lists that are taken back, too, and have
    handed on what they told of."""
    rows = ImportedRow.objects.filter(object_type=model._meta.label_lower, object_id__in=among(ids))
    others = rows.exclude(batch__in=[written.batch.pk, *going]).exclude(batch__state=Batch.State.TAKEN)
    return set(others.values_list("object_id", flat=True))


def merged(parties: Iterable[int]) -> set[int]:
    """Merges that were undone count too: they are kept with who made them."""
    ids = set(parties)
    told = Merge.objects.filter(models.Q(survivor__in=among(ids)) | models.Q(absorbed__in=among(ids)))
    return {pk for pair in told.values_list("survivor_id", "absorbed_id") for pk in pair} & ids


def held_by(written: Written, parties: Iterable[int]) -> dict[int, set[str]]:
    """What belongs to these customers besides what the load wrote of them and will be gone: labels of models."""
    holding = defaultdict(set)
    for party, model, _pk, _source in belongings(written, parties):
        holding[party].add(model._meta.label_lower)
    return holding


def belongings(written: Written, parties: Iterable[int]) -> Iterator[tuple[int, Model, int, str | None]]:
    """The same, one by one: party, model, id, and its source where it says one."""
    ids = list(parties)
    for model, column in belonging_to_parties():
        yield from _holding(written, model, column, ids)


@cache
def belonging_to_parties() -> tuple[tuple[Model, str], ...]:
    """Every foreign key to a party, through the registry; of a pair that a merge moves the recorded one."""
    found = []
    for model in apps.get_models():
        if model not in MOOT:
            fields = [f for f in model._meta.concrete_fields if f.related_model is Party]
            moved = {f.of for f in fields if isinstance(f, RecordedParty)}
            found += [(model, f.attname) for f in fields if f.name not in moved]
    return tuple(found)


def _holding(
    written: Written, model: Model, column: str, ids: list[int]
) -> Iterator[tuple[int, Model, int, str | None]]:
    rows = model._base_manager.filter(**{f"{column}__in": among(ids)})
    if model is Link:
        rows = rows.exclude(by=None)  # linked by their names alone
    told = list(rows.values_list("pk", column, *(["source"] if model in SOURCED else [])))
    own = [pk for pk, _party, *source in told if written.holds(model, pk, *source)]
    gone = set(own) - remaining(written, model, own)
    yield from ((party, model, pk, (*source, None)[0]) for pk, party, *source in told if pk not in gone)


def remaining(written: Written, model: Model, ids: list[int]) -> set[int]:
    """Those of which it was found that they stay."""
    if not ids:
        return set()
    rows = Remaining.objects.filter(batch=written.batch, object_type=model._meta.label_lower)
    return set(rows.filter(object_id__in=among(ids)).values_list("object_id", flat=True))


@cache
def references(model: Model) -> tuple[tuple[Model, str], ...]:
    """Who would be lost with a row of that model; what an analysis or a report reckoned is reckoned anew."""
    return tuple(
        (other, field.name)
        for other in apps.get_models()
        if other is not Figures
        and not any(f.related_model is AnalysisRun for f in other._meta.concrete_fields)
        for field in other._meta.concrete_fields
        if field.related_model is model and _loses(field)
    )


def _loses(field: Any) -> bool:
    return field.remote_field.on_delete is not models.SET_NULL


def built_on(model: Model, ids: Iterable[int]) -> dict[int, set[str]]:
    """What stands on these rows, of any model."""
    found: dict[int, set[str]] = defaultdict(set)
    wanted = list(ids)
    for other, name in references(model):
        rows = other._base_manager.filter(**{f"{name}__in": among(wanted)}).order_by()
        for pk in rows.values_list(name, flat=True).distinct():
            found[pk].add(other._meta.label_lower)
    return found
