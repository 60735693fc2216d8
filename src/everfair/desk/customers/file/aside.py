"""The side column of the file: why, worth, people, rounds, where the data comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from everfair.intake.models import ImportedRow
from everfair.loop.models import Member, Round
from everfair.parties.models import Employment, Party
from everfair.relations import visible, wording
from everfair.relations.models import Relationship
from everfair.relations.models.stage import STAGE_OF
from everfair.relations.standing import Standing
from everfair.shows.models import Edition, Participation, Stand
from everfair.shows.scope import Scope
from everfair.ui.stages import STAGES


@dataclass(frozen=True)
class Why:
    """What speaks for and against, and what the stage rests on."""

    reasons_for: Sequence[wording.Said]
    reasons_against: Sequence[wording.Said]
    evidence: Sequence[wording.Said]

    @classmethod
    def of(cls, standing: Standing) -> "Why":
        score = standing.score
        if score is None:
            return cls((), (), ())
        for_it, against = wording.for_and_against(score.reasons)
        return cls(for_it, against, wording.evidence(score.evidence))


def history(standing: Standing, editions: Sequence[Edition]) -> list[tuple[str, str, int]]:
    """(stage, edition since, editions held) through the path, the latest first."""
    score = standing.score
    runs: list[tuple[str, str, int]] = []
    for letter, edition in zip(score.path if score else "", editions, strict=False):
        stage = STAGE_OF.get(letter)
        if stage is None:
            continue
        if runs and runs[-1][0] == stage.value:
            runs[-1] = (stage.value, runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((stage.value, str(edition), 1))
    return runs[::-1]


def focus(standing: Standing) -> tuple[str, bool]:
    """What the show works on at this stage, and whether a show of its maturity watches it above all."""
    if standing.stage not in STAGES:
        return "", False
    return wording.focus(standing.stage, standing.relationship.series.maturity)


def worth(
    party: Party, scope: Scope
) -> tuple[list[tuple[Edition, list[tuple[int, str]]]], list[tuple[int, str]]]:
    """Stand amounts by edition, the latest first, and their sums; never across currencies."""
    counted = (Participation.Status.BOOKED, Participation.Status.CAME)
    at = "participation__"
    stands = Stand.objects.filter(
        scope.series_filter(f"{at}edition__series"), participation__party=party,
        participation__superseded=False, participation__status__in=counted, amount_minor__isnull=False,
    )  # fmt: skip
    sums = stands.values_list(f"{at}edition", "currency").annotate(total=Sum("amount_minor")).order_by()
    by_edition: dict[int, list[tuple[int, str]]] = {}
    totals: dict[str, int] = {}
    for edition, currency, total in sums:
        by_edition.setdefault(edition, []).append((total, currency))
        totals[currency] = totals.get(currency, 0) + total
    editions = Edition.objects.filter(pk__in=by_edition).order_by("series", "-ordinal")
    return [(one, by_edition[one.pk]) for one in editions], [(total, code) for code, total in totals.items()]


def people(party: Party, scope: Scope) -> QuerySet[Employment]:
    """Who works there (or, of a person, where they work, as far as the user sees it): those of today first."""
    path, other = (
        ("organisation", "person") if party.kind == Party.Kind.ORGANISATION else ("person", "organisation")
    )
    rows: QuerySet[Employment] = Employment.objects.filter(**{path: party})
    named = visible.parties(scope).filter(pk__in=rows.values(other))
    rows = rows.filter(**{f"{other}__in": named}).select_related("person", "organisation")
    return rows.order_by(F("ended_on").desc(nulls_first=True), "pk")


def rounds(relationship: Relationship | None) -> QuerySet[Member]:
    """The rounds the relationship is or was in."""
    rows = Member.objects.filter(relationship=relationship) if relationship else Member.objects.none()
    return rows.select_related("round", "round__edition", "segment").order_by("-round")


def held_out_of(members: Sequence[Member]) -> Member | None:
    """The running round from whose plays the customer is left out on purpose."""
    running = (one for one in members if one.is_held_out and one.round.state == Round.State.RUNNING)
    return next(running, None)


def sources(party: Party, scope: Scope) -> Iterator[tuple[Any, int, str]]:
    """(batch, how many rows, their numbers) of the files that told of the customer, as far as the user sees."""
    taken = Participation.every.filter(party=party).values("pk")
    rows = ImportedRow.objects.filter(
        scope.series_filter("batch__series") | Q(batch__created_by=scope.user_id)
    )
    rows = rows.filter(
        Q(object_type="shows.participation", object_id__in=taken)
        | Q(object_type="parties.party", object_id=party.pk)
    )
    grouped: dict[int, list[ImportedRow]] = {}
    for row in rows.select_related("batch").order_by("-batch", "row")[:200]:
        grouped.setdefault(row.batch_id, []).append(row)
    for held in grouped.values():
        yield held[0].batch, len(held), ", ".join(str(one.row) for one in held[:4])
