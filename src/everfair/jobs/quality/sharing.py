"""Mailboxes and numbers that many firms have in common, found before anybody is flagged for them."""

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Coalesce

from everfair.parties.models import ContactPoint
from everfair.quality.measures import SHARED_BY
from everfair.quality.models import SharedContact

Kind = ContactPoint.Kind


@transaction.atomic
def find_shared() -> int:
    """People count as the firm they work for: ten colleagues behind one number are no strangers."""
    points = ContactPoint.objects.filter(kind__in=(Kind.EMAIL, Kind.PHONE), refuted_on=None)
    often = points.values("kind", "key").annotate(n=Count("party")).filter(n__gte=SHARED_BY).order_by()
    keys = list(often.values_list("key", flat=True))
    found: list[SharedContact] = []
    for start in range(0, len(keys), 500):
        firms = points.filter(key__in=keys[start : start + 500]).annotate(
            firm=Coalesce("party__employments__organisation_id", "party_id")
        )
        held = firms.values_list("kind", "key").annotate(n=Count("firm", distinct=True)).order_by()
        found += [SharedContact(kind=kind, key=key, holders=n) for kind, key, n in held if n >= SHARED_BY]
    SharedContact.objects.all().delete()
    SharedContact.objects.bulk_create(found, batch_size=500)
    return len(found)
