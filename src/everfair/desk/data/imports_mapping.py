"""Which column is which field, and what the file does not say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everfair.desk.data import imports_questions
from everfair.desk.data.imports_access import batch_of, open_series
from everfair.desk.data.imports_page import page
from everfair.desk.data.imports_questions import Asking, QuestionRow
from everfair.desk.data.imports_upload import recognise
from everfair.intake.fields import FIELDS, ORIGIN, Field, Reads, said_beside, untold
from everfair.intake.kinds import Kind, Origin
from everfair.intake.models import Batch, NotNow
from everfair.intake.words import FIELD_WORDS, say
from everfair.relations.models import LedgerEntry
from everfair.shows.models import Participation, Role, Series
from everfair.shows.models.role import Side
from everfair.shows.scope import Capability
from everfair.surveys.models import Response
from everfair.tables import TableError, encoding
from everfair.ui.asking import person_of, scope_for
from everfair.ui.toasts import toast

CHOICES = {Reads.MOMENT: Response.Moment.choices, Reads.SIDE: Side.choices}
SPACES = re.compile(r"[0-9]{1,4}([.,][0-9]{1,2})?")


@dataclass
class ColumnRow:
    """A column as it is shown: its header, some of its values, the field it is read as."""

    position: int
    letter: str
    header: str
    samples: list[str]
    field: str
    question: QuestionRow | None = None


def columns(batch: Batch, asking: Asking | None = None) -> list[ColumnRow]:
    chosen: dict[str, Any] = {place: code for code, place in batch.mapping.items()}
    sample: list[list[str]] = batch.reading.get("sample", [])
    return [
        ColumnRow(
            one["position"],
            one["letter"],
            one["text"],
            unlike(row[one["position"]] for row in sample if one["position"] < len(row)),
            chosen.get(one["position"], ""),
            asking.of_column(one["position"], one["text"]) if asking else None,
        )
        for one in batch.reading.get("headers", [])
    ]


def unlike(values: Iterable[str]) -> list[str]:
    """The first that differ: the same one thrice would tell nothing more."""
    return list(dict.fromkeys(value for value in values if value.strip()))[:3]


def context(request: HttpRequest, batch: Batch, faults: "Faults | None" = None) -> dict[str, Any]:
    scope, faults = scope_for(request), faults or Faults()
    asking = Asking(batch, faults.questions) if batch.kind == Kind.ANSWERS else None
    return (asking.context() if asking else {}) | {
        "columns": columns(batch, asking),
        "fields": FIELDS[batch.kind],
        "givens": [
            given(batch, one) | {"wrong": faults.givens.get(one.code, "")} for one in said_beside(batch.kind)
        ],
        "faults": faults,
        "series": [str(series) for series in open_series(scope)],
        "may_found": scope.may_everywhere(Capability.IMPORT),
        "notes": [say(note["code"], note["params"]) for note in batch.reading.get("notes", [])],
        "unordered": [ordering(batch, show) for show in batch.plan.get("unordered", [])],
        "encodings": encoding.KNOWN,
        "has_spaces": "spaces" in batch.mapping,
        "space_m2": (batch.givens.get("space_dm2") or 900) / 100,
    }


def ordering(batch: Batch, show: dict[str, Any]) -> dict[str, Any]:
    told = (batch.givens.get("order") or {}).get(show["name"]) or show["editions"]
    return {"name": show["name"], "labels": "\n".join(told), "count": len(show["editions"])}


def given(batch: Batch, one: Field) -> dict[str, Any]:
    """A value beside the file; hidden where a column says it."""
    choices: list[tuple[str, str]] = []
    if one.code == "role":
        choices = [(role.code, str(role)) for role in Role.objects.all()]
    elif one.reads is Reads.MONEY_KIND:
        choices = [(value, str(label)) for value, label in LedgerEntry.Kind.choices]
    elif one.reads in CHOICES:
        choices = [(value, str(label)) for value, label in CHOICES[one.reads]]
    elif one is ORIGIN:
        choices = [(value, str(label)) for value, label in Origin.choices]
    elif one.code == "status":
        choices = [(value, str(label)) for value, label in Participation.Status.choices]
    return {
        "code": one.code,
        "label": one.label,
        "value": batch.givens.get(one.code, ""),
        "in_file": one.code in batch.mapping,
        "choices": choices,
        "type": "date" if one.code in ("date", "end_date") else "text",
    }


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the columns as decided and start the dry run, if enough is told; else say beside each field what is not."""
    batch = batch_of(request, pk)
    answered = imports_questions.told(request, batch)
    mapping = told_mapping(request, batch) | answered.mapping
    givens = told_givens(request, batch) | answered.givens
    try:
        batch.settle(mapping, givens, by=person_of(request))
    except NotNow:
        toast(request, _("Somebody decided on this list meanwhile."))
        return redirect("data:import", pk)
    faults = Faults.of(batch, mapping, givens, answered.wrong)
    if not is_open(request, batch, name := givens.get("series", "")):
        faults.givens["series"] = say("series_not_yours", {"series": name})
    if faults:
        return page(request, batch, "mapping", context(request, batch, faults), status=422)
    start(request, batch)
    return redirect("data:import", pk)


