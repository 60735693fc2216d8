"""Participations by hand: who takes part in an edition, on which stands; changed and cancelled."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from everfair import journal
from everfair.desk.customers.access import still_theirs
from everfair.desk.customers.dialogs import Act, Dialog, SeenForm, started
from everfair.desk.customers.edits import hold_role
from everfair.relations.writing import Writing
from everfair.shows.models import Edition, Participation, Role, Stand
from everfair.ui.asking import person_of
from everfair.ui.fields import AreaField, DayField, MoneyField, money_of
from everfair.ui.toasts import toast
from everfair.ui.undoing import keep, way_back

Status = Participation.Status


def editions_for(writing: Writing) -> QuerySet[Edition]:
    """Of the shows for which the user may write of the customer, the latest first."""
    rows = Edition.objects.filter(writing.rows())
    return rows.select_related("series").order_by("series", "-ordinal")


class EditionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.series} · {obj}"


class StandForm(forms.Form):
    stand = forms.CharField(label=_l("Stand"), max_length=60, required=False)
    area_dm2 = AreaField(label=_l("Area, m²"), required=False)
    amount_minor = MoneyField(label=_l("Amount"), required=False)


class ParticipationForm(StandForm):
    edition = EditionField(queryset=Edition.objects.none(), label=_l("Edition"))
    role = forms.ModelChoiceField(queryset=Role.objects.all(), label=pgettext_lazy("of a customer", "Role"))
    status = forms.ChoiceField(label=_l("Status"), choices=Status.choices)
    field_order = ["edition", "role", "status", "stand", "area_dm2", "amount_minor"]

    def clean_edition(self) -> Edition:
        """The amount, read after it, is in the currency of the edition chosen."""
        edition: Edition = self.cleaned_data["edition"]
        money_of(self, "amount_minor").in_currency(edition.series.currency)
        return edition


class AddParticipation(Dialog):
    title = _l("Record participation")
    button = pgettext_lazy("button", "Record")
    form_class = ParticipationForm

    def form(self, data: Any = None) -> forms.Form:
        form = super().form(data)
        form.fields["edition"].queryset = editions_for(self.writing)  # type: ignore[attr-defined]
        return form

    def initial(self) -> dict[str, Any]:
        role = Role.objects.filter(code="exhibitor").first()
        return {"role": role, "status": Status.BOOKED, "edition": editions_for(self.writing).first()}

    def save(self, form: Any) -> None:
        given = form.cleaned_data
        edition, role = given.pop("edition"), given.pop("role")
        Participation.take_part(self.party, edition, role, by=self.person, **given)
        hold_role(self.party, edition.series, role, by=self.person)
        toast(self.request, _("Participation recorded."))


class OfParticipation(Dialog):
    @property
    def row(self) -> Participation:
        mine = Participation.objects.filter(edition__in=editions_for(self.writing), party=self.party)
        found: Participation = get_object_or_404(
            mine.select_related("edition__series"), pk=self.kwargs["row"]
        )
        return found


class EditForm(SeenForm):
    status = forms.ChoiceField(label=_l("Status"), choices=Status.choices)
    booked_on = DayField(label=_l("Booked on"), required=False)
    note = forms.CharField(
        label=pgettext_lazy("to write down", "Note"), widget=forms.Textarea, max_length=4000, required=False
    )


class EditParticipation(OfParticipation):
    title = _l("Participation")
    form_class = EditForm
    template = "customers/_participation.html"

    def initial(self) -> dict[str, Any]:
        return started(self.row, ["status", "booked_on", "note"])

    def extra(self) -> dict[str, Any]:
        return {"row": self.row, "stands": self.row.stands.all()}

    def save(self, form: Any) -> None:
        self.row.change(by=self.person, seen=form.cleaned_data["seen"], **form.values())


class AddStand(OfParticipation):
    title = _l("Add stand")
    button = _l("Add")
    form_class = StandForm

    def form(self, data: Any = None) -> forms.Form:
        form = super().form(data)
        money_of(form, "amount_minor").in_currency(self.row.edition.series.currency)
        return form

    def save(self, form: Any) -> None:
        given, row = form.cleaned_data, self.row
        if not any(given.values()):
            raise forms.ValidationError(_("Give a number, an area or an amount."))
        key = given["stand"] or f"hand-{row.stands.count() + 1}"
        if row.stands.filter(natural_key=key).exists():
            raise forms.ValidationError(_("They have this stand already."))
        stand = Stand.objects.create(
            participation=row, natural_key=key, number=given["stand"], area_dm2=given["area_dm2"],
            amount_minor=given["amount_minor"], currency=row.edition.series.currency,
        )  # fmt: skip
        told(row, "stand_added", stand, by=self.person)


def told(row: Participation, what: str, stand: Stand, *, by: Any) -> None:
    journal.record(
        "participation.change", row, by=by, party=row.party_id, series=row.edition.series_id,
        params={what: stand.pk, "area_dm2": stand.area_dm2, "amount_minor": stand.amount_minor},
    )  # fmt: skip


class RemoveStand(Act):
    def act(self) -> None:
        stand = get_object_or_404(
            Stand.objects.select_related("participation__edition"),
            self.writing.rows("participation__edition__series"), participation__party=self.party, pk=self.kwargs["row"],
        )  # fmt: skip
        told(stand.participation, "stand_removed", stand, by=self.person)
        stand.delete()


class Cancel(Act):
    """They will not come after all; the row stays and says so."""

    def act(self) -> None:
        row = Participation.objects.filter(party=self.party, edition__in=editions_for(self.writing))
        found = row.filter(pk=self.kwargs["row"]).first()
        if found is None:
            raise Http404
        before = found.status
        found.change(by=self.person, status=Status.CANCELLED)
        undo = keep(self.request, "participation", [found.pk, before])
        toast(self.request, _("Participation cancelled."), undo=undo)


@way_back("participation")
def take_part_again(request: Any, told: Any) -> None:
    key, status = told
    found = Participation.objects.select_related("edition").get(pk=key)
    still_theirs(request, found.party_id, found.edition.series_id)
    found.change(by=person_of(request), status=status)
