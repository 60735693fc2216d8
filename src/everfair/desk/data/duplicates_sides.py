"""Two parties side by side: what each is called, how it is reached, when it took part; what agrees and what differs."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.contact.models import Interaction
from everfair.intake.visible import hidden_ids, may_name
from everfair.parties.cards import Card, language_of, rank_of
from everfair.parties.models import ContactPoint, Employment, ExternalId, Name, Organisation, Party
from everfair.parties.outside_ids import id_in_words, source_in_words
from everfair.relations import visible
from everfair.shows.models import Edition, Participation, Stand
from everfair.shows.scope import Scope
from everfair.ui import figures
from everfair.ui.strip import Dot, draw_strip

_SHOWN = 8
_NEARLY = 0.5
Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Side:
    """One of the two: as it counts now, or with the rows recorded for `members` `until` a moment."""

    party: Party
    members: frozenset[int] | None = None
    until: dt.datetime | None = None

    def rows(self, model: type[Model], path: str = "party") -> QuerySet[Any]:
        if self.members is None:
            return model._default_manager.filter(**{path: self.party})
        found = model._base_manager.filter(**{f"recorded_{path}__in": self.members})
        timed = any(field.name == "recorded_at" for field in model._meta.concrete_fields)
        return found.filter(recorded_at__lte=self.until) if timed and self.until else found


@dataclass(frozen=True)
class Told:
    """One value; `shared` when the other party has it too, `note` what it is. `pieces`: the text, with what is not
    in the other's nearest value marked."""

    text: str
    shared: bool = False
    note: str = ""
    pieces: Pieces = ()


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


@dataclass(frozen=True)
class Heading:
    """What one of the two is called: in the reader's language, in the other, and what tells it from the other where
    both are called the same."""

    text: str
    pieces: Pieces
    other: str
    apart: str


Value = tuple[str, str, str]  # what it is compared by, as shown, what it is


def lines(scope: Scope, a: Party, b: Party) -> list[Line]:
    """Only lines on which at least one says something; organisations only as far as the user sees them."""
    return compared(Side(a), Side(b), scope)


def compared(a: Side, b: Side, scope: Scope) -> list[Line]:
    asked: list[tuple[str, Any]] = [
        (_("Names"), names),
        (_("City"), lambda side: places(side, "city")),
        (_("Country"), lambda side: places(side, "country")),
        (_("Websites"), lambda side: contacts(side, "website")),
        (_("E-mail"), lambda side: contacts(side, "email")),
        (_("Phones"), lambda side: contacts(side, "phone")),
        (_("Addresses"), lambda side: contacts(side, "address", "wechat")),
        (_("Outside ids"), lambda side: outside(scope, side)),
        (_("People"), people),
        (_("Works for"), lambda side: employers(scope, side)),
        (_("Came in with"), lambda side: source(scope, side)),
    ]
    made = (line(label, once(found(a)), once(found(b))) for label, found in asked)
    return [each for each in made if each.sides[0] or each.sides[1]]


def once(values: Iterable[Value]) -> list[Value]:
    return list({value[0]: value for value in values}.values())


def line(label: str, left: Sequence[Value], right: Sequence[Value]) -> Line:
    common = {key for key, *_rest in left} & {key for key, *_rest in right}
    silent = not left or not right or label == _("Came in with")
    state = "one" if silent else "same" if common else "differs"
    sides = (told(left, common, right if not silent else ()), told(right, common, left if not silent else ()))
    return Line(label, sides, state, (max(0, len(left) - _SHOWN), max(0, len(right) - _SHOWN)))


def told(values: Sequence[Value], common: set[str], others: Sequence[Value]) -> list[Told]:
    ordered = sorted(values, key=lambda value: value[0] not in common)
    texts = [text for key, text, _note in others if key not in common]
    return [
        Told(text, key in common, note, () if key in common else pieces(text, texts))
        for key, text, note in ordered[:_SHOWN]
    ]


def pieces(text: str, others: Sequence[str]) -> Pieces:
    """The text in runs, those marked that the nearest of the others lacks; none where no other is near."""
    matchers = [SequenceMatcher(None, text, other, autojunk=False) for other in others[:_SHOWN]]
    nearest = max(matchers, key=lambda one: one.quick_ratio(), default=None)
    if nearest is None or nearest.ratio() < _NEARLY:
        return ()
    runs = [(text[i:j], tag != "equal") for tag, i, j, _k, _l in nearest.get_opcodes() if i < j]
    return tuple(runs) if any(differs for _run, differs in runs) else ()


def names(side: Side) -> Iterable[Value]:
    for name in side.rows(Name).order_by("pk"):
        yield name.text.casefold(), name.text, name.get_kind_display()


