"""Two parties side by side: what each is called, how it is reached, when it took part; what agrees and what differs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.parties.models import ContactPoint, Employment, ExternalId, Name, Organisation, Party
from everfair.relations import visible
from everfair.shows.models import Edition, Participation
from everfair.shows.scope import Scope
from everfair.ui import figures
from everfair.ui.strip import Dot, draw_strip

_SHOWN = 8


@dataclass(frozen=True)
class Told:
    """One value; `shared` when the other party has it too, `note` what it is."""

    text: str
    shared: bool = False
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the comparison. `state`: same, differs, or one (only one of the two says something)."""

    label: str
    sides: tuple[list[Told], list[Told]]
    state: str
    more: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Attendance:
    """When the two took part in one series: a strip and a sentence for each."""

    series: str
    strips: tuple[SafeString, SafeString]
    sentences: tuple[str, str]


Value = tuple[str, str, str]  # what it is compared by, as shown, what it is


def lines(scope: Scope, a: Party, b: Party) -> list[Line]:
    """Only lines on which at least one says something; organisations only as far as the user sees them."""
    asked: list[tuple[str, Any]] = [
        (_("Names"), names),
        (_("City"), lambda party: places(party, "city")),
        (_("Country"), lambda party: places(party, "country")),
        (_("Websites"), lambda party: contacts(party, "website")),
        (_("E-mail"), lambda party: contacts(party, "email")),
        (_("Phones"), lambda party: contacts(party, "phone")),
        (_("Addresses"), lambda party: contacts(party, "address", "wechat")),
        (_("Outside ids"), outside),
        (_("People"), people),
        (_("Works for"), lambda party: employers(scope, party)),
        (_("Came in with"), source),
    ]
    made = (line(label, list(found(a)), list(found(b))) for label, found in asked)
    return [each for each in made if each.sides[0] or each.sides[1]]


def line(label: str, left: Sequence[Value], right: Sequence[Value]) -> Line:
    common = {key for key, *_rest in left} & {key for key, *_rest in right}
    silent = not left or not right or label == _("Came in with")
    state = "one" if silent else "same" if common else "differs"
    sides = (told(left, common), told(right, common))
    return Line(label, sides, state, (max(0, len(left) - _SHOWN), max(0, len(right) - _SHOWN)))


def told(values: Sequence[Value], common: set[str]) -> list[Told]:
    ordered = sorted(values, key=lambda value: value[0] not in common)
    return [Told(text, key in common, note) for key, text, note in ordered[:_SHOWN]]


def names(party: Party) -> Iterable[Value]:
    for name in Name.objects.filter(party=party).order_by("pk"):
        yield name.text.casefold(), name.text, name.get_kind_display()


def places(party: Party, field: str) -> Iterable[Value]:
    found = Organisation.objects.filter(party=party).exclude(**{field: ""})
    for text in found.values_list(field, flat=True):
        yield text.casefold(), figures.country(text) if field == "country" else text, ""


def contacts(party: Party, *kinds: str) -> Iterable[Value]:
    for point in ContactPoint.objects.filter(party=party, kind__in=kinds).order_by("pk"):
        yield point.key, point.value, ""


def outside(party: Party) -> Iterable[Value]:
    for found in ExternalId.objects.filter(party=party).order_by("pk"):
        yield f"{found.source}:{found.value}", found.value, found.source


def people(party: Party) -> Iterable[Value]:
    for job in Employment.objects.filter(organisation=party).select_related("person").order_by("pk"):
        yield str(job.person).casefold(), str(job.person), job.title


def employers(scope: Scope, party: Party) -> Iterable[Value]:
    jobs = Employment.objects.filter(person=party)
    named = visible.parties(scope).filter(pk__in=jobs.values("organisation"))
    for job in jobs.filter(organisation__in=named).select_related("organisation").order_by("pk"):
        yield str(job.organisation_id), str(job.organisation), job.title


def source(party: Party) -> Iterable[Value]:
    """Compared by the party itself: to have come in with the same list says nothing."""
    if party.source:
        yield str(party.pk), party.source, ""


def attendances(scope: Scope, a: Party, b: Party) -> list[Attendance]:
    """The series of either that the user may see."""
    series = visible.relationships(scope).filter(party__in=[a, b]).values_list("series_id", flat=True)
    taken = Participation.objects.filter(party__in=[a, b], edition__series__in=set(series))
    came: dict[int, dict[int, Participation]] = {a.pk: {}, b.pk: {}}
    for each in taken.select_related("edition__series"):
        came[each.party_id][each.edition_id] = each
    shows = {each.edition.series_id: each.edition.series for each in taken.select_related("edition__series")}
    return [
        _attendance(show, show.editions.order_by("ordinal"), came[a.pk], came[b.pk])
        for _pk, show in sorted(shows.items())
    ]


def _attendance(
    show: Any, editions: QuerySet[Edition], left: dict[int, Participation], right: dict[int, Participation]
) -> Attendance:
    held = list(editions)
    strips = [mark_safe(draw_strip([_dot(edition, side) for edition in held])) for side in (left, right)]
    sentences = [_sentence(held, side) for side in (left, right)]
    return Attendance(str(show), (strips[0], strips[1]), (sentences[0], sentences[1]))


def _dot(edition: Edition, side: dict[int, Participation]) -> Dot:
    taken = side.get(edition.pk)
    return Dot(
        edition.label, came=taken is not None and taken.status == Participation.Status.CAME, area_level=1
    )


def _sentence(editions: Sequence[Edition], side: dict[int, Participation]) -> str:
    labels = [e.label for e in editions if e.pk in side]
    if not labels:
        return _("never took part")
    n = len(labels)
    return ngettext("%(n)s edition: %(which)s", "%(n)s editions: %(which)s", n) % {
        "n": n,
        "which": ", ".join(labels[-6:]),
    }
