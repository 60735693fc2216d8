"""Deciding on one pair after the other: merge, keep apart, later, or link."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from everfair.desk.data.duplicates_access import Asking
from everfair.desk.data.duplicates_list import CERTAIN, DuplicateList, merge_pairs
from everfair.desk.data.duplicates_sides import attendances, lines
from everfair.parties import reasons, refusals
from everfair.parties.duplicates import UNDECIDED
from everfair.parties.models import KeepApart, Link, Merge, Party, PossibleDuplicate
from everfair.parties.preview import merge_preview
from everfair.ui.toasts import toast
from everfair.work.models import enqueue


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    pair = asking.pair(pk)
    preview = merge_preview(
        pair.first, pair.second, survivor=chosen_survivor(request.GET.get("survivor"), pair)
    )
    stays, goes = preview.survivor, preview.absorbed
    return render(
        request,
        "desk_data/duplicates/review.html",
        {
            "pair": pair,
            "stays": stays,
            "goes": goes,
            "lines": lines(asking.scope, stays, goes),
            "attendances": attendances(asking.scope, stays, goes),
            "moving": [(reasons.kind_in_words(kind.kind), kind) for kind in preview.moving],
            "reasons": reasons.told(pair.reasons),
            "is_certain": pair.score >= CERTAIN,
            "may_decide": pair.state in UNDECIDED and asking.may_decide(stays, goes),
            "links": Link.Kind.choices if stays.kind == Party.Kind.ORGANISATION else [],
            "next": asking.next_pair(pair),
            **progress(asking),
        },
    )


def progress(asking: Asking) -> dict[str, int]:
    """The 17th of 60: what was decided today counts as behind us."""
    behind = asking.decided_today()
    return {"place": behind + 1, "places": behind + asking.open_pairs.count(), "behind": behind}


def chosen_survivor(asked: str | None, pair: PossibleDuplicate) -> Party | None:
    return next((party for party in (pair.first, pair.second) if str(party.pk) == asked), None)


@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    pair = asking.pair(pk)
    asking.must_decide(pair.first, pair.second)
    survivor = chosen_survivor(request.POST.get("survivor"), pair)
    if survivor is None:
        raise Http404
    absorbed = pair.second if survivor.pk == pair.first_id else pair.first
    following = asking.next_pair(pair)
    try:
        made = survivor.merge(absorbed, by=asking.user, reasons=pair.reasons, score=pair.score)
    except refusals.Refusal as refusal:
        return refused(request, refusal, following)
    said = _("%(absorbed)s now counts as %(survivor)s.") % {"absorbed": absorbed, "survivor": survivor}
    toast(request, said, undo=reverse("data:merge-undo", args=[made.pk]))
    return onwards(following)


@require_POST
def keep_apart(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    pair = asking.pair(pk)
    asking.must_decide(pair.first, pair.second)
    following = asking.next_pair(pair)
    try:
        apart = pair.first.keep_apart(pair.second, by=asking.user)
    except refusals.Refusal as refusal:
        return refused(request, refusal, following)
    toast(request, _("They are kept apart."), undo=reverse("data:apart-lift", args=[apart.pk]))
    return onwards(following)


@require_POST
def later(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    pair = asking.pair(pk)
    asking.must_decide(pair.first, pair.second)
    following = asking.next_pair(pair)
    if not pair.put_off(by=asking.user):
        return refused(request, refusals.AlreadyDecided(), following)
    toast(request, _("Left for later."), undo=reverse("data:duplicate-reopen", args=[pair.pk]))
    return onwards(following)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    pair = asking.pair(pk)
    asking.must_decide(pair.first, pair.second)
    pair.take_up(by=asking.user)
    return redirect("data:duplicate", pk=pair.pk)


@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponseBase:
    """They belong together but are not the same: linked, and kept apart."""
    asking = Asking(request)
    pair = asking.pair(pk)
    asking.must_decide(pair.first, pair.second)
    parent = chosen_survivor(request.POST.get("parent"), pair)
    kind = request.POST.get("kind")
    if parent is None or kind not in Link.Kind.values:
        raise Http404
    child = pair.second if parent.pk == pair.first_id else pair.first
    following = asking.next_pair(pair)
    try:
        made = parent.link(child, kind, by=asking.user)
        parent.keep_apart(child, by=asking.user)
    except refusals.Refusal as refusal:
        return refused(request, refusal, following)
    said = _("%(child)s is linked to %(parent)s.") % {"child": child, "parent": parent}
    toast(request, said, undo=reverse("data:link-undo", args=[made.pk]))
    return onwards(following)


@require_POST
def undo_link(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the link away, and the wall that came with it."""
    asking = Asking(request)
    seen = asking.parties.values("pk")
    made = get_object_or_404(Link.objects.filter(parent__in=seen, child__in=seen), pk=pk)
    asking.must_decide(made.parent, made.child)
    first_id, second_id = sorted((made.parent_id, made.child_id))
    made.remove(by=asking.user)
    for apart in KeepApart.objects.filter(first=first_id, second=second_id):
        apart.lift(by=asking.user)
    again = asking.open_pairs.filter(first=first_id, second=second_id).first()
    return onwards(again)


@require_POST
def lift_apart(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    seen = asking.parties.values("pk")
    apart = get_object_or_404(KeepApart.objects.filter(first__in=seen, second__in=seen), pk=pk)
    asking.must_decide(apart.first, apart.second)
    again = PossibleDuplicate.objects.filter(first=apart.first_id, second=apart.second_id).first()
    apart.lift(by=asking.user)
    return redirect("data:duplicate", pk=again.pk) if again else redirect("data:duplicates")


@require_POST
def undo_merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    made: Merge = get_object_or_404(asking.merges, pk=pk)
    asking.must_decide(made.survivor)
    made.undo(by=asking.user)
    toast(request, _("%(survivor)s and %(absorbed)s stand for themselves again.") % both(made))
    first, second = sorted((made.survivor_id, made.absorbed_id))
    again = asking.open_pairs.filter(first=first, second=second).first()
    return redirect("data:duplicate", pk=again.pk) if again else redirect("data:merges")


def both(made: Merge) -> dict[str, Any]:
    parties = Party.objects.in_bulk([made.survivor_id, made.absorbed_id])
    return {"survivor": parties[made.survivor_id], "absorbed": parties[made.absorbed_id]}


@require_POST
def merge_certain(request: HttpRequest) -> HttpResponseBase:
    page = DuplicateList()
    page.setup(request)
    merge_pairs(page, page.asking.open_pairs.filter(score__gte=CERTAIN))
    return redirect("data:duplicates")


@require_POST
def look(request: HttpRequest) -> HttpResponseBase:
    asking = Asking(request)
    enqueue("parties.find_duplicates", by=asking.user)
    toast(request, _("Everfair is looking. What it finds appears here; you can go on working."))
    return redirect("data:duplicates")


@require_GET
def first(request: HttpRequest) -> HttpResponseBase:
    """The pair to begin with."""
    return onwards(Asking(request).next_pair())


def onwards(following: PossibleDuplicate | None) -> HttpResponseBase:
    return redirect("data:duplicate", pk=following.pk) if following else redirect("data:duplicates")


def refused(
    request: HttpRequest, refusal: refusals.Refusal, following: PossibleDuplicate | None
) -> HttpResponseBase:
    """Somebody was faster, or it cannot be: said in words, nothing was changed."""
    messages.error(request, reasons.in_words(refusal.code, refusal.params))
    return onwards(following)
