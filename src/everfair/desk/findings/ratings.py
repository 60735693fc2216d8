"""Ratings of a competing show, one by one: who gave it what, and what ours got from the same."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import ExpressionWrapper, F, FloatField, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from everfair.desk.findings.raters import SHARE, of_rival
from everfair.desk.findings.respondents import SHARE as OURS
from everfair.desk.findings.respondents import unnamed_word
from everfair.shows.models.role import Side
from everfair.surveys.models import Answer, Competitor, Rating, Topic
from everfair.surveys.visible import competitors
from everfair.ui.asking import scope_for
from everfair.ui.lists import Choices, Column, ListPage, NumberRange, OneOf
from everfair.ui.of_series import SeenSeries


def ours() -> Subquery:
    """What the same customer answered on the topic of ours, the latest counting."""
    same = Answer.objects.filter(
        item__asks="performance", item__topic=OuterRef("topic"), response__party=OuterRef("party"),
        response__series=OuterRef("series"), value__isnull=False,
    ).annotate(share=OURS).order_by("-response__answered_on", "-pk")  # fmt: skip
    return Subquery(same.values("share")[:1], output_field=FloatField())


def who(row: Rating) -> str:
    return str(row.party or row.respondent or unnamed_word())


class Ratings(SeenSeries, ListPage[Rating]):
    code = "ratings"
    about = _l("Who rated it on which topic, and how the same customer rated ours.")
    searchable = False
    default_sort = "apart"
    template_name = "findings/ratings.html"
    empty_icon = "mood-empty"
    empty_title = _l("Nobody rated it so")
    columns = (
        Column("who", _l("Customer"), value=who, kind="title"),
        Column("topic", _l("Topic"), value="topic"),
        Column("theirs", _l("The competing show"), kind="percent", sort="theirs", downwards=True),
        Column("ours", _l("Our show"), kind="percent", sort="ours", nullable=True, downwards=True),
        Column("apart", _l("Ours less theirs"), kind="percent", sort="apart", nullable=True),
        Column("edition", _l("Edition"), value="edition"),
        Column("date", _l("Date"), value="rated_on", kind="date", sort="rated_on", downwards=True),
        Column("source", _l("Source"), value="source", shown=False),
    )  # fmt: skip

    @cached_property
    def competitor(self) -> Competitor:
        return get_object_or_404(
            competitors(scope_for(self.request)).filter(series=self.series), pk=self.kwargs["rival"]
        )

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.competitor.name

    @cached_property
    def side(self) -> str:
        wanted = self.request.GET.get("side", "")
        return wanted if wanted in Side.values else Side.EXHIBITOR.value

    def rows(self) -> QuerySet[Rating]:
        rows = of_rival(scope_for(self.request), self.series, self.side, self.competitor.pk)
        rows = rows.annotate(theirs=SHARE, ours=ours())
        apart = ExpressionWrapper(F("ours") - F("theirs"), output_field=FloatField())
        return rows.annotate(apart=apart).select_related("party", "topic", "edition__series")

    def offered_filters(self) -> Any:
        rated = Rating.objects.filter(competitor=self.competitor).values("topic")
        topics = [(one.code, str(one)) for one in Topic.objects.filter(pk__in=rated)]
        editions = [(str(one.pk), str(one)) for one in self.series.editions.order_by("-ordinal")]
        return (
            OneOf(code="topic", label=_l("Topic"), choices=topics, field="topic__code"),
            OneOf(code="edition", label=_l("Edition"), choices=editions, field="edition"),
            Choices(code="side", label=_l("Side"), choices=Side.choices, field="side"),
            NumberRange(code="theirs", label=_l("The competing show"), unit="%", scale=Decimal(".01")),
        )

    def link(self, row: Rating) -> str:
        return reverse("customers:file", args=[row.party_id]) if row.party_id else ""

    def extra_context(self) -> dict[str, Any]:
        return {"series": self.series, "rival": self.competitor}