def places(side: Side, field: str) -> Iterable[Value]:
    found = side.rows(Organisation).exclude(**{field: ""}).order_by("pk")
    for text in found.values_list(field, flat=True):
        yield text.casefold(), figures.country(text) if field == "country" else text, ""


def contacts(side: Side, *kinds: str) -> Iterable[Value]:
    for point in side.rows(ContactPoint).filter(kind__in=kinds).order_by("pk"):
        yield point.key, point.value, ""


def outside(scope: Scope, side: Side) -> Iterable[Value]:
    rows = list(side.rows(ExternalId).order_by("pk"))
    hidden = hidden_ids(scope.seen, {found.source for found in rows}, scope.user_id)
    for found in (one for one in rows if one.source not in hidden):
        yield f"{found.source}:{found.value}", id_in_words(found.value), source_in_words(found.source)


def people(side: Side) -> Iterable[Value]:
    for job in side.rows(Employment, "organisation").select_related("person").order_by("pk"):
        yield str(job.person).casefold(), str(job.person), job.title


def employers(scope: Scope, side: Side) -> Iterable[Value]:
    jobs = side.rows(Employment, "person")
    named = visible.parties(scope).filter(pk__in=jobs.values("organisation"))
    for job in jobs.filter(organisation__in=named).select_related("organisation").order_by("pk"):
        yield str(job.organisation_id), str(job.organisation), job.title


def source(scope: Scope, side: Side) -> Iterable[Value]:
    """Compared by the party itself: to have come in with the same list says nothing."""
    if side.party.source and may_name(scope, side.party.source):
        yield str(side.party.pk), side.party.source, ""


def headings(a: Side, b: Side, lines: Sequence[Line]) -> tuple[Heading, Heading]:
    left, right = called(a), called(b)
    alike = same(left[0], right[0]) and same(left[1], right[1])
    apart = apart_by(a, b, lines) if alike else ("", "")
    return (
        Heading(left[0], pieces(left[0], [right[0]]), left[1], apart[0]),
        Heading(right[0], pieces(right[0], [left[0]]), right[1], apart[1]),
    )


def called(side: Side) -> tuple[str, str]:
    """As `Party.called`; of one that was merged, by the names it had until then."""
    if side.members is None:
        return side.party.called
    card = Card()
    for name in side.rows(Name):
        language = language_of(name.text)
        merged_in = name.recorded_party_id != side.party.pk
        card.names[language].append((rank_of(language, name.kind), merged_in, name.pk, name.text))
    return Party(pk=side.party.pk, zh=card.name("zh"), en=card.name("en")).called


def apart_by(a: Side, b: Side, lines: Sequence[Line]) -> tuple[str, str]:
    """The first line on which they differ, else that of one only; their numbers where there is none."""
    found = sorted((line for line in lines if line.state != "same"), key=lambda line: line.state == "one")
    if not found:
        return f"#{a.party.pk}", f"#{b.party.pk}"
    left, right = (", ".join(one.text for one in side[:2]) or "–" for side in found[0].sides)
    return f"{found[0].label}: {left}", f"{found[0].label}: {right}"


def same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def beside(party: Party, other: Party) -> str:
    """Its name; where the other is called the same, after what it is called in the other language, or with its place
    or number."""
    name, otherwise = party.called
    if not same(name, str(other)):
        return name
    return f"{otherwise} · {name}" if otherwise else f"{name} · {party.city or f'#{party.pk}'}"


@dataclass(frozen=True)
class Count:
    """How many of something each of the two has, and how many of them in common (None: cannot be in common)."""

    label: str
    left: int
    right: int
    both: int | None = None


def shared(scope: Scope, a: Party, b: Party) -> list[Count]:
    """Their history in numbers, of the series the user may see."""
    seen = scope.series_filter("edition__series")
    editions = [set(_taken(party).filter(seen).values_list("edition", flat=True)) for party in (a, b)]
    stands = [Stand.objects.filter(participation__in=_taken(party).filter(seen)).count() for party in (a, b)]
    told_of = scope.series_filter("series") | Q(series=None)
    dealings = [Interaction.objects.filter(told_of, party=party).count() for party in (a, b)]
    counts = [
        Count(_("Editions"), len(editions[0]), len(editions[1]), len(editions[0] & editions[1])),
        Count(_("Stands"), *stands),
        Count(_("Dealings"), *dealings),
    ]
    return [count for count in counts if count.left or count.right]


def _taken(party: Party) -> QuerySet[Participation]:
    rows: QuerySet[Participation] = Participation.objects.filter(party=party)
    return rows


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
