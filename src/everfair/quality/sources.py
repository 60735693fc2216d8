"""Whom a file brought in or spoke of, and whom a show deals with: for the lists behind the figures."""

from collections.abc import Iterable

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Left

from everfair.contact.models import Interaction, Suggestion
from everfair.intake.kinds import Kind
from everfair.intake.models import Batch, ImportedRow
from everfair.parties.models import Employment, Name, Party
from everfair.relations.models import LedgerEntry, Referral, Relationship
from everfair.shows.models import Participation
from everfair.surveys.models import Rating, Response

# What the rows of each kind of file became, and of whom they tell; those of contacts became customers.
TOLD: dict[Kind, tuple[type[Model], tuple[str, ...]]] = {
    Kind.PARTICIPATIONS: (Participation, ("party",)),
    Kind.INTERACTIONS: (Interaction, ("party",)),
    Kind.LEDGER: (LedgerEntry, ("party",)),
    Kind.REFERRALS: (Referral, ("child", "referrer")),
    Kind.SUGGESTIONS: (Suggestion, ("party",)),
    Kind.ANSWERS: (Response, ("party",)),
    Kind.RATINGS: (Rating, ("party",)),
}


def of_batches(batches: Iterable[int | str]) -> Q:
    """Parties that rows of these files became or told of, and the people they named there."""
    ids = list(batches)
    rows = ImportedRow.objects.filter(batch__in=ids)
    # under every name a party keeps stands for whom it counts today
    firms = Q(pk__in=Name.every.filter(recorded_party__in=objects(rows, Party)).values("party"))
    for kind in Batch.objects.filter(pk__in=ids).order_by().values_list("kind", flat=True).distinct():
        model, told_of = TOLD.get(Kind(kind), (Party, ()))
        for whose in told_of:
            told = model._base_manager.filter(pk__in=objects(rows, model), **{f"{whose}__isnull": False})
            firms |= Q(pk__in=told.values(whose))
    files = Batch.objects.filter(pk__in=ids).values_list(Left("filename", 120))
    named = Employment.objects.filter(
        organisation__in=Party.objects.filter(firms).values("pk"), source__in=files
    )
    return firms | Q(pk__in=named.values("person"))


def objects(rows: QuerySet[ImportedRow], model: type[Model]) -> QuerySet[ImportedRow, int]:
    return rows.filter(object_type=model._meta.label_lower).values_list("object_id", flat=True)


def of_series(series: Iterable[int | str]) -> Q:
    """Parties with a relationship on these shows, and the people who work for them."""
    held = Relationship.objects.filter(series__in=list(series))
    staff = Employment.objects.filter(ended_on=None, organisation__in=held.values("party"))
    return Q(pk__in=held.values("party")) | Q(pk__in=staff.values("person"))


def by_hand() -> Q:
    return Q(source="hand")
