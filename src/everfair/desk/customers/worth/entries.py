"""Entries of the ledger by hand: added, corrected, removed."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from everfair import journal
from everfair.desk.customers.dialogs import Act, Dialog, SeenForm, started
from everfair.desk.customers.worth.dialogs import OnRelationship, past
from everfair.desk.customers.worth.removing import remove
from everfair.relations.models import LedgerEntry
from everfair.relations.models.ledger import COSTS, VALUES
from everfair.shows.models import Edition
from everfair.ui.fields import DayField, MoneyField, money_of
from everfair.ui.toasts import toast

KINDS = [
    (_l("Values"), [(one.value, one.label) for one in VALUES]),
    (_l("Costs"), [(one.value, one.label) for one in COSTS]),
]


class EntryForm(SeenForm):
    kind = forms.ChoiceField(label=_l("Kind of value or cost"), choices=KINDS)
    amount_minor = MoneyField(label=_l("Amount"))
    occurred_on = DayField(label=_l("Date"), initial=timezone.localdate)
    edition = forms.ModelChoiceField(
        queryset=Edition.objects.none(), label=_l("Edition"), required=False, empty_label=_l("by its date")
    )
    note = forms.CharField(
        label=pgettext_lazy("to write down", "Note"), widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000, required=False,
    )  # fmt: skip

    def clean_amount_minor(self) -> int:
        amount: int = self.cleaned_data["amount_minor"]
        if amount <= 0:
            raise forms.ValidationError(_("Give an amount above 0; a cost is a kind of its own."))
        return amount

    def clean_occurred_on(self) -> Any:
        return past(self, "occurred_on")


class AddEntry(OnRelationship, Dialog):
    title = _l("Add ledger entry")
    button = _l("Add")
    form_class = EntryForm

    def form(self, data: Any = None) -> forms.Form:
        form = super().form(data)
        form.fields["edition"].queryset = self.editions()  # type: ignore[attr-defined]
        money_of(form, "amount_minor").in_currency(self.relationship.series.currency)
        return form

    def save(self, form: Any) -> None:
        here = self.relationship
        made = LedgerEntry.objects.create(
            party=self.party, series=here.series, side=here.side, currency=here.series.currency,
            recorded_by=self.person, **form.values(),
        )  # fmt: skip
        params = {"kind": made.kind}
        journal.record(
            "ledgerentry.add", made, by=self.person, party=self.party.pk, series=here.series_id, params=params
        )
        toast(self.request, _("Entered in the ledger."))


class OnEntry(OnRelationship):
    @property
    def row(self) -> LedgerEntry:
        here = self.relationship
        rows = LedgerEntry.objects.filter(party=self.party, series=here.series_id, side=here.side)
        return get_object_or_404(rows.select_related("edition"), pk=self.kwargs["row"])


class EditEntry(OnEntry, Dialog):
    title = _l("Ledger entry")
    form_class = EntryForm

    def form(self, data: Any = None) -> forms.Form:
        form, row = super().form(data), self.row
        form.fields["edition"].queryset = self.editions()  # type: ignore[attr-defined]
        money_of(form, "amount_minor").in_currency(row.currency, row.amount_minor)
        return form

    def initial(self) -> dict[str, Any]:
        return started(self.row, ["kind", "occurred_on", "edition", "note"])

    def save(self, form: Any) -> None:
        self.row.change(by=self.person, seen=form.cleaned_data["seen"], **form.values())


class RemoveEntry(OnEntry, Act):
    def act(self) -> None:
        toast(self.request, _("Entry removed."), undo=remove(self.request, self.row, self.party.pk))
