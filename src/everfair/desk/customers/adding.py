"""A customer written by hand, with a look at who is there already while one types."""

from functools import cached_property

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy
from django.views import View
from django.views.decorators.http import require_GET

from everfair.desk.customers.contact_fields import ContactField
from everfair.desk.customers.edits import hold_role
from everfair.parties import by_hand
from everfair.parties.models import ContactPoint, Name, Party
from everfair.parties.search import search
from everfair.relations import visible
from everfair.relations.models import Relationship
from everfair.shows.models import Role, Series
from everfair.shows.scope import Capability, Scope
from everfair.ui import show_choice
from everfair.ui.asking import person_of, scope_for
from everfair.ui.fields import CountryField
from everfair.ui.toasts import toast

CONTACTS = ("website", "email", "phone", "wechat")
LOOKED_AT = 5


class CustomerForm(forms.Form):
    kind = forms.ChoiceField(
        label=_l("Kind"),
        choices=Party.Kind.choices,
        widget=forms.RadioSelect,
        initial=Party.Kind.ORGANISATION,
    )
    name = forms.CharField(label=_l("Name"), max_length=300, help_text=_l("as they write it themselves"))
    english = forms.CharField(label=_l("English name"), max_length=300, required=False)
    short = forms.CharField(label=_l("Short name"), max_length=300, required=False)
    role = forms.ModelChoiceField(
        queryset=Role.objects.all(),
        label=pgettext_lazy("of a customer", "Role"),
        required=False,
        empty_label=_l("none yet"),
    )
    country = CountryField(label=_l("Country"))
    city = forms.CharField(label=_l("City"), max_length=120, required=False)
    website = ContactField(ContactPoint.Kind.WEBSITE, label=_l("Website"))
    email = ContactField(ContactPoint.Kind.EMAIL, label=_l("E-mail"))
    phone = ContactField(ContactPoint.Kind.PHONE, label=_l("Phone"))
    wechat = ContactField(ContactPoint.Kind.WECHAT, label=_l("WeChat"))

    def names(self) -> dict[str, str]:
        given = self.cleaned_data
        latin_only = given["name"].isascii() and not given["english"]
        main = Name.Kind.ENGLISH if latin_only else Name.Kind.FULL
        more = {Name.Kind.ENGLISH: given["english"], Name.Kind.SHORT: given["short"]}
        return {main.value: given["name"]} | {kind.value: text for kind, text in more.items() if text}

    def known(self) -> dict[str, str]:
        """What details keep of an organisation."""
        if self.cleaned_data["kind"] == Party.Kind.PERSON:
            return {}
        return {name: self.cleaned_data[name] for name in ("country", "city")}


class AddCustomer(View):
    http_method_names = ["get", "head", "post", "options"]

    @cached_property
    def series(self) -> Series | None:
        choice = show_choice.chosen(self.request)
        return Series.objects.filter(pk=choice.series.id).first() if choice.series else None

    def check(self) -> None:
        if not may_add(scope_for(self.request), self.series.pk if self.series else None):
            raise Http404

    def get(self, request: HttpRequest) -> HttpResponse:
        self.check()
        role = Role.objects.filter(code="exhibitor").first()
        name = request.GET.get("name", "")[:300]
        return self.shown(CustomerForm(initial={"role": role, "name": name}))

    def post(self, request: HttpRequest) -> HttpResponse:
        self.check()
        form = CustomerForm(request.POST)
        if not form.is_valid():
            return self.shown(form, 422)
        party = self.written(form)
        toast(request, _("{name} is on file.").format(name=form.cleaned_data["name"]))
        return redirect(reverse("customers:file", args=[party.pk]))

    def shown(self, form: CustomerForm, status: int = 200) -> HttpResponse:
        return render(
            self.request, "customers/new.html", {"form": form, "series": self.series}, status=status
        )

    @transaction.atomic
    def written(self, form: CustomerForm) -> Party:
        """The party, its role on the show chosen, and its owner: whoever wrote it."""
        given, by = form.cleaned_data, person_of(self.request)
        reached = {kind: given[kind] for kind in CONTACTS if given[kind]}
        party = by_hand.write_party(given["kind"], form.names(), by=by, reached_by=reached, **form.known())
        if self.series is not None and given["role"] is not None:
            begun = hold_role(party, self.series, given["role"], by=by)
            Relationship.objects.filter(pk=begun.pk).update(owner=by)
        return party


def may_add(scope: Scope, series: int | None) -> bool:
    return scope.may(Capability.CHANGE_ANY, series) or scope.may(Capability.CHANGE_OWN, series)


@require_GET
def alike(request: HttpRequest) -> HttpResponse:
    """Who is on file under such a name already; asked while one types."""
    text = next((request.GET[name] for name in ("name", "english", "short") if request.GET.get(name)), "")
    text = text.replace("\x00", "").strip()[:100]
    seen = visible.parties(scope_for(request))
    found = search(text, seen, LOOKED_AT) if len(text) > 1 else []
    return render(request, "customers/_alike.html", {"found": found})
