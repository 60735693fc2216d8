"""Suggestions by hand: written down, answered, adopted with what they earned, or declined."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from everfair import journal
from everfair.contact.models import Suggestion
from everfair.desk.customers.dialogs import Act, Dialog, SeenForm, started
from everfair.desk.customers.worth.dialogs import OnRelationship, past
from everfair.desk.customers.worth.removing import remove
from everfair.parties.models import Party
from everfair.shows.models import Edition
from everfair.ui.fields import DayField, MoneyField, money_of
from everfair.ui.toasts import toast

State = Suggestion.State


class SuggestionForm(SeenForm):
    text = forms.CharField(
        label=_l("Suggestion"), widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000
    )
    kind = forms.ChoiceField(label=_l("About"), choices=Suggestion.Kind.choices)
    given_on = DayField(label=_l("Date"), initial=timezone.localdate)
    person = forms.ModelChoiceField(
        queryset=Party.objects.none(),
        label=_l("Suggested by"),
        required=False,
        empty_label=_l("nobody named"),
    )
    edition = forms.ModelChoiceField(
        queryset=Edition.objects.none(), label=_l("Edition"), required=False, empty_label=_l("by its date")
    )

    def clean_given_on(self) -> Any:
        return past(self, "given_on")


class AnswerForm(SuggestionForm):
    state = forms.ChoiceField(label=_l("State"), choices=State.choices)
    answer = forms.CharField(
        label=_l("Answer"), widget=forms.Textarea(attrs={"rows": 2}), max_length=10_000, required=False
    )
    answered_on = DayField(label=_l("Answered on"), required=False)
    effect_minor = MoneyField(
        label=_l("What it saved or earned"), required=False,
        help_text=_l("Counts for what the customer teaches us, once it is adopted."),
    )  # fmt: skip
    field_order = ["state", "answer", "answered_on", "effect_minor"]

    def clean_answered_on(self) -> Any:
        return past(self, "answered_on")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("effect_minor") and given.get("state") != State.ADOPTED:
            self.add_error("effect_minor", _("Only an adopted suggestion has saved or earned something."))
        if given.get("state") == State.RECEIVED:
            given["answered_on"] = None
        elif not given.get("answered_on") and "answered_on" not in self.errors:
            given["answered_on"] = timezone.localdate()
        return given


class OnSuggestions(OnRelationship, Dialog):
    def form(self, data: Any = None) -> forms.Form:
        form = super().form(data)
        people = Party.objects.filter(employments__organisation=self.party, employments__superseded=False)
        form.fields["person"].queryset = people.distinct()  # type: ignore[attr-defined]
        form.fields["edition"].queryset = self.editions()  # type: ignore[attr-defined]
        return form


class AddSuggestion(OnSuggestions):
    title = _l("Write a suggestion down")
    button = _l("Add")
    form_class = SuggestionForm

    def save(self, form: Any) -> None:
        here = self.relationship
        made = Suggestion.objects.create(
            party=self.party, series=here.series, recorded_by=self.person, **form.values()
        )
        params = {"kind": made.kind}
        journal.record(
            "suggestion.add", made, by=self.person, party=self.party.pk, series=here.series_id, params=params
        )
        toast(self.request, _("Suggestion written down."))


class OnSuggestion(OnRelationship):
    @property
    def row(self) -> Suggestion:
        rows = Suggestion.objects.filter(party=self.party, series=self.relationship.series_id)
        return get_object_or_404(rows, pk=self.kwargs["row"])


class AnswerSuggestion(OnSuggestion, OnSuggestions):
    title = _l("Suggestion")
    form_class = AnswerForm

    def form(self, data: Any = None) -> forms.Form:
        form, row = super().form(data), self.row
        currency = row.currency or self.relationship.series.currency
        money_of(form, "effect_minor").in_currency(currency, row.effect_minor)
        return form

    def initial(self) -> dict[str, Any]:
        names = ["state", "answer", "answered_on", "text", "kind", "given_on", "person", "edition"]
        return started(self.row, names)

    def save(self, form: Any) -> None:
        values = form.values()
        earned = values["effect_minor"] is not None
        currency = (self.row.currency or self.relationship.series.currency) if earned else ""
        self.row.change(by=self.person, seen=form.cleaned_data["seen"], currency=currency, **values)
        toast(self.request, _("Saved."))


class RemoveSuggestion(OnSuggestion, Act):
    def act(self) -> None:
        toast(self.request, _("Suggestion removed."), undo=remove(self.request, self.row, self.party.pk))
