"""Who works for an organisation, with job title and part in its decisions, over time."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from everfair import journal
from everfair.desk.customers.access import still_theirs
from everfair.desk.customers.contact_fields import ContactField
from everfair.desk.customers.dialogs import Act, Dialog, SeenForm, started
from everfair.parties import by_hand
from everfair.parties.models import ContactPoint, Employment, Name, Party
from everfair.parties.search import index_at_once
from everfair.ui.asking import person_of
from everfair.ui.fields import DayField
from everfair.ui.toasts import toast
from everfair.ui.undoing import keep, way_back

ROLES = [("", _l("not known")), *Employment.DecisionRole.choices]


class NewPersonForm(forms.Form):
    name = forms.CharField(label=_l("Name"), max_length=300)
    title = forms.CharField(label=_l("Job title"), max_length=120, required=False)
    decision_role = forms.ChoiceField(label=_l("Part in decisions"), choices=ROLES, required=False)
    email = ContactField(ContactPoint.Kind.EMAIL, label=_l("E-mail"))
    phone = ContactField(ContactPoint.Kind.PHONE, label=_l("Phone"))
    wechat = ContactField(ContactPoint.Kind.WECHAT, label=_l("WeChat"))


class AddPerson(Dialog):
    """A person is written and set to work for the organisation in one go."""

    title = _l("Add person")
    button = _l("Add")
    form_class = NewPersonForm

    def save(self, form: Any) -> None:
        given = form.cleaned_data
        reached = {kind: given[kind] for kind in ("email", "phone", "wechat") if given[kind]}
        person = by_hand.write_party(
            Party.Kind.PERSON, {Name.Kind.FULL: given["name"]}, by=self.person, reached_by=reached
        )
        work = employ(person, self.party, given["title"], given["decision_role"], by=self.person)
        toast(self.request, _("{name} added.").format(name=given["name"]))
        index_at_once([work.person_id])


@transaction.atomic
def employ(person: Party, organisation: Party, title: str, decision_role: str, *, by: Any) -> Employment:
    work: Employment = Employment.objects.create(
        person=person,
        organisation=organisation,
        title=title,
        decision_role=decision_role,
        source=by_hand.SOURCE,
    )
    told = {"title": title}
    journal.record(
        "employment.add", work, by=by, party=organisation.pk, params={"person": person.pk}, personal=told
    )
    return work


class WorkForm(SeenForm):
    title = forms.CharField(label=_l("Job title"), max_length=120, required=False)
    decision_role = forms.ChoiceField(label=_l("Part in decisions"), choices=ROLES, required=False)
    started_on = DayField(label=_l("Since"), required=False)
    ended_on = DayField(label=_l("Until"), required=False, help_text=_l("empty while they work there"))


class EditWork(Dialog):
    title = _l("Work of a person")
    form_class = WorkForm

    @property
    def row(self) -> Employment:
        return get_object_or_404(self.rows, pk=self.kwargs["row"])

    @property
    def rows(self) -> QuerySet[Employment]:
        rows: QuerySet[Employment] = Employment.objects.filter(
            Q(organisation=self.party) | Q(person=self.party)
        )
        return rows

    def initial(self) -> dict[str, Any]:
        return started(self.row, ["title", "decision_role", "started_on", "ended_on"])

    def save(self, form: Any) -> None:
        self.row.change(by=self.person, seen=form.cleaned_data["seen"], **form.values())


class Leave(Act):
    """They do not work there any more, from today."""

    def act(self) -> None:
        work = get_object_or_404(Employment, organisation=self.party, ended_on=None, pk=self.kwargs["row"])
        work.change(by=self.person, ended_on=timezone.localdate())
        toast(self.request, _("No longer works there."), undo=keep(self.request, "work", [work.pk]))


@way_back("work")
def work_again(request: Any, told: Any) -> None:
    work = Employment.objects.get(pk=told[0])
    still_theirs(request, work.organisation_id)
    work.change(by=person_of(request), ended_on=None)
