"""Editing who a customer is: names, contacts, details, consent, outside ids, roles, left alone or not."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from everfair import journal
from everfair.desk.customers.access import still_theirs
from everfair.desk.customers.contact_fields import checked_contact
from everfair.desk.customers.dialogs import Act, Dialog, SeenForm, started
from everfair.intake.visible import hidden_ids, may_name
from everfair.parties import by_hand
from everfair.parties.cards import refresh_cards
from everfair.parties.models import (
    Closeness,
    Consent,
    ContactPoint,
    ExternalId,
    Name,
    Organisation,
    Party,
    Person,
)
from everfair.parties.search import index_at_once
from everfair.relations.models import Relationship
from everfair.shows.models import Role, RoleHolding, Series
from everfair.ui.asking import person_of
from everfair.ui.fields import CountryField
from everfair.ui.toasts import toast
from everfair.ui.undoing import keep, way_back

CLOSENESS = [("", _l("not known")), *Closeness.choices]


class NameForm(forms.Form):
    text = forms.CharField(label=_l("Name"), max_length=300)
    kind = forms.ChoiceField(label=_l("Kind"), choices=Name.Kind.choices)


class Names(Dialog):
    title = _l("Names")
    button = _l("Add name")
    form_class = NameForm
    template = "customers/_names.html"

    def extra(self) -> dict[str, Any]:
        names = list(Name.objects.filter(party=self.party).order_by("kind", "pk"))
        named = {source: may_name(self.scope, source) for source in {name.source for name in names}}
        for name in names:
            name.source = name.source if named[name.source] else ""
        return {"names": names}

    def save(self, form: Any) -> None:
        by_hand.add_name(self.party, form.cleaned_data["text"], form.cleaned_data["kind"], by=self.person)
        toast(self.request, _("Name added."))


class RemoveName(Act):
    def act(self) -> None:
        name = get_object_or_404(Name.objects.filter(party=self.party), pk=self.kwargs["row"])
        try:
            by_hand.remove_name(name, by=self.person)
        except by_hand.LastName:
            toast(self.request, _("This is the only name; add the right one first."), level=40)
            return
        undo = keep(self.request, "name", [self.party.pk, name.text, name.kind])
        toast(self.request, _("Name removed."), undo=undo)


@way_back("name")
def bring_back_name(request: Any, told: Any) -> None:
    party, text, kind = told
    by_hand.add_name(still_theirs(request, party), text, kind, by=person_of(request))


class ContactForm(forms.Form):
    kind = forms.ChoiceField(label=_l("Kind"), choices=ContactPoint.Kind.choices)
    value = forms.CharField(label=_l("Value"), max_length=300)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "kind" in given and "value" in given:
            try:
                given["value"] = checked_contact(given["kind"], given["value"])
            except forms.ValidationError as refused:
                self.add_error("value", refused)
        return given


class AddContact(Dialog):
    title = _l("Add contact")
    button = _l("Add")
    form_class = ContactForm

    def save(self, form: Any) -> None:
        by_hand.add_contact(self.party, form.cleaned_data["kind"], form.cleaned_data["value"], by=self.person)
        toast(self.request, _("Contact added."))


class RemoveContact(Act):
    def act(self) -> None:
        point = get_object_or_404(ContactPoint.objects.filter(party=self.party), pk=self.kwargs["row"])
        by_hand.remove_contact(point, by=self.person)
        undo = keep(self.request, "contact", [self.party.pk, point.kind, point.value])
        toast(self.request, _("Contact removed."), undo=undo)


@way_back("contact")
def bring_back_contact(request: Any, told: Any) -> None:
    party, kind, value = told
    by_hand.add_contact(still_theirs(request, party), kind, value, by=person_of(request))


class OrganisationForm(SeenForm):
    city = forms.CharField(label=_l("City"), max_length=120, required=False)
    country = CountryField(label=_l("Country"))
    address = forms.CharField(label=_l("Address"), max_length=300, required=False)
    industry = forms.CharField(label=_l("Industry"), max_length=120, required=False)
    closeness = forms.ChoiceField(label=_l("Closeness wanted"), choices=CLOSENESS, required=False)


class PersonForm(SeenForm):
    birthday = forms.RegexField(
        r"^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", label=_l("Birthday"), required=False,
        help_text=_l("08-15 or 1980-08-15"), error_messages={"invalid": _l("Write 08-15 or 1980-08-15.")},
    )  # fmt: skip
    languages = forms.CharField(label=_l("Languages"), max_length=120, required=False)
    interests = forms.CharField(label=_l("Interests"), max_length=300, required=False)
    wishes = forms.CharField(label=_l("Wishes"), widget=forms.Textarea, max_length=4000, required=False)
    closeness = forms.ChoiceField(label=_l("Closeness wanted"), choices=CLOSENESS, required=False)


def details_of(party: Party) -> Organisation | Person:
    """The row of details that counts, made if there is none yet."""
    kind = Organisation if party.kind == Party.Kind.ORGANISATION else Person
    found: Organisation | Person = kind._default_manager.get_or_create(party=party)[0]
    return found


def details_shown(party: Party) -> Organisation | Person | None:
    kind = Organisation if party.kind == Party.Kind.ORGANISATION else Person
    found: Organisation | Person | None = kind._default_manager.filter(party=party).first()
    return found


class Details(Dialog):
    title = _l("Details")

    @property
    def form_class(self) -> type[forms.Form]:  # type: ignore[override]
        return OrganisationForm if self.party.kind == Party.Kind.ORGANISATION else PersonForm

    def initial(self) -> dict[str, Any]:
        names = [name for name in self.form_class.base_fields if name != "seen"]
        return started(details_of(self.party), names)

    def save(self, form: Any) -> None:
        details_of(self.party).change(by=self.person, seen=form.cleaned_data["seen"], **form.values())
        refresh_cards([self.party.pk])
        toast(self.request, _("Saved."))


class NoteForm(SeenForm):
    note = forms.CharField(
        label=_l("Standing note"), widget=forms.Textarea, max_length=10_000, required=False
    )


class StandingNote(Dialog):
    title = _l("Standing note")
    form_class = NoteForm

    def initial(self) -> dict[str, Any]:
        return started(self.party, ["note"])

    def save(self, form: Any) -> None:
        self.party.change(by=self.person, seen=form.cleaned_data["seen"], **form.values())


class LeaveAlone(Act):
    """Do not contact, or contact again."""

    def act(self) -> None:
        before = self.party.do_not_contact
        wanted = self.kwargs["wanted"]
        self.party.change(by=self.person, do_not_contact=wanted)
        undo = keep(self.request, "rows", ["party", "do_not_contact", wanted, [[before, [self.party.pk]]]])
        toast(
            self.request, _("Left alone from now on.") if wanted else _("May be contacted again."), undo=undo
        )


class ConsentForm(forms.Form):
    channel = forms.ChoiceField(label=_l("Channel"), choices=Consent.Channel.choices)
    purpose = forms.CharField(label=_l("Purpose"), max_length=60, help_text=_l("such as: news of the show"))
    basis = forms.CharField(label=_l("Legal basis"), max_length=60, help_text=_l("such as: consent by form"))
    source = forms.CharField(label=_l("Where it was given"), max_length=120, required=False)


class GiveConsent(Dialog):
    title = _l("Record consent")
    button = pgettext_lazy("button", "Record")
    form_class = ConsentForm

    def save(self, form: Any) -> None:
        given = Consent.objects.create(party=self.party, **form.cleaned_data)
        told = {"channel": given.channel, "purpose": given.purpose}
        journal.record("consent.give", given, by=self.person, party=self.party.pk, personal=told)
        toast(self.request, _("Consent recorded."))


class WithdrawConsent(Act):
    def act(self) -> None:
        open_ones = Consent.objects.filter(party=self.party, withdrawn_at=None)
        given = get_object_or_404(open_ones, pk=self.kwargs["row"])
        open_ones.filter(pk=given.pk).update(withdrawn_at=timezone.now())
        told = {"channel": given.channel, "purpose": given.purpose}
        journal.record("consent.withdraw", given, by=self.person, party=self.party.pk, personal=told)
        toast(self.request, _("Recorded that consent was withdrawn."))


class ExternalIdForm(forms.Form):
    source = forms.CharField(label=_l("System or list"), max_length=60)
    value = forms.CharField(label=_l("Id there"), max_length=120)


class AddExternalId(Dialog):
    title = _l("Add outside id")
    button = _l("Add")
    form_class = ExternalIdForm

    def save(self, form: Any) -> None:
        if by_hand.add_external_id(self.party, by=self.person, **form.cleaned_data) is None:
            raise forms.ValidationError(_("Another customer is known under this id."))


class RemoveExternalId(Act):
    def act(self) -> None:
        row = get_object_or_404(ExternalId, party=self.party, pk=self.kwargs["row"])
        if hidden_ids(self.scope.seen, [row.source], self.scope.user_id):
            raise Http404
        by_hand.remove_external_id(row, by=self.person)


class RoleForm(forms.Form):
    series = forms.ModelChoiceField(queryset=Series.objects.none(), label=pgettext_lazy("noun", "Show"))
    role = forms.ModelChoiceField(queryset=Role.objects.all(), label=pgettext_lazy("of a customer", "Role"))


class AddRole(Dialog):
    """A role on a show; the relationship on that side begins with it."""

    title = _l("Add role")
    button = _l("Add")
    form_class = RoleForm

    def form(self, data: Any = None) -> forms.Form:
        form = super().form(data)
        form.fields["series"].queryset = Series.objects.filter(self.writing.rows("pk"))  # type: ignore[attr-defined]
        return form

    def save(self, form: Any) -> None:
        series, role = form.cleaned_data["series"], form.cleaned_data["role"]
        hold_role(self.party, series, role, by=self.person)


@transaction.atomic
def hold_role(party: Party, series: Series, role: Role, *, by: Any) -> Relationship:
    """The party holds the role on the show from now on; told once."""
    held, made = RoleHolding.objects.get_or_create(
        party=party, series=series, role=role, defaults={"source": by_hand.SOURCE}
    )
    if made:
        journal.record(
            "roleholding.add", held, by=by, party=party.pk, series=series.pk, params={"role": role.pk}
        )
    return Relationship.between(party.pk, series.pk, role.side)


class RemoveRole(Act):
    def act(self) -> None:
        mine = RoleHolding.objects.filter(self.writing.rows(), party=self.party)
        held = get_object_or_404(mine, pk=self.kwargs["row"])
        journal.record(
            "roleholding.remove", held, by=self.person, party=self.party.pk, series=held.series_id,
            params={"role": held.role_id},
        )  # fmt: skip
        held.delete()
        index_at_once([self.party.pk])
