"""Organisations that belong together without being the same."""

from django.db import models, transaction

from everfair.journal.models import record
from everfair.parties import refusals
from everfair.parties.models.identity import Link
from everfair.parties.models.party import Party


@transaction.atomic
def link(parent: Party, child: Party, kind: str, *, by: models.Model | None) -> Link:
    """See `Party.link`. Linking twice changes nothing."""
    if parent.pk == child.pk:
        raise refusals.SameParty(party=parent.pk)
    made, is_new = Link.objects.get_or_create(
        recorded_parent_id=parent.pk,
        recorded_child_id=child.pk,
        kind=Link.Kind(kind),
        defaults={"parent": parent, "child": child, "by_id": by.pk if by else None},
    )
    if is_new:
        params = {"parent": parent.pk, "child": child.pk, "kind": made.kind}
        record("party.link", made, by=by, party=parent.pk, params=params)
    return made


@transaction.atomic
def unlink(made: Link, *, by: models.Model | None) -> None:
    params = {"parent": made.parent_id, "child": made.child_id, "kind": made.kind}
    record("party.unlink", made, by=by, party=made.parent_id, params=params)
    made.delete()
