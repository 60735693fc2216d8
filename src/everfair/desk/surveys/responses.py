"""Responses: who answered what, when, and where it came from."""

from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everfair.desk.surveys.access import InRoom
from everfair.intake.models import ImportedRow
from everfair.relations import visible as relations_visible
from everfair.shows.models import Edition
from everfair.shows.models.role import Side
from everfair.shows.scope import Capability
from everfair.surveys import taking_out, visible
from everfair.surveys.models import Instrument, Response, Topic
from everfair.ui import show_choice, undoing
from everfair.ui.asking import scope_for
from everfair.ui.lists import Choices, Column, DateRange, Flag, ListPage, OneOf
from everfair.ui.toasts import toast


def who(row: Response) -> str:
    """A customer, a respondent known by a name or number, or nobody."""
    return str(row.party) if row.party else row.respondent or str(_("unnamed"))


def under(row: Response) -> str:
    told = [str(row.person) if row.person else "", row.respondent if row.party_id else ""]
    return " · ".join(filter(None, told))


class ResponseList(ListPage[Response]):
    code = "responses"
    title = gettext_lazy("Responses")
    about = gettext_lazy("Who answered which questionnaire, at which edition, before the show or after it.")
    search_hint = gettext_lazy("Customer or respondent")
    columns = (
        Column("who", gettext_lazy("Respondent"), kind="title", value=who, under=under),
        Column("instrument", gettext_lazy("Questionnaire"), value="instrument"),
        Column("edition", gettext_lazy("Edition"), value="edition", sort="edition__ordinal", nullable=True),
        Column("moment", gettext_lazy("Moment"), value="get_moment_display", sort="moment"),
        Column("side", gettext_lazy("Side"), value="get_side_display", sort="side", shown=False),
        Column("answers", gettext_lazy("Answers"), value="told", kind="number"),
        Column("answered_on", gettext_lazy("Response of"), kind="date", sort="answered_on", downwards=True),
        Column("source", gettext_lazy("From"), value="source", shown=False),
    )
    default_sort = "-answered_on"
    template_name = "surveys/responses.html"
    empty_icon = "clipboard-list"
    empty_title = gettext_lazy("No answers yet")
    empty_text = gettext_lazy(
        "Bring in a list of answers: a row for each respondent, or a row for each answer. Respondents need not be "
        "customers."
    )
    empty_action = gettext_lazy("Bring in answers")

    def offered_filters(self) -> Any:
        shows = [(str(offer.id), offer.label) for offer in show_choice.offers_for(self.request)]
        return (
            OneOf(code="series", label=_("Show"), choices=shows, field="series"),
            OneOf(code="instrument", label=_("Questionnaire"), choices=self.instruments, field="instrument"),
            OneOf(code="edition", label=_("Edition"), choices=self.editions, field="edition"),
            Choices(code="moment", label=_("Moment"), choices=Response.Moment.choices),
            Choices(code="side", label=_("Side"), choices=Side.choices),
            OneOf(code="topic", label=_("Topic"), choices=self.topics, apply=about_topics),
            Flag(code="unnamed", label=_("Unnamed"), apply=lambda rows, _values: rows.filter(party=None)),
            DateRange(code="answered", label=_("Response of"), field="answered_on"),
        )

    def instruments(self) -> list[tuple[str, str]]:
        asked = self.rows().order_by().values("instrument")
        return [(str(one.pk), str(one)) for one in Instrument.objects.filter(pk__in=asked)]

    def editions(self) -> list[tuple[str, str]]:
        asked = self.rows().order_by().exclude(edition=None).values("edition")
        held = Edition.objects.filter(pk__in=asked).select_related("series").order_by("series", "-ordinal")
        return [(str(one.pk), f"{one.series} · {one}") for one in held]

    def topics(self) -> list[tuple[str, str]]:
        return [(one.code, str(one)) for one in visible.topics(scope_for(self.request))]

    def rows(self) -> QuerySet[Response]:
        seen = visible.responses(scope_for(self.request))
        return seen.select_related("party", "person", "instrument", "edition__series", "series").annotate(
            told=Count("answers")
        )

    def search(self, rows: QuerySet[Response], text: str) -> QuerySet[Response]:
        named = Q(party__zh__icontains=text) | Q(party__en__icontains=text)
        return rows.filter(named | Q(respondent__icontains=text))

    def link(self, row: Response) -> str:
        return reverse("surveys:response", args=[row.pk])

    @property
    def may_import(self) -> bool:
        return scope_for(self.request).may(Capability.IMPORT)

    def empty_url(self) -> str:
        return reverse("data:upload") + "?kind=answers" if self.may_import else ""

    def export_series(self) -> int | None:
        chosen = self.state.filters.get("series", ())
        return int(chosen[0]) if len(chosen) == 1 else None

    def extra_context(self) -> dict[str, Any]:
        return {"may_import": self.may_import}


def about_topics(rows: QuerySet[Response], codes: tuple[str, ...]) -> QuerySet[Response]:
    """Who answered something about one of these."""
    of_them = Topic.objects.filter(code__in=codes).values("pk")
    return rows.filter(pk__in=Response.objects.filter(answers__item__topic__in=of_them).values("pk"))


class OfResponse(InRoom):
    @cached_property
    def response(self) -> Response:
        seen = visible.responses(self.scope).select_related(
            "party", "person", "instrument", "edition", "series"
        )
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    @property
    def may_remove(self) -> bool:
        """What came in by a list is taken out by those who may bring lists in."""
        return self.scope.may(Capability.IMPORT, self.response.series_id)


class ResponsePage(OfResponse):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        one = self.response
        party = relations_visible.parties(self.scope).filter(pk=one.party_id or 0).first()
        context = {
            "response": one,
            "who": who(one) if one.party_id is None or party else _("a customer of another series"),
            "party": party,
            "answers": one.answers.select_related("item__topic").order_by("item__order", "item_id"),
            "row": ImportedRow.objects.filter(object_type="surveys.response", object_id=one.pk).first(),
            "may_remove": self.may_remove,
        }
        return render(request, "surveys/response.html", context)


class Remove(OfResponse):
    """A response that was wrong goes with its answers; the list it came in may be brought in again."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.must(self.may_remove)
        series = self.response.series_id
        try:
            told = self.take_out()
        except Response.DoesNotExist:  # somebody was faster
            raise Http404 from None
        words = _("The response was taken out. Its list can be brought in again.")
        toast(request, words, undo=undoing.keep(request, "response", told))
        return redirect(reverse("surveys:responses") + f"?series={series}")

    @transaction.atomic
    def take_out(self) -> dict[str, Any]:
        ImportedRow.objects.filter(object_type="surveys.response", object_id=self.response.pk).delete()
        return taking_out.take_out(self.response, by=self.person)
