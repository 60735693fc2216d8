"""Removing a row with a way back: it comes back as it was, for whoever its party counts now."""

from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.http import HttpRequest

from everfair import journal
from everfair.contact.models import Suggestion
from everfair.parties.models.owned import count_again
from everfair.relations import visible
from everfair.relations.models import LedgerEntry, Referral, Relationship
from everfair.ui.asking import person_of, scope_for
from everfair.ui.undoing import keep, way_back

MODELS: dict[str, type[models.Model]] = {
    one._meta.model_name or "": one for one in (LedgerEntry, Referral, Suggestion)
}


@transaction.atomic
def remove(request: HttpRequest, row: Any, party: int) -> str:
    """The address that brings it back."""
    name = row._meta.model_name
    undo = keep(request, "worth", [name, party, written(row)])
    journal.record(f"{name}.remove", row, by=person_of(request), party=party, series=row.series_id)
    row.delete()
    return undo


def written(row: models.Model) -> dict[str, Any]:
    """Its columns as a session keeps them."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in values.items()}


@way_back("worth")
def bring_back(request: HttpRequest, told: Any) -> None:
    name, party, values = told
    row: Any = MODELS[name](**values)
    count_again(row)
    if not may_change(request, row):
        raise ObjectDoesNotExist
    row.save(force_insert=True)
    journal.record(f"{name}.add", row, by=person_of(request), party=party, series=row.series_id)


def may_change(request: HttpRequest, row: Any) -> bool:
    """Whether a customer the row is about is still theirs: somebody else may look after it by now."""
    ends = [row.referrer_id, row.child_id] if isinstance(row, Referral) else [row.party_id]
    held = Relationship.objects.filter(party__in=ends, series=row.series_id).values_list(
        "owner_id", flat=True
    )
    return any(visible.changes(scope_for(request), row.series_id, owner) for owner in held)
