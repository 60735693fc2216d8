"""Who gets which play by the plan of a draft, and why; people choose otherwise, or leave customers out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import Case, F, FilteredRelation, Q, QuerySet, Value, When
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from everfair.desk.rounds import plan_words, words
from everfair.desk.rounds.pages.members import Candidates
from everfair.loop.models import NotADraft, Play, Proposal, SegmentPlay
from everfair.relations.models import Score
from everfair.shows.scope import Capability
from everfair.ui.asking import person_of, scope_for
from everfair.ui.lists import BulkAction, Choices, Column
from everfair.ui.lists.cells import DASH
from everfair.ui.toasts import toast

WARNING = 30
TOLD = ("purpose", "by_hand", "tried", "gain", "gain_low", "gain_high", "returned_minor")


def proposal_of(row: Any) -> Proposal | None:
    """The row's proposal, from what was read with it."""
    if row.proposal_id is None:
        return None
    told = {name: getattr(row, f"proposed_{name}") for name in TOLD}
    return Proposal(pk=row.proposal_id, use_id=row.proposed_use_id, **told)


def gain(row: Any) -> str:
    if row.proposed_play_id is None:
        return ""
    told = plan_words.in_points(row.proposed_gain, row.proposed_gain_low, row.proposed_gain_high)
    return told or _("not known yet")


def play_name(row: Any) -> str:
    return row.play_name or ""


def why(row: Any) -> str:
    return plan_words.why(proposal_of(row))


def returned(row: Any) -> int | None:
    return words.in_whole(row.proposed_returned_minor, row.proposed_currency)


def short(read: Callable[[Any], str]) -> Callable[[Any], SafeString]:
    """On one line; a dash where there is nothing."""

    def draw(row: Any) -> SafeString:
        said = read(row)
        return format_html('<span class="nowrap">{}</span>', said) if said else DASH

    return draw


def long(read: Callable[[Any], str]) -> Callable[[Any], SafeString]:
    """A sentence, which needs some width."""
    return lambda row: format_html('<div class="why">{}</div>', read(row))


class Proposed(Candidates):
    code = "proposed"
    title = _l("Customers and their plays")
    default_sort = "-cost"

    def offered_columns(self) -> list[Column]:
        name, segment, stage, strip, chance, area, owner = Candidates.columns
        return [
            name,
            Column("play", _("Play"), value="play_name", draw=short(play_name), sort="play_name", nullable=True),
            Column(
                "gain", _("Expected gain"), value=gain, draw=short(gain), sort="proposed_gain", nullable=True,
                downwards=True,
            ),
            Column(
                "returned", _("Expected return"), value=returned, kind="money",
                currency="proposed_currency", sort="proposed_returned_minor", nullable=True, downwards=True,
            ),
            Column(
                "cost", _("Cost"), value="proposed_cost", kind="money", currency="proposed_currency",
                sort="proposed_cost", nullable=True, downwards=True,
            ),
            Column("why", _("Why"), value=why, draw=long(why)),
            stage,
            chance,
            segment,
            replace(strip, shown=False),
            replace(area, shown=False),
            owner,
        ]  # fmt: skip

    def rows(self) -> QuerySet[Score]:
        own = FilteredRelation(
            "relationship__proposals", condition=Q(relationship__proposals__round=self.round.pk)
        )
        rows = super().rows().annotate(own=own)
        told = {f"proposed_{name}": F(f"own__{name}") for name in TOLD}
        found: QuerySet[Score] = rows.annotate(
            proposal_id=F("own__pk"),
            proposed_use_id=F("own__use"),
            proposed_play_id=F("own__use__play"),
            proposed_currency=Value(self.round.currency),
            proposed_cost=F("own__use__unit_cost_minor"),
            **told,
        ).annotate(play_name=self.named_plays())
        return found

    def named_plays(self) -> Case:
        named = [When(proposed_play_id=play.pk, then=Value(str(play))) for play in self.plays]
        return Case(*named, default=Value(None)) if named else Case(default=Value(""))

    @cached_property
    def plays(self) -> list[Play]:
        return list(Play.objects.filter(uses__segment__round=self.round).distinct())

    def offered_filters(self) -> list[Choices]:
        plays = [(str(play.pk), str(play)) for play in self.plays]
        purposes: list[tuple[str, Any]] = [
            *Proposal.Purpose.choices,
            ("hand", _("set by hand")),
            ("none", _("left alone")),
        ]
        return [
            Choices(code="play", label=_("Play"), field="proposed_play_id", choices=plays),
            Choices(code="purpose", label=_("Purpose"), choices=purposes, apply=by_purpose),
            *super().offered_filters(),
        ]

    def offered_bulk(self) -> list[BulkAction]:
        if not scope_for(self.request).may(Capability.PLAN, self.round.series_id):
            return []
        return [
            BulkAction("choose", _("Choose the play"), "flask", form=form_of(self.plays)),
            BulkAction("leave_out", _("Leave out"), "eye-off"),
            BulkAction("to_plan", _("Leave to the plan"), "route"),
        ]

    def bulk_choose(self, rows: QuerySet[Any], form: Any) -> None:
        """Where the customer's segment offers the play; the others stay as they are."""
        uses = SegmentPlay.objects.filter(segment__round=self.round, play=form.cleaned_data["play"])
        of_segment = {use.segment_id: use for use in uses}
        fallen = dict(rows.values_list("relationship_id", "segment_id"))
        choices: dict[int, SegmentPlay | None] = {
            key: of_segment[segment] for key, segment in fallen.items() if segment in of_segment
        }
        self.propose(choices)
        if left := len(fallen) - len(choices):
            told = ngettext(
                "{n} customer is in a segment without this play.",
                "{n} customers are in segments without this play.",
                left,
            )
            toast(self.request, told.format(n=left), level=WARNING)

    def bulk_leave_out(self, rows: QuerySet[Any], form: Any) -> None:
        self.propose(dict.fromkeys(rows.values_list("relationship_id", flat=True)))

    def bulk_to_plan(self, rows: QuerySet[Any], form: Any) -> None:
        try:
            self.round.leave_to_plan(
                rows.values_list("relationship_id", flat=True), by=person_of(self.request)
            )
        except NotADraft:
            toast(self.request, words.refusal("not_draft", {}), level=WARNING)

    def propose(self, choices: dict[int, SegmentPlay | None]) -> None:
        if not choices:
            return
        try:
            self.round.propose(choices, by=person_of(self.request))
        except NotADraft:
            toast(self.request, words.refusal("not_draft", {}), level=WARNING)
            return
        told = ngettext(
            "Noted for {n} customer; the rest is planned anew.",
            "Noted for {n} customers; the rest is planned anew.",
            len(choices),
        )
        toast(self.request, told.format(n=len(choices)))


def form_of(plays: list[Play]) -> type[forms.Form]:
    """Which of the round's plays."""

    class PlayChoice(forms.Form):
        play = forms.ModelChoiceField(
            Play.objects.filter(pk__in=[play.pk for play in plays]), label=_("Play"), empty_label=None
        )

    return PlayChoice


def by_purpose(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    planned = Q(proposed_by_hand=False, proposed_play_id__isnull=False)
    wanted = {
        "earn": planned & Q(proposed_purpose=Proposal.Purpose.EARN),
        "learn": planned & Q(proposed_purpose=Proposal.Purpose.LEARN),
        "hand": Q(proposed_by_hand=True),
        "none": Q(proposed_play_id=None),
    }
    condition = Q(pk=None)
    for value in values:
        condition |= wanted[value]
    return rows.filter(condition)
