"""Those who answered on a topic: what they expected, what they saw."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from everfair.desk.findings.panels.gaps import VERDICTS
from everfair.shows.models.role import Side
from everfair.surveys.models import Answer, Asks, Item, Response
from everfair.surveys.visible import topics as topics_seen
from everfair.ui.asking import scope_for
from everfair.ui.lists import Choices, Column, Contains, ListPage, NumberRange, OneOf
from everfair.ui.of_series import SeenSeries

MEANT_BEFORE = {Asks.PERFORMANCE: Asks.EXPECTATION, Asks.GOAL_REACHED: Asks.GOAL_SET}
"""What an answer is compared with; others stand alone."""
SHARE = Case(
    When(item__is_turned=True, then=F("item__high") - F("value")), default=F("value") - F("item__low")
) / (F("item__high") - F("item__low"))  # fmt: skip
"""An answer on its scale, from 0 to 1, the good end being 1."""


def who(row: Answer) -> str:
    return str(row.response.party or row.response.respondent or unnamed_word())


def unnamed_word() -> str:
    return _("unnamed respondent")


def before(asks: str) -> QuerySet[Answer]:
    """The answer the outer one is compared with: of the same response, else of the same customer and edition."""
    return Answer.objects.filter(item__asks=asks, item__topic=OuterRef("item__topic"), value__isnull=False)


def paired(asks: str) -> Coalesce:
    own = before(asks).filter(response=OuterRef("response"))
    same = before(asks).filter(
        Q(response__party=OuterRef("response__party")),
        response__series=OuterRef("response__series"),
        response__side=OuterRef("response__side"),
        response__edition=OuterRef("response__edition"),
    )
    unnamed = before(asks).filter(
        response__party=None,
        response__respondent=OuterRef("response__respondent"),
        response__series=OuterRef("response__series"),
        response__edition=OuterRef("response__edition"),
    )
    named = Subquery(unnamed.exclude(response__respondent="").values("value")[:1])
    return Coalesce(Subquery(own.values("value")[:1]), Subquery(same.values("value")[:1]), named)


class Respondents(SeenSeries, ListPage[Answer]):
    code = "respondents"
    title = _l("Respondents")
    about = _l("Who answered on a topic or a question: what they said, and what they had expected.")
    searchable = False
    default_sort = "-gap"
    template_name = "findings/respondents.html"
    empty_icon = "mood-empty"
    empty_title = _l("Nobody answered so")
    columns = (
        Column("who", _l("Customer"), value=who, kind="title"),
        Column("topic", _l("Topic"), value="item.topic"),
        Column("expected", pgettext_lazy("findings", "Expected"), kind="number", sort="expected", nullable=True),
        Column("value", _l("Answered"), kind="number", sort="value", nullable=True),
        Column("words", _l("In words"), value="text"),
        Column("gap", _l("Gap"), kind="number", sort="gap", downwards=True, nullable=True),
        Column("edition", _l("Edition"), value="response.edition"),
        Column("instrument", _l("Questionnaire"), value="response.instrument"),
        Column(
            "date", _l("Date"), value="response.answered_on", kind="date", sort="response__answered_on",
            downwards=True,
        ),
        Column("source", _l("Source"), value="response.source", shown=False),
    )  # fmt: skip

    @cached_property
    def asks(self) -> Asks:
        wanted = self.request.GET.get("asks", "")
        return Asks(wanted) if wanted in Asks.values else Asks.PERFORMANCE

    def offered_columns(self) -> Sequence[Column]:
        """Without those that say nothing of such a question."""
        empty = set() if self.asks in MEANT_BEFORE else {"expected", "gap"}
        empty |= {"value"} if self.asks.is_text else {"words"}
        empty |= set() if self.asks.topic_kinds else {"topic"}
        return [column for column in self.columns if column.code not in empty]

    @property
    def sort(self) -> str:
        """Who is disappointed most first; else the lowest answer."""
        otherwise = self.default_sort if self.asks in MEANT_BEFORE else "" if self.asks.is_text else "value"
        return self.state.sort or otherwise

    def rows(self) -> QuerySet[Answer]:
        seen = scope_for(self.request).series_filter("response__series_id")
        rows = Answer.objects.filter(seen, response__series=self.series, item__asks=self.asks)
        if self.asks.is_text:
            return self.told(rows.exclude(text=""), Value(None, FloatField()))
        before = MEANT_BEFORE.get(self.asks)
        return self.told(
            rows.filter(value__isnull=False), paired(before) if before else Value(None, FloatField())
        )

    def told(self, rows: QuerySet[Answer], expected: Any) -> QuerySet[Answer]:
        rows = rows.annotate(expected=expected, share=SHARE)
        told = Case(
            When(expected__gt=F("value"), then=Value("dissatisfied")),
            When(expected__lt=F("value"), then=Value("delighted")),
            When(expected=F("value"), then=Value("basically_satisfied")),
            output_field=CharField(),
        )
        related = ("response__party", "response__edition__series", "response__instrument", "item__topic")
        return rows.annotate(gap=F("expected") - F("value"), verdict=told).select_related(*related)

    def offered_filters(self) -> Any:
        topics = topics_seen(scope_for(self.request)).filter(items__asks=self.asks).distinct()
        editions = [(str(one.pk), str(one)) for one in self.series.editions.order_by("-ordinal")]
        named = [(one.code, str(one)) for one in topics]
        asked = [(one.value, one.label) for one in self.asked_here()]
        return (
            OneOf(code="topic", label=_l("Topic"), choices=named, field="item__topic__code"),
            Choices(code="verdict", label=_l("Verdict"), choices=list(VERDICTS.items())),
            Choices(code="side", label=_l("Side"), choices=Side.choices, field="response__side"),
            OneOf(code="edition", label=_l("Edition"), choices=editions, field="response__edition"),
            OneOf(code="asks", label=_l("Asks for"), choices=asked, apply=lambda rows, values: rows),
            NumberRange(code="share", label=_l("Answer on its scale"), unit="%", scale=Decimal(".01")),
            Contains(code="words", label=_l("In words"), field="text"),
        )

    def asked_here(self) -> list[Asks]:
        """What anybody answered at this show."""
        answered = Response.objects.filter(series=self.series, answers__item=OuterRef("pk"))
        codes = set(Item.objects.filter(Exists(answered)).values_list("asks", flat=True)) | {self.asks}
        return [one for one in Asks if one in codes]

    def link(self, row: Answer) -> str:
        party = row.response.party_id
        return reverse("customers:file", args=[party]) if party else ""

    def extra_context(self) -> dict[str, Any]:
        return {"series": self.series}
