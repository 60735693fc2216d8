"""One pair after the other: the two side by side, why it is asked, what merging would do."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from everfair.desk.data import duplicates_trail
from everfair.desk.data.duplicates_access import Asking, of_pair
from everfair.desk.data.duplicates_deciding import chosen_of
from everfair.desk.data.duplicates_row import Row, onwards
from everfair.desk.data.duplicates_sides import Side, attendances, headings, lines, shared
from everfair.parties import joining, reasons
from everfair.parties.clusters import cluster_of
from everfair.parties.duplicates import UNDECIDED
from everfair.parties.models import Link, Party, PossibleDuplicate
from everfair.parties.preview import merge_preview
from everfair.relations.pairs import told_of
from everfair.ui.toasts import toast
from everfair.work.models import enqueue


@require_GET
@of_pair
def review(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    pair = asking.pair(pk)
    row = Row.of(request)
    return render(
        request,
        "desk_data/duplicates/review.html",
        compared(request, asking, pair)
        | {
            "pair": pair,
            "row": row,
            "next": row.address(row.beside(pair, 1)),
            "previous": row.address(row.beside(pair, -1)),
            "undo_last": duplicates_trail.last(request),
            **row.progress(pair),
        },
    )


def compared(request: HttpRequest, asking: Asking, pair: PossibleDuplicate) -> dict[str, Any]:
    survivor = chosen_of(request.GET.get("survivor"), pair)
    preview = merge_preview(pair.first, pair.second, survivor=survivor, told_of=told_of(asking.scope))
    stays, goes = preview.survivor, preview.absorbed
    found = lines(asking.scope, stays, goes)
    return {
        "stays": stays,
        "goes": goes,
        "lines": found,
        "heads": headings(Side(stays), Side(goes), found),
        "attendances": attendances(asking.scope, stays, goes),
        "shared": shared(asking.scope, stays, goes),
        "moving": [(reasons.kind_in_words(kind.kind), kind) for kind in preview.moving],
        "reasons": reasons.weighed(pair.reasons),
        "is_certain": joining.certain().filter(pk=pair.pk).exists(),
        "may_decide": pair.state in UNDECIDED and asking.may_decide(stays, goes),
        "belong": pair.asks == PossibleDuplicate.Asks.BELONG,
        "links": Link.Kind.choices if stays.kind == Party.Kind.ORGANISATION else [],
        "together": len(cluster_of(pair, asking.undecided).parties),
    }


@require_GET
def first(request: HttpRequest) -> HttpResponseBase:
    """The pair to begin with, of the list as it was narrowed."""
    Asking(request)
    return onwards(request, next(iter(Row.of(request).pairs), None))


@require_POST
def look(request: HttpRequest) -> HttpResponseBase:
    asking = Asking(request)
    enqueue("parties.find_duplicates", by=asking.user)
    toast(request, _("Everfair is looking. What it finds appears here; you can go on working."))
    return redirect(reverse("data:duplicates"))
