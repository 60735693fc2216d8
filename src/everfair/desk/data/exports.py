"""Taking out what is on file, as lists that a house can bring in again."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from everfair import journal
from everfair.intake.kinds import Kind
from everfair.relations.moving import MovingList
from everfair.shows.models import Series
from everfair.shows.scope import Capability, Scope
from everfair.ui import sending
from everfair.ui.asking import person_of, scope_for
from everfair.ui.lists.page import may_export

FOR_PEOPLE, EXACT = "people", "exact"


class ExportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What to take out"),
        choices=Kind.choices,
        initial=Kind.PARTICIPATIONS,
        widget=forms.RadioSelect,
    )
    series = forms.ModelChoiceField(
        queryset=Series.objects.none(), label=pgettext_lazy("noun", "Show"), required=False
    )
    format = forms.ChoiceField(
        label=_("File"), choices=[("xlsx", "XLSX"), ("csv", "CSV")], initial="xlsx", widget=forms.RadioSelect
    )
    values = forms.ChoiceField(
        label=_("Cells"),
        choices=[
            (FOR_PEOPLE, _("To open in a spreadsheet: what would run as a formula is made harmless")),
            (EXACT, _("Exact, for migration: everything as it is stored")),
        ],
        initial=FOR_PEOPLE,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, *, series: Iterable[Series], every: bool) -> None:
        super().__init__(data, use_required_attribute=False)
        chosen = self.fields["series"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = Series.objects.filter(pk__in=[one.pk for one in series])
        chosen.required = not every
        chosen.empty_label = str(_("All shows")) if every else None


@require_http_methods(["GET", "POST"])
def exports(request: HttpRequest) -> HttpResponseBase:
    scope = scope_for(request)
    if not scope.may(Capability.EXPORT):
        raise Http404
    series = Series.objects.filter(scope.series_filter("pk", Capability.EXPORT))
    form = ExportForm(request.POST or None, series=series, every=may_export(request, None))
    if request.method == "POST" and form.is_valid():
        return taken_out(request, scope, form.cleaned_data)
    return page(request, form)


def page(request: HttpRequest, form: ExportForm) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "desk_data/exports.html", {"form": form}, status=status)


def taken_out(request: HttpRequest, scope: Scope, chosen: dict[str, Any]) -> HttpResponseBase:
    series: Series | None = chosen["series"]
    exact = chosen["values"] == EXACT
    taken = MovingList(chosen["kind"], scope, series.pk if series else None, exact=exact)
    with transaction.atomic():
        params = {"list": taken.kind, "kind": chosen["format"], "exact": exact, "count": taken.count()}
        by = person_of(request)
        journal.record("list.export", by, by=by, series=taken.series_id, params=params | {"filters": []})
    name = f"{taken.kind}-{series.slug}" if series else taken.kind
    return sending.send(chosen["format"], name, taken.header(), taken.rows(), exact)
