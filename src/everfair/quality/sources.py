"""Whom a file brought in or spoke of, and whom a show deals with: for the lists behind the figures."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Left

from everfair.contact.models import Interaction
from everfair.intake.models import Batch, ImportedRow
from everfair.parties.models import Employment, Name, Party
from everfair.relations.models import Relationship
from everfair.shows.models import Participation


def of_batches(batches: Iterable[int | str]) -> Q:
    """Parties that rows of these files became or told of, and the people they named there."""
    rows = ImportedRow.objects.filter(batch__in=list(batches))
    firms = (
        Q(pk__in=Participation.every.filter(pk__in=objects(rows, "shows.participation")).values("party"))
        | Q(pk__in=Interaction.objects.filter(pk__in=objects(rows, "contact.interaction")).values("party"))
        # under every name a party keeps stands for whom it counts today
        | Q(pk__in=Name.every.filter(recorded_party__in=objects(rows, "parties.party")).values("party"))
    )
    files = Batch.objects.filter(pk__in=list(batches)).values_list(Left("filename", 120))
    named = Employment.objects.filter(
        organisation__in=Party.objects.filter(firms).values("pk"), source__in=files
    )
    return firms | Q(pk__in=named.values("person"))


def objects(rows: QuerySet[ImportedRow], kind: str) -> QuerySet[ImportedRow, int]:
    return rows.filter(object_type=kind).values_list("object_id", flat=True)


def of_series(series: Iterable[int | str]) -> Q:
    """Parties with a relationship on these shows, and the people who work for them."""
    held = Relationship.objects.filter(series__in=list(series))
    staff = Employment.objects.filter(ended_on=None, organisation__in=held.values("party"))
    return Q(pk__in=held.values("party")) | Q(pk__in=staff.values("person"))


def by_hand() -> Q:
    return Q(source="hand")
