"""The list of rounds, and drafting a new one."""

from typing import Any, cast

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from everfair.desk.rounds import words
from everfair.desk.rounds.access import plannable_series
from everfair.desk.rounds.forms import DraftForm
from everfair.loop.drafting import EditionHeld, draft_round
from everfair.loop.models import Member, Proposal, Round
from everfair.loop.visible import called, visible_rounds
from everfair.shows.models import Edition, Series
from everfair.shows.scope import Capability
from everfair.ui import show_choice
from everfair.ui.asking import person_of, scope_for
from everfair.ui.lists import Choices, Column, ListPage


def result_words(row: Round) -> str:
    told = next((one for one in row.results.all() if one.segment_id is None and one.play_id is None), None)
    return words.result(told, held=row.edition.is_held) if told else ""


def customers() -> Case:
    """Of a draft by plan, those whom the plan gives something; else its members."""
    chosen = Proposal.objects.filter(round=OuterRef("pk"), use__isnull=False)
    members = Member.objects.filter(round=OuterRef("pk"))
    drafted = When(state=Round.State.DRAFT, by_plan=True, then=many(chosen))
    return Case(drafted, default=many(members))


def many(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("round").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


class RoundList(ListPage[Round]):
    code = "rounds"
    title = _("Rounds")
    about = _("One turn of the loop each: whom to care for, with what, and what it changed over a hold-out.")
    columns = (
        Column(
            "name",
            _("Round"),
            value=str,
            kind="title",
            sort="name",
            under=lambda row: f"{row.series} · {row.edition}",
        ),
        Column("state", _("State"), value="get_state_display", template="rounds/_state.html", sort="state"),
        Column(
            "started",
            _("Started"),
            value="started_at",
            kind="date",
            sort="started_at",
            nullable=True,
            downwards=True,
        ),
        Column("customers", _("Customers"), value="people", kind="number", sort="people", downwards=True),
        Column(
            "budget",
            _("Budget"),
            value="budget_minor",
            kind="money",
            currency="currency",
            sort="budget_minor",
        ),
        Column("result", _("Result"), value=result_words, template="rounds/_result_cell.html"),
    )
    filters = (Choices(code="state", label=_("State"), choices=Round.State.choices),)
    search_hint = _("Name of the round")
    default_sort = ""
    empty_icon = "route"
    empty_title = _("No round yet")
    empty_text = _(
        "A round cuts the customers into segments, gives each its plays, holds a random "
        "part out, and tells afterwards"
        " what the plays changed."
    )
    empty_action = _("Plan the first round")
    template_name = "rounds/list.html"

    def rows(self) -> QuerySet[Round]:
        rounds = visible_rounds(scope_for(self.request)).select_related("series", "edition")
        return rounds.annotate(people=customers()).prefetch_related("results").order_by("-pk")

    def search(self, rows: QuerySet[Round], text: str) -> QuerySet[Round]:
        return rows.filter(called(text))

    def link(self, row: Round) -> str:
        return reverse("rounds:round", args=[row.pk])

    @property
    def file_name(self) -> str:
        return str(self.title)

    def extra_context(self) -> dict[str, Any]:
        return {"may_plan": scope_for(self.request).may(Capability.PLAN)}

    def empty_url(self) -> str:
        return reverse("rounds:new") if scope_for(self.request).may(Capability.PLAN) else ""


class DraftPage(View):
    """Plan a new round for the show one is in."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.scope = scope_for(request)

    def series(self) -> Series:
        """The show one is in, if one may plan for it; else the first for which one may."""
        mine = plannable_series(self.scope)
        offer = show_choice.chosen(self.request).series
        found = (mine.filter(pk=offer.id).first() if offer else None) or mine.first()
        if found is None:
            raise Http404
        return found

    def form(self, series: Series, data: Any = None) -> DraftForm:
        rounds = visible_rounds(self.scope).filter(series=series)
        return DraftForm(data, series=series, rounds=rounds)

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.scope.may(Capability.PLAN):
            raise Http404
        if not Series.objects.exists():
            return render(request, "rounds/new.html", {"series": None})
        series = self.series()
        return render(request, "rounds/new.html", {"series": series, "form": self.form(series)})

    def post(self, request: HttpRequest) -> HttpResponse:
        series = self.series()
        form = self.form(series, request.POST)
        if not form.is_valid():
            return render(request, "rounds/new.html", {"series": series, "form": form}, status=422)
        data = form.cleaned_data
        try:
            drafted = draft_round(
                self.edition(series, data),
                by=person_of(request),
                name=data["name"],
                budget_minor=data["budget"] or 0,
                like=data.get("like"),
                by_plan=data["by_plan"],
            )
        except EditionHeld:
            form.add_error(None, words.refusal("edition_held", {}))
            return render(request, "rounds/new.html", {"series": series, "form": form}, status=422)
        return redirect("rounds:round", pk=drafted.pk)

    def edition(self, series: Series, data: dict[str, Any]) -> Edition:
        label = data.get("next_label", "")
        if not label:
            return cast(Edition, data["edition"])
        return series.add_edition(by=person_of(self.request), label=label, is_held=False)
