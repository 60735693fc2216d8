"""The page of the customer's file."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from everfair.contact.models import Task
from everfair.desk.customers.access import OfCustomer
from everfair.desk.customers.dealings import DealingForm
from everfair.desk.customers.edits import CLOSENESS, details_shown
from everfair.desk.customers.file import aside, who_is_who
from everfair.desk.customers.file.head_strip import head_strip
from everfair.desk.customers.file.reached import ways
from everfair.desk.customers.file.timeline import FIRST, KINDS, Timeline
from everfair.desk.customers.listing.editions import Editions
from everfair.parties import forest
from everfair.parties.models import Consent, ExternalId, Name, Party
from everfair.relations import visible, wording
from everfair.relations.models import AnalysisRun, Relationship
from everfair.relations.standing import Standing, standing_of
from everfair.shows.models import Edition, Participation, RoleHolding
from everfair.shows.scope import Capability
from everfair.ui import show_choice
from everfair.ui.strip_in_words import sentence

DETAILS = ("address", "industry", "birthday", "languages", "interests", "wishes", "closeness")


class CustomerFile(OfCustomer):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            self.party  # noqa: B018 - read first of all
        except Http404:
            if survivor := self.merged_into():
                return redirect("customers:file", survivor)
            raise
        if request.headers.get("HX-Target") == "timeline":
            return render(
                request, "customers/_timeline.html", {"party": self.party} | self.timeline_context()
            )
        return render(request, "customers/file.html", self.context())

    def merged_into(self) -> int | None:
        """Whoever this party was merged into, if the user sees them: old addresses still lead to the customer."""
        asked = self.kwargs["pk"]
        if not Party.objects.filter(pk=asked).exclude(merged_into=None).exists():
            return None
        root = forest.roots([asked])[asked]
        return root if visible.parties(self.scope).filter(pk=root).exists() else None

    @cached_property
    def held(self) -> list[Relationship]:
        return list(self.relationships)

    @cached_property
    def relationship(self) -> Relationship | None:
        """The one asked for, else one of the show chosen, else the first."""
        wanted = self.request.GET.get("relationship", "")
        series = show_choice.chosen(self.request).series
        asked = [row for row in self.held if str(row.pk) == wanted]
        here = [row for row in self.held if series is not None and row.series_id == series.id]
        return next(iter([*asked, *here, *self.held]), None)

    @cached_property
    def run(self) -> AnalysisRun | None:
        return AnalysisRun.published()

    @cached_property
    def standing(self) -> Standing | None:
        return standing_of([self.relationship], self.run)[0] if self.relationship else None

    @cached_property
    def editions(self) -> Sequence[Edition]:
        """Of the show of this relationship, in the order of the score's path."""
        if self.relationship is None:
            return []
        show = show_choice.chosen(self.request).known[self.relationship.series_id]
        by_key = {one.pk: one for one in show.editions.all()}
        places = Editions(show.pk, self.run).places(self.relationship.side)
        return [by_key[key] for key in places if key in by_key]

    @cached_property
    def taken(self) -> dict[int, list[Participation]]:
        rows = Participation.objects.filter(party=self.party, edition__in=[one.pk for one in self.editions])
        if self.relationship is not None:
            rows = rows.filter(role__side=self.relationship.side)
        by_edition: dict[int, list[Participation]] = defaultdict(list)
        for row in rows.prefetch_related("stands"):
            by_edition[row.edition_id].append(row)
        return by_edition

    @cached_property
    def timeline(self) -> Timeline:
        score = self.standing.score if self.standing else None
        return Timeline(self.party, self.scope, self.party.family, score, self.editions)

    def timeline_context(self) -> dict[str, Any]:
        kind = self.request.GET.get("kind", "")
        kind = kind if kind in KINDS else ""
        items = self.timeline.items(kind)
        whole = self.request.GET.get("all") == "1"
        return {
            "items": items if whole else items[:FIRST],
            "more": 0 if whole else max(len(items) - FIRST, 0),
            "kind": kind,
            "kinds": KINDS.items(),
            "may_change": self.may_change,
            "relationship": self.relationship,
        }

    def context(self) -> dict[str, Any]:
        context = self.head() | self.timeline_context() | self.who()
        context |= self.standing_context() if self.standing else {}
        waiting = who_is_who.duplicates(self.party, self.scope)
        return context | {
            "tasks": self.open_tasks(),
            "write": DealingForm(party=self.party),
            "worth": aside.worth(self.party, self.scope),
            "people": aside.people(self.party, self.scope),
            "duplicates": waiting,
            "duplicates_url": who_is_who.where_to_decide(waiting, self.scope),
            "merged_from": who_is_who.merged_from(self.party),
            "group": who_is_who.group(self.party, self.scope),
            "may_merge": self.scope.may(Capability.MERGE),
            "sources": list(aside.sources(self.party, self.scope)),
        }

    def head(self) -> dict[str, Any]:
        row = self.relationship
        own = (
            row is not None and self.relationships.filter(visible.changeable(self.scope), pk=row.pk).exists()
        )
        strip = head_strip(self.standing, self.editions, self.taken) if self.standing else ""
        return {
            "party": self.party,
            "relationships": self.held,
            "standing": self.standing,
            "strip": strip,
            "sentence": sentence(self.standing) if self.standing else "",
            "may_change_this": own,
            "may_overrule": own and self.may_here(Capability.OVERRULE, row),
            "run": self.run,
        }

    def standing_context(self) -> dict[str, Any]:
        assert self.standing is not None
        members = list(aside.rounds(self.relationship))
        score = self.standing.score
        return {
            "why": aside.Why.of(self.standing),
            "history": aside.history(self.standing, self.editions),
            "focus": aside.focus(self.standing),
            "rounds": members,
            "held_out": aside.held_out_of(members),
            "ladder": wording.ladder_word(score.ladder) if score else "",
            "depth": wording.depth_word(score.depth) if score else "",
        }

    def who(self) -> dict[str, Any]:
        holdings = RoleHolding.objects.filter(self.scope.series_filter(), party=self.party)
        details = details_shown(self.party)
        outside = ExternalId.objects.filter(party=self.party)
        return {
            "names": Name.objects.filter(party=self.party).exclude(text__in=(self.party.zh, self.party.en)),
            "contacts": list(ways(self.party)),
            "consents": Consent.objects.filter(party=self.party).order_by("-given_at"),
            "external_ids": outside,
            "known": self.party.note or outside or any(getattr(details, name, "") for name in DETAILS),
            "holdings": holdings.select_related("role", "series"),
            "details": details,
            "closeness": dict(CLOSENESS).get(details.closeness) if details and details.closeness else "",
        }

    def open_tasks(self) -> Any:
        rows = Task.objects.filter(self.timeline.seen, party=self.party, done_at=None, cancelled_at=None)
        return rows.select_related("assignee").order_by(F("due_on").asc(nulls_last=True), "pk")
