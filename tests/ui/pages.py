"""A small house of the tests' own: a list and a page that shows every component, behind the real frame."""

from pathlib import Path
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils.safestring import mark_safe

from everfair.house.models import User
from everfair.ui.lists import BulkAction, Choices, Column, ListPage, NumberRange
from everfair.ui.stages import STAGES, stage_choices
from everfair.ui.strip import Dot, draw_strip
from everfair.ui.toasts import toast

DOTS = [Dot(f"第{n}届", n % 3 > 0, n % 4, list(STAGES)[n // 2], "36 m², A12") for n in range(10)]


class Renaming(forms.Form):
    word = forms.CharField(label="Word", max_length=20)


class Staff(ListPage[User]):
    code = "staff"
    title = "Staff"
    columns = (
        Column("name", "Name", value="username", kind="title", sort="username", under="email"),
        Column("stage", "Stage", value=lambda row: list(STAGES)[row.pk % 5], kind="stage"),
        Column(
            "strip",
            "Editions",
            value=lambda row: draw_strip(DOTS, (0.5, 0.2, 0.8)),
            kind="strip",
            sentence=str,
        ),
        Column("full", "Full name", value="name", sort="name"),
        Column("id", "Number", value="pk", kind="number", sort="pk", shown=False),
    )
    filters = (
        Choices(code="theme", label="Theme", choices=[("dark", "Dark"), ("light", "Light")]),
        Choices(code="stage", label="Stage", choices=stage_choices, apply=lambda rows, values: rows),
        NumberRange(code="id", label="Number"),
    )
    bulk = (BulkAction("greet", "Greet"), BulkAction("rename", "Rename", form=Renaming))
    default_sort = "name"

    def rows(self) -> QuerySet[User]:
        return User.objects.filter(is_superuser=False)

    def search(self, rows: QuerySet[User], text: str) -> QuerySet[User]:
        return rows.filter(username__icontains=text)

    def link(self, row: User) -> str:
        return f"/staff/{row.pk}/"

    def bulk_greet(self, rows: QuerySet[User], form: None) -> None:
        toast(self.request, f"{rows.count()} greeted", undo="/theme/")

    def bulk_rename(self, rows: QuerySet[User], form: forms.Form) -> None:
        rows.update(name=form.cleaned_data["word"])


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the licence")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    when = forms.DateField(label="When", required=False)
    agree = forms.BooleanField(label="Agree", help_text="May be withdrawn")
    note = forms.CharField(label="Note", widget=forms.Textarea)


FLOWS = {
    "nodes": [
        {"id": f"{column}{code}", "label": code, "stage": code, "column": column}
        for column in (0, 1)
        for code in STAGES
    ],
    "links": [{"from": f"0{one}", "to": f"1{other}", "value": 3} for one in STAGES for other in STAGES],
}
BINS = {
    "x": "predicted",
    "y": "actual",
    "bins": [{"predicted": 0.5, "actual": 0.4, "low": 0.3, "high": 0.6, "n": 9}],
}
FOREST = {"items": [{"label": "=A", "value": 14, "low": 3, "high": 25}], "zero": 0}
LINES = {
    "x": ["1", "2"],
    "series": [{"label": "kept", "values": [0.4, 0.6], "low": [0.3, 0.5], "high": [0.5, 0.7]}],
    "unit": "%",
}
BARS = {"items": [{"label": code, "value": n, "stage": code} for n, code in enumerate(STAGES)]}
CHARTS = {"sankey": FLOWS, "calibration": BINS, "forest": FOREST, "lines": LINES, "bars": BARS}

SAMPLER = (Path(__file__).parent / "templates" / "sampler.html").read_text("utf-8")


def sampler(request: HttpRequest) -> HttpResponse:
    running = {"id": 1, "state": "running", "done": 12400, "total": 53000, "text": "Reading", "left": "2 min"}
    context: dict[str, Any] = {
        "form": Sample({"name": ""}),
        "running": running,
        "stages": stage_choices(),
        "changed": [("Phone", "1", "2")],
        "charts": CHARTS,
        "head": mark_safe(
            draw_strip(
                [*DOTS, Dot("第11届", future=True)],
                (0.5, 0.2, 0.8),
                "head",
                "Ten editions",
                {"today": "today"},
            )
        ),
    }
    return HttpResponse(engines["django"].from_string(SAMPLER).render(context, request))


urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("", include("everfair.ui.urls")),
    path("", include(([path("", sampler, name="desk")], "start"))),
    path(
        "",
        include(
            (
                [
                    path("staff/", Staff.as_view(), name="list"),
                    path("staff/<int:pk>/", lambda request, pk: sampler(request)),
                ],
                "customers",
            )
        ),
    ),
]
handler403 = "everfair.ui.errors.forbidden"
