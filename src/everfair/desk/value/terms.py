"""What the money of a show's relationships is reckoned with."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from everfair.journal.models import StaleEdit
from everfair.relations.models import ValueTerms
from everfair.shows.scope import Capability
from everfair.tables.values.amounts import in_units
from everfair.ui.asking import person_of
from everfair.ui.fields import MoneyField, ShareField, money_of
from everfair.ui.of_series import OfSeries
from everfair.ui.toasts import toast
from everfair.ui.undoing import keep, way_back

SHARES = ("margin", "rate", "gamma")
FIELDS = (*SHARES, "contact_minor")


class TermsForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    margin = ShareField(
        label=_l("Margin, %"),
        help_text=_l(
            "What is left of the price of a stand. The economic value of a stand is its price times this."
        ),
    )
    rate = ShareField(
        label=_l("Discount rate a year, %"),
        help_text=_l("Money of a year ago counts this much more today, money to come this much less."),
    )
    gamma = ShareField(
        label=_l("Credited a generation further, %"),
        help_text=_l(
            "Who brought a customer is also credited this part of what that customer's own recommendations brought."
        ),
    )
    contact_minor = MoneyField(label=_l("Cost of one contact"), help_text="")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class Terms(OfSeries):
    to = "series"

    def form(self, data: Any = None) -> TermsForm:
        held = ValueTerms.of(self.series)
        form = TermsForm(
            data, initial={name: getattr(held, name) for name in SHARES} | {"seen": held.version}
        )
        money_of(form, "contact_minor").in_currency(self.series.currency, held.contact_minor)
        return form

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.shown(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.must(Capability.MANAGE_SHOWS)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form, 422)
        try:
            self.save(form)
        except StaleEdit as stale:
            data = request.POST.copy()
            data["seen"] = str(getattr(stale.current, "version", ""))
            return self.shown(self.form(data), 409, difference=self.differing(stale))
        return redirect("value:terms", self.series.pk)

    @transaction.atomic
    def save(self, form: TermsForm) -> None:
        held, _made = ValueTerms.objects.get_or_create(series=self.series)
        before = {name: getattr(held, name) for name in FIELDS}
        if held.change(by=self.person, seen=form.cleaned_data["seen"], **form.values()):
            undo = keep(self.request, "value.terms", [held.pk, held.version, before])
            toast(self.request, _("Saved. The next analysis reckons with it."), undo=undo)
        else:
            toast(self.request, _("Saved."))

    def differing(self, stale: StaleEdit) -> list[tuple[str, Any, Any]]:
        fields = TermsForm.base_fields
        return [
            (str(fields[name].label), self.read(name, theirs), self.read(name, yours))
            for name, (theirs, yours) in stale.difference.items()
        ]

    def read(self, name: str, value: Any) -> str:
        if name == "contact_minor":
            return f"{in_units(value, self.series.currency):f} {self.series.currency}"
        return f"{value * 100:g} %"

    def shown(self, form: TermsForm, status: int = 200, **more: Any) -> HttpResponse:
        context = self.frame() | {"form": form, "held": ValueTerms.of(self.series), "tab": "terms"}
        return render(self.request, "value/terms.html", context | more, status=status)


@way_back("value.terms")
def as_before(request: HttpRequest, told: Any) -> None:
    key, version, before = told
    ValueTerms.objects.get(pk=key).change(by=person_of(request), seen=version, **before)
