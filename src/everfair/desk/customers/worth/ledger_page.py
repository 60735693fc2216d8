"""The ledger of one relationship: editions with their values and costs, the running sum, and every line behind it."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair import journal
from everfair.desk.customers.access import OfCustomer
from everfair.desk.customers.file.reading import Reading, on_file
from everfair.desk.customers.worth.account import Account
from everfair.desk.customers.worth.posts import Origin, Post
from everfair.desk.customers.worth.standing import Worth
from everfair.relations import visible
from everfair.relations.models import LedgerEntry, Relationship
from everfair.relations.models.ledger import COSTS
from everfair.shows.scope import Capability
from everfair.tables.values.amounts import in_units
from everfair.tables.writing import Value
from everfair.ui import sending, show_choice
from everfair.ui.beginning import begun


class LedgerPage(OfCustomer):
    http_method_names = ["get", "head", "options"]

    @cached_property
    def read(self) -> Reading:
        scope = self.scope
        asked = (self.kwargs["pk"], scope.user_id)
        found = on_file(*asked, seen=scope.seen, unplaced=scope.sees_unplaced, whole=True)
        if not found:
            raise Http404
        return Reading(found[0], scope, show_choice.chosen(self.request).known, begun(self.request).run)

    @cached_property
    def relationship(self) -> Relationship:
        wanted = self.kwargs["relationship"]
        found = next((one for one in self.read.relationships if one.pk == wanted), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def account(self) -> Account:
        return Worth(self.read, self.relationship).account

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("export", "")
        if asked:
            return self.sent(asked)
        here = self.relationship
        context = {
            "party": self.read.party,
            "relationship": here,
            "account": self.account,
            "groups": self.account.groups[::-1],
            "lines": [line(one) for one in reversed(self.account.posts)],
            "left_out": [line(one) for one in self.account.left_out],
            "kinds": [(str(kind.label), kind in COSTS) for kind in LedgerEntry.Kind],
            "may_change": visible.changes(self.scope, here.series_id, here.owner_id),
            "may_export": self.may_export,
        }
        return render(request, "customers/ledger.html", context)

    @property
    def may_export(self) -> bool:
        return self.scope.may(Capability.EXPORT, self.relationship.series_id)

    def sent(self, kind: str) -> HttpResponseBase:
        if kind not in sending.KINDS or not self.may_export:
            raise Http404
        here, exact = self.relationship, self.request.GET.get("exact") == "1"
        told = {"list": "relationship-ledger", "kind": kind, "exact": exact, "count": len(self.account.posts)}
        with transaction.atomic():
            journal.record(
                "list.export", here, by=self.person, party=here.party_id, series=here.series_id,
                params=told | {"filters": []},
            )  # fmt: skip
        return sending.send(kind, f"ledger-{here.pk}", header(), list(rows(self.account)), exact)


def line(one: Post) -> dict[str, Any]:
    return {
        "post": one,
        "kind": LedgerEntry.Kind(one.kind).label,
        "is_cost": one.kind in COSTS,
        "words": words(one),
    }


def words(one: Post) -> str:
    """Where a line comes from."""
    if one.origin is Origin.STANDS:
        return _("Margin of the stands")
    if one.origin is Origin.CONTACTS:
        return ngettext("{n} contact", "{n} contacts", one.count).format(n=one.count)
    if one.origin is Origin.PLAY:
        return _("Play: {title}").format(title=one.note)
    if one.origin is Origin.SUGGESTION:
        return _("Suggestion adopted: {text}").format(text=one.note[:80])
    return one.note


def header() -> list[str]:
    return [
        _("Date"), _("Edition"), _("Kind of value or cost"), _("What for"), _("Amount"), _("Currency"),
        _("Running sum"), _("Source"),
    ]  # fmt: skip


def rows(account: Account) -> Iterator[list[Value]]:
    """In the order of their days; a cost is written below 0."""
    running = 0
    for one in account.posts:
        signed = -one.amount_minor if one.kind in COSTS else one.amount_minor
        running += signed
        yield [
            one.day, str(one.edition or ""), str(LedgerEntry.Kind(one.kind).label), words(one),
            in_units(signed, one.currency), one.currency, in_units(running, one.currency), one.source,
        ]  # fmt: skip
