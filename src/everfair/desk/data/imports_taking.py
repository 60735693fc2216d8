"""Taking a whole import back: what would go and what would stay, the decision, and what came of it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from everfair import journal
from everfair.desk.data.imports_access import batch_of
from everfair.desk.data.imports_page import State
from everfair.intake.models import Batch, NotNow, Remaining
from everfair.intake.visible import batches
from everfair.intake.words_of_rows import called, figures_of, said_why
from everfair.parties import forest
from everfair.parties.models import Party
from everfair.relations import visible
from everfair.ui import sending
from everfair.ui.asking import person_of, scope_for
from everfair.ui.toasts import toast

A_PAGE = 50
_AT_ONCE = 500


@require_POST
def foresee(request: HttpRequest, pk: int) -> HttpResponse:
    """Look what taking it back would change."""
    batch = batch_of(request, pk)
    if batch.why_not_taken_back:
        raise Http404
    return decided(request, batch, lambda: batch.start_foreseeing(by=person_of(request)))


@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_of(request, pk)
    return decided(request, batch, batch.leave)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    batch = batch_of(request, pk)
    return decided(request, batch, lambda: batch.start_taking_back(by=person_of(request)))


def decided(request: HttpRequest, batch: Batch, act: Any) -> HttpResponse:
    try:
        act()
    except NotNow:
        toast(request, _("Somebody decided on this list meanwhile."))
    return redirect("data:import", batch.pk)


def context(request: HttpRequest, batch: Batch) -> dict[str, Any]:
    told = batch.counts["taken" if batch.state == State.TAKEN else "foreseen"]
    paged = Paginator(batch.remaining.all(), A_PAGE).get_page(request.GET.get("page"))
    return {
        "is_done": batch.state == State.TAKEN,
        "figures": list(figures(told)),
        "goes": sum(told["go"].get(kind, 0) for kind in ("organisation", "person")),
        "stays": sum(told["stay"].values()),
        "paged": paged,
        "remaining": list(described(request, paged.object_list)),
        "heirs": list(heirs(request, told)),
    }


def heirs(request: HttpRequest, told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Newer lists that tell of what stays: it is theirs from then on. Those that the reader may not see by number."""
    counted = {int(pk): count for pk, count in told.get("to", {}).items()}
    seen = batches(scope_for(request)).in_bulk(counted)
    for pk, count in sorted(counted.items()):
        yield {"pk": pk, "list": seen.get(pk), "rows": count}


def figures(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A line for each kind of row."""
    for label, go, stay in figures_of(told):
        yield {"name": called(label), "go": go, "stay": stay}


def described(request: HttpRequest, rows: Iterable[Remaining]) -> Iterator[dict[str, Any]]:
    """With the names of customers whom the reader may see."""
    held = list(rows)
    seen, roots = customers_seen(request, {row.party_id for row in held if row.party_id})
    things = dict(names_of_things(held))
    for row in held:
        yield {
            "what": called(row.object_type),
            "party": seen.get(row.party_id or 0),
            "file": roots.get(row.party_id or 0),
            "is_elsewhere": bool(row.party_id) and row.party_id not in seen,
            "name": things.get((row.object_type, row.object_id), ""),
            "why": said_why(row),
        }


def customers_seen(request: HttpRequest, ids: set[int]) -> tuple[dict[int, Party], dict[int, int]]:
    """Those whom the reader may see, and in whose file each stands: of one that was merged, of who counts for it."""
    roots = forest.roots(ids)
    held = visible.parties(scope_for(request)).filter(pk__in=set(roots.values())).values_list("pk", flat=True)
    seen = set(held)
    return Party.objects.in_bulk([pk for pk, root in roots.items() if root in seen]), roots


def names_of_things(rows: Iterable[Remaining]) -> Iterator[tuple[tuple[str, int], str]]:
    """Of shows, editions, questionnaires and the like, which are nobody's."""
    by_model: dict[str, list[int]] = {}
    for row in rows:
        if row.party_id is None:
            by_model.setdefault(row.object_type, []).append(row.object_id)
    for label, ids in by_model.items():
        for pk, one in apps.get_model(label)._base_manager.in_bulk(ids).items():
            yield (label, pk), str(one)


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What went and what stays, and why, as a file."""
    batch = batch_of(request, pk)
    if batch.state not in (State.FORESEEN, State.TAKEN):
        raise Http404
    count = batch.remaining.count()
    told = {"list": "remaining", "kind": "csv", "count": count, "filters": []}
    with transaction.atomic():
        journal.record("list.export", batch, by=person_of(request), series=batch.series_id, params=told)
    header = [_("Kind"), _("Goes"), _("Stays"), _("Name"), _("Why it stays")]
    return sending.send("csv", f"taken-back-{batch.pk}", header, lines(request, batch))


def lines(request: HttpRequest, batch: Batch) -> Iterator[list[str | int]]:
    told = batch.counts["taken" if batch.state == State.TAKEN else "foreseen"]
    for one in figures(told):
        yield [one["name"], one["go"], one["stay"], "", ""]
    rows = batch.remaining.all()
    for start in range(0, rows.count(), _AT_ONCE):
        for row in described(request, rows[start : start + _AT_ONCE]):
            name = (
                _("a customer of another series") if row["is_elsewhere"] else str(row["party"] or row["name"])
            )
            yield [row["what"], "", 1, name, row["why"]]
