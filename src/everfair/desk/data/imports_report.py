"""What the dry run found, and what a load brought: figures, problems by row and column, refused rows as a file."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from everfair import journal
from everfair.desk.data.imports_access import batch_of
from everfair.intake.kinds import ANALYSED, Kind
from everfair.intake.models import Batch, RowResult
from everfair.intake.refused import refused_header, refused_lines
from everfair.intake.words import say, say_problem
from everfair.parties.models import Party
from everfair.parties.reasons import weighed
from everfair.relations import visible
from everfair.shows.models import Edition
from everfair.shows.scope import Capability
from everfair.ui import sending
from everfair.ui.asking import person_of, scope_for

Outcome = RowResult.Outcome
A_PAGE = 50
FIGURES = (
    (Outcome.NEW, gettext_lazy("New customers")),
    (Outcome.MATCHED, gettext_lazy("Known, or named above")),
    (Outcome.UNNAMED, None),
    (Outcome.DOUBTFUL, gettext_lazy("Doubtful")),
    (Outcome.UNCHANGED, gettext_lazy("Unchanged")),
    (Outcome.REFUSED, gettext_lazy("Refused")),
)


OF_EDITIONS = {
    Outcome.NEW: gettext_lazy("New editions"),
    Outcome.MATCHED: gettext_lazy("On file, will change"),
}


GOOD = (Outcome.NEW, Outcome.MATCHED, Outcome.UNNAMED, Outcome.DOUBTFUL)


# A respondent need not be a customer.
OF_RESPONDENTS = {
    Outcome.NEW: gettext_lazy("Of new customers"),
    Outcome.MATCHED: gettext_lazy("Of known customers"),
    Outcome.UNNAMED: gettext_lazy("Without a name"),
}
WORDS: dict[str, dict[Outcome, Any]] = {
    Kind.EDITIONS: OF_EDITIONS,
    Kind.ANSWERS: OF_RESPONDENTS,
    Kind.RATINGS: OF_RESPONDENTS,
}


def figures_of(batch: Batch) -> tuple[tuple[Outcome, Any], ...]:
    """The outcomes, in the words of what the list is about."""
    words = WORDS.get(batch.kind, {})
    called = ((code, words.get(code, name)) for code, name in FIGURES)
    return tuple((code, name) for code, name in called if name)


def context(request: HttpRequest, batch: Batch) -> dict[str, Any]:
    counts = batch.counts
    asked = request.GET.get("show", "")
    shown = asked if asked in Outcome.values else first_shown(batch)
    rows = RowResult.objects.filter(batch=batch, outcome=shown)
    paged = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    good = sum(counts.get(one, 0) for one in GOOD)
    return {
        "figures": [
            {"code": str(code), "name": name, "value": counts.get(code, 0), "here": code == shown}
            for code, name in figures_of(batch)
        ],
        "shown": shown,
        "shown_name": {str(code): name for code, name in figures_of(batch)}.get(shown, ""),
        "paged": paged,
        "results": list(described(request, batch, paged.object_list)),
        "kept": rows.count(),
        "unnamed": counts.get(Outcome.UNNAMED, 0) if shown == Outcome.UNNAMED else 0,
        "spread": batch.plan.get("spread", []) if shown == Outcome.UNNAMED else [],
        "untold": counts.get(shown, 0) if shown == Outcome.UNCHANGED else 0,
        "good": good,
        "warnings": [warning(batch, one) for one in batch.warnings if holds(batch, one)],
        "can_be_taken_back": batch.state == Batch.State.LOADED and not batch.why_not_taken_back,
        "why_not": say(batch.why_not_taken_back, {}) if batch.state == Batch.State.LOADED else "",
        "editions": [
            edition for show in batch.plan.get("series", []) for edition in editions_of(batch, show)
        ],
        "loaded": counts.get("loaded"),
        "customers_url": customers_url(batch),
        "analysis_url": analysis_url(request, batch),
        "duplicates_url": reverse("data:duplicates"),
    }


def customers_url(batch: Batch) -> str:
    """Those it told of, where the list of customers can be narrowed to them; else those of its show."""
    asked = {"series": batch.series_id} if batch.series_id else {}
    asked |= (
        {"batch": batch.pk} if batch.kind in (Kind.PARTICIPATIONS, Kind.CONTACTS, Kind.INTERACTIONS) else {}
    )
    return reverse("customers:list") + (f"?{urlencode(asked)}" if asked else "")


def analysis_url(request: HttpRequest, batch: Batch) -> str:
    """Where the analysis that the list starts can be watched, by whom it is shown."""
    shown = batch.kind in ANALYSED and scope_for(request).may(Capability.SEE)
    return reverse("analysis:runs") if shown else ""


def first_shown(batch: Batch) -> str:
    """What needs looking at first."""
    order = (
        Outcome.REFUSED,
        Outcome.DOUBTFUL,
        Outcome.NEW,
        Outcome.MATCHED,
        Outcome.UNNAMED,
        Outcome.UNCHANGED,
    )
    return str(next((code for code in order if batch.counts.get(code)), Outcome.NEW))


# What a list brings besides its rows: to be made, and made with the first of them.
MADE = {
    "series_to_be_made": "series_made",
    "questionnaire_to_be_made": "questionnaire_made",
    "competitors_to_be_made": "competitors_made",
}


# Of lists that had better be left out of analysis.
SUSPICIONS = {"copied_list", "stub_list"}


def edition_page(pk: int) -> str:
    edition = Edition.objects.filter(pk=pk).first()
    return reverse("shows:edition", args=[edition.series_id, pk]) if edition else ""


def holds(batch: Batch, one: dict[str, Any]) -> bool:
    """Of a list that brought no row nothing was made."""
    loaded = batch.counts.get("loaded")
    return one["code"] not in MADE or loaded is None or bool(loaded.get("written"))


def warning(batch: Batch, one: dict[str, Any]) -> dict[str, Any]:
    params, code = one["params"], one["code"]
    is_done = batch.state == Batch.State.LOADED and code in MADE
    excluded = {(x["series"], x["label"]) for x in batch.exclusions}
    return {
        "text": say(MADE[code] if is_done else code, params),
        "is_done": is_done,
        "series": params.get("series", ""),
        "label": params.get("edition", "") if code in SUSPICIONS else "",
        "edition": edition_page(params["id"]) if code == "edition_opens_otherwise" else "",
        "code": code,
        "excluded": (params.get("series"), params.get("edition")) in excluded,
    }


def editions_of(batch: Batch, show: dict[str, Any]) -> list[dict[str, Any]]:
    excluded = {(one["series"], one["label"]) for one in batch.exclusions}
    return [
        one
        | {
            "series": show["name"],
            "new": one["id"] is None,
            "excluded": (show["name"], one["label"]) in excluded,
        }
        for one in show["editions"]
    ]


NAMES = ("organisation", "display_name", "english_name", "person", "edition_name", "edition")


def name_of(batch: Batch, row: RowResult) -> str:
    """What the row is about; of one that was refused, the cell of its name as it stands."""
    places = (batch.mapping[code] for code in NAMES if code in batch.mapping)
    cells = (str(row.cells[place]).strip() for place in places if place < len(row.cells))
    return str(row.found.get("name") or next(filter(None, cells), ""))


def described(request: HttpRequest, batch: Batch, results: Any) -> Iterator[dict[str, Any]]:
    """Rows for showing; the names of customers on file only where the user may see them."""
    rows = list(results)
    wanted = {pk for row in rows for pk in parties_in(row.found)}
    parties = {party.pk: party for party in visible.parties(scope_for(request)).filter(pk__in=wanted)}
    for row in rows:
        yield {
            "row": row.row,
            "name": name_of(batch, row),
            "problems": [problem | {"text": say_problem(problem)} for problem in row.problems],
            "party": parties.get(row.found.get("party")),
            "is_elsewhere": is_elsewhere(row.found, parties),
            "reasons": reasons_shown(row.found, parties),
            "doubts": list(doubts_shown(row.found.get("doubts", []), parties)),
            "repeats": row.found.get("repeats"),
            "is_unnamed": "repeats" not in row.found,
        }


def parties_in(found: dict[str, Any]) -> set[int]:
    named = {found.get("party")} | {doubt["party"] for doubt in found.get("doubts", [])}
    return {pk for pk in named if pk}


def doubts_shown(doubts: list[dict[str, Any]], parties: dict[int, Party]) -> Iterator[dict[str, Any]]:
    """Whom it may be: those for the same reasons together."""
    alike: dict[tuple[str, ...], dict[str, None]] = {}
    for doubt in doubts:
        party = parties.get(doubt["party"])
        name = str(party) if party else doubt["name"] or _("a customer of another series")
        alike.setdefault(tuple(reasons_shown(doubt, parties)), {})[name] = None
    for reasons, names in alike.items():
        yield {"names": list(names), "reasons": reasons}


def is_elsewhere(found: dict[str, Any], parties: dict[int, Party]) -> bool:
    """Whether it is about a customer on file whom the user may not see."""
    return bool(found.get("party")) and found["party"] not in parties


def reasons_shown(found: dict[str, Any], parties: dict[int, Party]) -> list[str]:
    """In words; none about a customer the user may not see, for reasons quote names and addresses."""
    if is_elsewhere(found, parties):
        return []
    return [reason.words for reason in weighed(found.get("reasons", []))]


@require_GET
def refused_rows(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The refused rows in their own columns with what was wrong, to be mended and brought in again."""
    batch, exact = batch_of(request, pk), request.GET.get("exact") == "1"
    told = {"list": "refused", "kind": "csv", "exact": exact, "count": batch.counts.get("refused", 0)}
    with transaction.atomic():
        journal.record(
            "list.export", batch, by=person_of(request), series=batch.series_id, params=told | {"filters": []}
        )
    return sending.send("csv", f"refused-{batch.pk}", refused_header(batch), refused_lines(batch), exact)