@dataclass
class Faults:
    """What is missing or cannot be: of what the file does not say by code, of questions by the name of their inputs,
    and of what only a column can tell."""

    givens: dict[str, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.givens or self.questions or self.columns)

    @classmethod
    def of(
        cls, batch: Batch, mapping: dict[str, int], givens: dict[str, Any], questions: dict[str, str]
    ) -> Self:
        faults, told = cls(questions=questions), {code for code, value in givens.items() if value}
        groups = untold(batch.kind, told | set(mapping))
        lacking = {group[0]: lacking_words(group[0]) for group in groups}
        beside = [one.code for one in said_beside(batch.kind)]
        faults.givens = {code: lacking.pop(code) for code in beside if code in lacking}
        faults.columns = list(lacking.values())
        return faults

    @property
    def first(self) -> str:
        """Where the page is to be looked at first, in its own order."""
        if self.columns:
            return "columns"
        return next((f"question-{name}" for name in self.questions), "") or next(iter(self.givens), "")


def lacking_words(code: str) -> str:
    return _("Still missing: %(what)s") % {"what": FIELD_WORDS.get(code, code)}


def start(request: HttpRequest, batch: Batch) -> None:
    try:
        batch.start_check(by=person_of(request))
    except NotNow:
        toast(request, _("Somebody decided on this list meanwhile."))


def is_open(request: HttpRequest, batch: Batch, name: str) -> bool:
    """Whether the user may bring in lists for the series named beside the file; it is the batch's from now on."""
    if not name:
        Batch.objects.filter(pk=batch.pk).update(series=None)
        return True
    scope = scope_for(request)
    series = next((one for one in Series.objects.all() if name.casefold() in called(one)), None)
    if series is None:
        return scope.may_everywhere(Capability.IMPORT)
    if not scope.may(Capability.IMPORT, series.pk):
        return False
    Batch.objects.filter(pk=batch.pk).update(series=series)
    return True


def called(series: Series) -> set[str]:
    return {name.casefold() for name in (series.slug, series.zh, series.en) if name}


def told_mapping(request: HttpRequest, batch: Batch) -> dict[str, int]:
    known = {one.code for one in FIELDS[batch.kind]}
    mapping: dict[str, int] = {}
    for one in batch.reading.get("headers", []):
        code = request.POST.get(f"column-{one['position']}", "")
        if code in known:
            mapping.setdefault(code, one["position"])
    return mapping


def told_givens(request: HttpRequest, batch: Batch) -> dict[str, Any]:
    givens: dict[str, Any] = {
        one.code: request.POST.get(f"given-{one.code}", "").strip()[:200] for one in said_beside(batch.kind)
    }
    givens["day_first"] = {"day": True, "month": False}.get(request.POST.get("day_first", ""))
    space = request.POST.get("space_m2", "").strip()
    if SPACES.fullmatch(space):
        givens["space_dm2"] = round(float(space.replace(",", ".")) * 100)
    order = told_order(request, batch)
    return givens | ({"order": order} if order else {})


def told_order(request: HttpRequest, batch: Batch) -> dict[str, list[str]]:
    """The editions of a series from first to last, a line each, as typed."""
    told = dict(batch.givens.get("order") or {})
    for number, show in enumerate(batch.plan.get("unordered", [])):
        lines = request.POST.get(f"order-{number}", "").splitlines()
        labels = [line.strip() for line in lines if line.strip()]
        if sorted(map(str.casefold, labels)) == sorted(map(str.casefold, show["editions"])):
            told[show["name"]] = labels
    return told


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sheet, encoding or header line."""
    batch = batch_of(request, pk)
    row = request.POST.get("header_row", "")
    chosen: dict[str, Any] = {
        "sheet": request.POST.get("sheet") or None,
        "encoding": request.POST.get("encoding") or None,
        "header_row": int(row) if row.isdecimal() and len(row) < 8 else None,
    }
    if batch.state == Batch.State.MAPPING:
        try:
            batch.read(**chosen, lasting=False)
        except TableError as refused:
            toast(request, say(str(refused.code), refused.params))
            recognise(batch)
    return redirect("data:import", pk)
