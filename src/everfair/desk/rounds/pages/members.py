"""Who is in a round: of a draft, who would be; of a started one, who is treated and who is held out."""

from typing import Any, ClassVar

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from everfair.loop.candidates import allotted
from everfair.loop.models import Member, Round
from everfair.parties.search import matching
from everfair.relations.models import Score
from everfair.ui.lists import Choices, Column, ListPage
from everfair.ui.stages import stage_choices


class OfThisRound:
    """What both lists share."""

    round: Round
    template_name: ClassVar[str] = "rounds/members.html"
    search_hint: ClassVar[str | Promise] = _("Name, pinyin, initials")
    searches_names: ClassVar[bool] = True

    @property
    def file_name(self) -> str:
        """In the reader's language, as the page is headed."""
        return f"{self.round}-{self.title}"  # type: ignore[attr-defined]

    def segment_choices(self) -> list[tuple[str, str]]:
        return [(str(segment.pk), str(segment)) for segment in self.round.segments.all()]

    def extra_context(self) -> dict[str, Any]:
        return {"round": self.round}


def plays_of(row: Member) -> str:
    """Its one play, or all of its segment."""
    uses = [row.use] if row.use else row.segment.plays.all()
    return ", ".join(str(use.play) for use in uses)


class Members(OfThisRound, ListPage[Member]):
    code = "members"
    round: Round = Round()
    title = _("Customers of the round")
    columns = (
        Column(
            "name",
            _("Name"),
            value="relationship.party",
            kind="title",
            sort="relationship__party__sort_key",
            under="relationship.party.other_name",
        ),
        Column("segment", _("Segment"), value="segment", sort="segment__position"),
        Column("play", _("Play meant for it"), value=plays_of, sort="use__play", nullable=True),
        Column(
            "arm",
            _("Treated or held out"),
            value="is_held_out",
            template="rounds/_arm.html",
            sort="is_held_out",
            export=lambda row: str(_("held out") if row.is_held_out else _("treated")),
        ),
        Column("stage", _("Stage then"), value="stage", kind="stage", sort="stage"),
        Column(
            "chance",
            _("Chance then"),
            value="chance",
            kind="percent",
            sort="chance",
            nullable=True,
            downwards=True,
        ),
        Column(
            "owner", _("Owner"), value="relationship.owner", sort="relationship__owner__name", nullable=True
        ),
    )
    default_sort = "name"

    def rows(self) -> QuerySet[Member]:
        related = ("relationship__party", "relationship__owner", "segment", "use__play")
        return self.round.members.select_related(*related).prefetch_related("segment__plays__play")

    def offered_filters(self) -> list[Choices]:
        arms = [("0", _("treated")), ("1", _("held out"))]
        return [
            Choices(code="segment", label=_("Segment"), field="segment_id", choices=self.segment_choices()),
            Choices(code="held_out", label=_("Treated or held out"), choices=arms, apply=by_arm),
            Choices(code="stage", label=_("Stage then"), choices=stage_choices),
        ]

    def search(self, rows: QuerySet[Member], text: str) -> QuerySet[Member]:
        return rows.filter(matching(text, path="relationship__party_id"))

    def link(self, row: Member) -> str:
        return reverse("customers:file", args=[row.relationship.party_id])


def by_arm(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    return rows.filter(is_held_out__in=[value == "1" for value in values])


class Candidates(OfThisRound, ListPage[Score]):
    code = "candidates"
    round: Round = Round()
    title = _("Customers who would be in the round")
    columns = (
        Column(
            "name",
            _("Name"),
            value="relationship.party",
            kind="title",
            sort="relationship__party__sort_key",
            under="relationship.party.other_name",
        ),
        Column("segment", _("Segment"), value="segment_name", sort="segment_id", nullable=True),
        Column("stage", _("Stage"), value="stage_now", kind="stage", sort="stage_now"),
        Column("strip", _("Editions"), value="strip", kind="strip"),
        Column(
            "chance",
            _("Chance"),
            template="rounds/_chance.html",
            sort="chance",
            nullable=True,
            downwards=True,
            export=lambda row: row.chance,
        ),
        Column(
            "area",
            _("Last area"),
            value="last_area_dm2",
            kind="area",
            sort="last_area_dm2",
            nullable=True,
            downwards=True,
        ),
        Column(
            "owner", _("Owner"), value="relationship.owner", sort="relationship__owner__name", nullable=True
        ),
    )
    default_sort = "-chance"

    def rows(self) -> QuerySet[Score]:
        named = [When(segment_id=key, then=Value(name)) for key, name in self.segment_choices()]
        rows = allotted(self.round).select_related("relationship__party", "relationship__owner")
        found: QuerySet[Score] = rows.annotate(segment_name=Case(*named, default=Value("")))
        return found

    def offered_filters(self) -> list[Choices]:
        none = ("none", _("in no segment"))
        return [
            Choices(
                code="segment", label=_("Segment"), choices=[*self.segment_choices(), none], apply=by_segment
            ),
            Choices(code="stage", label=_("Stage"), field="stage_now", choices=stage_choices),
        ]

    def search(self, rows: QuerySet[Score], text: str) -> QuerySet[Score]:
        return rows.filter(matching(text, path="relationship__party_id"))

    def link(self, row: Score) -> str:
        return reverse("customers:file", args=[row.relationship.party_id])


def by_segment(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    named = rows.filter(segment_id__in=[int(value) for value in values if value != "none"])
    return named | rows.filter(segment_id=None) if "none" in values else named
