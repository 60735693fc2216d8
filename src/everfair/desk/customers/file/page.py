"""The page of the customer's file."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from everfair.contact.models import Task
from everfair.desk.customers.access import OfCustomer
from everfair.desk.customers.dealings import may_do
from everfair.desk.customers.edits import CLOSENESS
from everfair.desk.customers.file import aside, who_is_who
from everfair.desk.customers.file.drawn import timeline_rows, way_rows
from everfair.desk.customers.file.further import further_cards
from everfair.desk.customers.file.head_strip import head_strip
from everfair.desk.customers.file.reached import Way
from everfair.desk.customers.file.reading import BELOW, PAGE, TIMELINE, Reading, on_file
from everfair.desk.customers.file.timeline import FEW_MORE, FIRST, KINDS, Timeline
from everfair.desk.customers.file.write_box import write_box
from everfair.parties.models import Party
from everfair.relations import visible, wording
from everfair.relations.models import AnalysisRun, Relationship
from everfair.relations.standing import Standing
from everfair.relations.writing import Writing, taken
from everfair.shows.models import Edition, Participation, RoleHolding
from everfair.shows.scope import Capability
from everfair.ui import beginning, show_choice
from everfair.ui.asking import token_for
from everfair.ui.strip_in_words import sentence

DETAILS = ("address", "industry", "birthday", "languages", "interests", "wishes", "closeness")


class CustomerFile(OfCustomer):
    http_method_names = ["get", "head", "options"]

    @property
    def whole(self) -> bool:
        """Whether the cards further down are asked for with the page, as without scripts."""
        return self.request.GET.get("whole") == "1"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.is_timeline:
            return render(
                request, "customers/_timeline.html", {"party": self.party} | self.timeline_context()
            )
        return render(request, "customers/file.html", self.context() | (self.further() if self.whole else {}))

    @cached_property
    def party(self) -> Party:
        scope = self.scope
        asked = (self.kwargs["pk"], scope.user_id)
        seen = on_file.question(*asked, seen=scope.seen, unplaced=scope.sees_unplaced, whole=self.whole)
        [found] = beginning.ask(self.request, seen)
        if not found:
            raise Http404
        return cast(Party, found[0])

    @cached_property
    def read(self) -> Reading:
        party, shows = self.party, show_choice.chosen(self.request).known
        read = Reading(party, self.scope, shows, beginning.begun(self.request).run)
        read.ahead(self.told)
        return read

    @property
    def told(self) -> Sequence[str]:
        """The kinds of things that this answer tells of."""
        if self.is_timeline:
            return TIMELINE
        may = self.scope.may(Capability.CHANGE_ANY) or self.scope.may(Capability.CHANGE_OWN)
        return (*PAGE, *(BELOW if self.whole else ()), *(("memberships",) if may else ()))

    @property
    def is_timeline(self) -> bool:
        """Whether no more is asked for."""
        return self.request.headers.get("HX-Target") == "timeline"

    @property
    def held(self) -> list[Relationship]:
        return self.read.relationships

    @cached_property
    def writing(self) -> Writing:
        """Told by the relationships the user sees; where there are none, by where the party is otherwise."""
        held = [(row.series_id, row.owner_id) for row in self.held]
        if not held:
            return Writing.about(self.scope, self.party)
        return Writing(self.scope, visible.changes_any(self.scope, held), taken(self.scope, held))

    @property
    def may_write(self) -> bool:
        """For the show of the relationship that is shown."""
        return self.writing.on(self.relationship.series_id if self.relationship else None)

    @cached_property
    def may_change_this(self) -> bool:
        """The relationship that is shown."""
        row = self.relationship
        return row is not None and visible.changes(self.scope, row.series_id, row.owner_id)

    @cached_property
    def relationship(self) -> Relationship | None:
        """The one asked for, else one of the show chosen, else the first."""
        wanted = self.request.GET.get("relationship", "")
        series = show_choice.chosen(self.request).series
        asked = [row for row in self.held if str(row.pk) == wanted]
        here = [row for row in self.held if series is not None and row.series_id == series.id]
        return next(iter([*asked, *here, *self.held]), None)

    @property
    def run(self) -> AnalysisRun | None:
        return self.read.run

    @property
    def standing(self) -> Standing | None:
        return next((one for one in self.read.standings if one.relationship is self.relationship), None)

    @cached_property
    def editions(self) -> Sequence[Edition]:
        """Of the show of this relationship, in the order of the score's path."""
        if self.relationship is None:
            return []
        show, side = self.relationship.series, self.relationship.side
        if self.run and (keys := self.run.editions_of(show.pk, side)):
            gone = Edition(series=show, ordinal=0, label="—")  # with the list that brought it
            return [self.read.editions.get(key, gone) for key in keys]
        return [one for one in show.editions.all() if one.is_held and not one.is_excluded]

    @cached_property
    def taken(self) -> dict[int, list[Participation]]:
        """By edition, on the side of this relationship."""
        side = self.relationship.side if self.relationship is not None else ""
        by_edition: dict[int, list[Participation]] = defaultdict(list)
        for row in self.read.participations:
            if row.role.side == side:
                by_edition[row.edition_id].append(row)
        return by_edition

    @cached_property
    def timeline(self) -> Timeline:
        score = self.standing.score if self.standing else None
        return Timeline(self.read, score, self.editions)

    def timeline_context(self) -> dict[str, Any]:
        kind = self.request.GET.get("kind", "")
        kind = kind if kind in KINDS else ""
        items = self.timeline.items(kind)
        whole = self.request.GET.get("all") == "1" or len(items) <= FIRST + FEW_MORE
        return {
            "items": timeline_rows(items if whole else items[:FIRST], self.party.pk, self.writing),
            "more": 0 if whole else len(items) - FIRST,
            "kind": kind,
            "here": self.here,
            "kinds": KINDS.items(),
            "may_change": self.may_change,
            "may_write": self.may_write,
            "relationship": self.relationship,
        }

    @property
    def here(self) -> SafeString:
        """What addresses of this page begin with, so that they stay with the relationship shown."""
        return SafeString(f"relationship={self.relationship.pk}&amp;" if self.relationship else "")

    def context(self) -> dict[str, Any]:
        context = self.top() | self.timeline_context() | self.who()
        context |= self.standing_context() if self.standing else {}
        waiting = who_is_who.duplicates(self.read)
        return context | {
            "tasks": self.tasks,
            "people": self.read.people,
            "duplicates": waiting,
            "duplicates_url": who_is_who.where_to_decide(waiting, self.scope),
            "merged_from": self.read.merges,
            "group": who_is_who.group(self.read),
            "may_merge": self.scope.may(Capability.MERGE),
            "whole": self.whole,
        }

    @property
    def tasks(self) -> list[Task]:
        """To do, with what the user may do about each."""
        found: list[Any] = [one for one in self.read.tasks if one.cancelled_at is None]
        for one in found:
            one.doable, one.may_call_off = may_do(self.writing, one), self.writing.on(one.series_id)
        return found

    @property
    def holdings(self) -> list[RoleHolding]:
        found: list[Any] = self.read.holdings
        for one in found:
            one.may_remove = self.writing.on(one.series_id)
        return found

    def further(self) -> dict[str, Any]:
        told = {"party": self.party, "standing": self.standing, "may_change_this": self.may_change_this}
        return told | further_cards(self.read, self.relationship, self.standing)

    @property
    def write_box(self) -> SafeString:
        """Whoever works there, or did, may have been spoken with."""
        here = f"?relationship={self.relationship.pk}" if self.relationship else ""
        action = reverse("customers:write", args=[self.party.pk]) + here
        theirs = self.read.people if self.party.kind == Party.Kind.ORGANISATION else ()
        ours = self.read.workers(self.relationship.series_id if self.relationship else None)
        return write_box(action, token_for(self.request), [one.person for one in theirs], ours)

    @property
    def token(self) -> str:
        """Of the forms drawn in Python; empty where the user may change nothing."""
        return token_for(self.request) if self.may_change else ""

    def top(self) -> dict[str, Any]:
        own = self.may_change_this
        strip = head_strip(self.standing, self.editions, self.taken) if self.standing else ""
        return {
            "party": self.party,
            "relationships": self.held,
            "standing": self.standing,
            "strip": strip,
            "sentence": sentence(self.standing) if self.standing else "",
            "may_change_this": own,
            "may_overrule": own and self.may_here(Capability.OVERRULE, self.relationship),
            "run": self.run,
        }

    def standing_context(self) -> dict[str, Any]:
        assert self.standing is not None
        members = aside.rounds_of(self.read.rounds, self.relationship)
        score = self.standing.score
        return {
            "why": aside.Why.of(self.standing),
            "history": aside.history(self.standing, self.editions),
            "focus": aside.focus(self.standing),
            "held_out": aside.held_out_of(members),
            "ladder": wording.ladder_word(score.ladder) if score else "",
            "depth": wording.depth_word(score.depth) if score else "",
        }

    def who(self) -> dict[str, Any]:
        details, outside = self.read.details, self.read.external_ids
        return {
            "write_box": self.write_box if self.may_write else "",
            "names": self.read.names,
            "contacts": way_rows(map(Way, self.read.contacts), self.party.pk, self.token),
            "consents": self.read.consents,
            "external_ids": outside,
            "known": self.party.note or outside or any(getattr(details, name, "") for name in DETAILS),
            "holdings": self.holdings,
            "details": details,
            "closeness": dict(CLOSENESS).get(details.closeness) if details and details.closeness else "",
        }


class Further(CustomerFile):
    """The cards further down alone, fetched when one comes to them."""

    whole = True
    told = ("relationships", "participations", "stands", "dealings", "rounds", *BELOW)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return render(request, "customers/_further.html", self.further())
