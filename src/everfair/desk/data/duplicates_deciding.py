"""Deciding on a pair: merge, keep apart, later, link; and taking each back."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everfair.desk.data.duplicates_access import Asking, of_pair
from everfair.desk.data.duplicates_row import Row, onwards, told
from everfair.desk.data.duplicates_sides import beside
from everfair.desk.data.duplicates_trail import decided, forget
from everfair.parties import reasons, refusals
from everfair.parties.models import KeepApart, Link, Merge, Party, PossibleDuplicate


class Deciding:
    """A decision about a pair, asked for by somebody who may; afterwards on to the next of the row."""

    def __init__(self, request: HttpRequest, pk: int) -> None:
        self.request = request
        self.asking = Asking(request)
        self.pair = self.asking.pair(pk)
        self.asking.must_decide(self.pair.first, self.pair.second)
        self.following = Row.of(request).beside(self.pair, 1)

    @property
    def user(self) -> Any:
        return self.asking.user

    def named(self, field: str) -> tuple[Party, Party]:
        """(the one named in the form, the other)."""
        one = chosen_of(self.request.POST.get(field), self.pair)
        if one is None:
            raise Http404
        return one, self.pair.second if one.pk == self.pair.first_id else self.pair.first

    def done(self, kind: str, key: int, said: str) -> HttpResponseBase:
        decided(self.request, kind, key, said)
        return onwards(self.request, self.following)

    def refused(self, refusal: refusals.Refusal) -> HttpResponseBase:
        """Somebody was faster, or it cannot be: said in words, nothing was changed."""
        messages.error(self.request, reasons.in_words(refusal.code, refusal.params))
        return onwards(self.request, self.following)


def chosen_of(asked: str | None, pair: PossibleDuplicate) -> Party | None:
    return next((party for party in (pair.first, pair.second) if str(party.pk) == asked), None)


@require_POST
@of_pair
def merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    deciding = Deciding(request, pk)
    survivor, absorbed = deciding.named("survivor")
    pair = deciding.pair
    names = {"absorbed": beside(absorbed, survivor), "survivor": beside(survivor, absorbed)}
    try:
        made = survivor.merge(absorbed, by=deciding.user, reasons=pair.reasons, score=pair.score)
    except refusals.Refusal as refusal:
        return deciding.refused(refusal)
    return deciding.done("merge", made.pk, _("%(absorbed)s now counts as %(survivor)s.") % names)


@require_POST
@of_pair
def keep_apart(request: HttpRequest, pk: int) -> HttpResponseBase:
    deciding = Deciding(request, pk)
    try:
        apart = deciding.pair.first.keep_apart(deciding.pair.second, by=deciding.user)
    except refusals.Refusal as refusal:
        return deciding.refused(refusal)
    return deciding.done("apart", apart.pk, _("They are kept apart."))


@require_POST
@of_pair
def later(request: HttpRequest, pk: int) -> HttpResponseBase:
    deciding = Deciding(request, pk)
    if not deciding.pair.put_off(by=deciding.user):
        return deciding.refused(refusals.AlreadyDecided())
    return deciding.done("later", deciding.pair.pk, _("Left for later."))


@require_POST
@of_pair
def link(request: HttpRequest, pk: int) -> HttpResponseBase:
    """They belong together but are not the same: linked, and kept apart."""
    deciding = Deciding(request, pk)
    parent, child = deciding.named("parent")
    kind = request.POST.get("kind")
    if kind not in Link.Kind.values:
        raise Http404
    try:
        with transaction.atomic():
            made = parent.link(child, kind, by=deciding.user)
            parent.keep_apart(child, by=deciding.user)
    except refusals.Refusal as refusal:
        return deciding.refused(refusal)
    said = _("%(child)s is linked to %(parent)s.") % {"child": child, "parent": parent}
    return deciding.done("link", made.pk, said)


@require_POST
@of_pair
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    pair = asking.pair(pk)
    asking.must_decide(pair.first, pair.second)
    pair.take_up(by=asking.user)
    forget(request, "later", pk)
    return to_pair(request, pair)


@require_POST
def undo_link(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the link away, and the wall that came with it."""
    asking = Asking(request)
    seen = asking.parties.values("pk")
    made = get_object_or_404(Link.objects.filter(parent__in=seen, child__in=seen), pk=pk)
    asking.must_decide(made.parent, made.child)
    ends = made.parent_id, made.child_id
    with transaction.atomic():
        made.remove(by=asking.user)
        for apart in KeepApart.objects.filter(first=min(ends), second=max(ends)):
            apart.lift(by=asking.user)
    forget(request, "link", pk)
    return to_pair(request, asked_about(asking, *ends))


@require_POST
def lift_apart(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    seen = asking.parties.values("pk")
    apart = get_object_or_404(KeepApart.objects.filter(first__in=seen, second__in=seen), pk=pk)
    asking.must_decide(apart.first, apart.second)
    ends = apart.first_id, apart.second_id
    apart.lift(by=asking.user)
    forget(request, "apart", pk)
    return to_pair(request, asked_about(asking, *ends))


@require_POST
def undo_merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    asking = Asking(request)
    made: Merge = get_object_or_404(asking.merges, pk=pk)
    asking.must_decide(made.survivor.root)
    undone = made.undo(by=asking.user)
    forget(request, "merge", pk)
    if undone:
        said = _("%(survivor)s and %(absorbed)s stand for themselves again.") % both(made)
        messages.success(request, said)
    else:
        messages.warning(request, _("This merge has been undone already."))
    again = asked_about(asking, made.survivor_id, made.absorbed_id)
    return to_pair(request, again) if again else redirect("data:merges")


def both(made: Merge) -> dict[str, Any]:
    parties = Party.objects.in_bulk([made.survivor_id, made.absorbed_id])
    return {"survivor": parties[made.survivor_id], "absorbed": parties[made.absorbed_id]}


def asked_about(asking: Asking, one: int, other: int) -> PossibleDuplicate | None:
    return asking.open_pairs.filter(first=min(one, other), second=max(one, other)).first()


def to_pair(request: HttpRequest, pair: PossibleDuplicate | None) -> HttpResponseBase:
    if pair is None:
        return redirect("data:duplicates")
    query = told(request.GET)
    path = reverse("data:duplicate", args=[pair.pk])
    return redirect(f"{path}?{query}" if query else path)
