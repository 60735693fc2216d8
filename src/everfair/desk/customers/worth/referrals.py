"""Who brought whom, by hand: the other customer is looked for by name."""

from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from everfair import journal
from everfair.desk.customers.dialogs import Act, Dialog, SeenForm, started
from everfair.desk.customers.worth.dialogs import OnRelationship, past
from everfair.desk.customers.worth.removing import remove
from everfair.parties.models import Party
from everfair.parties.search import search
from everfair.relations import visible
from everfair.relations.lineage import Lineage
from everfair.relations.models import Referral, Relationship
from everfair.ui.fields import DayField
from everfair.ui.toasts import toast

LOOKED_AT = 6
BY, BROUGHT = "by", "brought"


class ReferralForm(SeenForm):
    occurred_on = DayField(label=_l("Date"), initial=timezone.localdate)
    weight = forms.FloatField(
        label=_l("Weight"), initial=1, min_value=0.001, max_value=1_000_000,
        help_text=_l("Where several brought one customer, its worth is shared by weight."),
    )  # fmt: skip
    is_warning = forms.BooleanField(label=_l("Spoke against the show: kept it away"), required=False)
    note = forms.CharField(
        label=pgettext_lazy("to write down", "Note"), widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000, required=False,
    )  # fmt: skip

    def clean_occurred_on(self) -> Any:
        return past(self, "occurred_on")


class NewReferralForm(ReferralForm):
    way = forms.ChoiceField(
        label=_l("This customer"), widget=forms.RadioSelect, initial=BY,
        choices=[(BY, _l("was brought by")), (BROUGHT, _l("has brought"))],
    )  # fmt: skip
    name = forms.CharField(label=_l("Name of the other customer"), max_length=100)
    other = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ["way", "name", "other", "occurred_on", "weight", "is_warning", "note"]


class AddReferral(OnRelationship, Dialog):
    title = _l("Who brought whom")
    button = _l("Add")
    form_class = NewReferralForm
    template = "customers/_referral.html"

    def extra(self) -> dict[str, Any]:
        return {"relationship": self.relationship, "found": self.found}

    @cached_property
    def found(self) -> list[Party]:
        """Whom the name may mean."""
        return named(self, self.request.POST.get("name", ""))

    def other(self, form: Any) -> Party:
        chosen = form.cleaned_data["other"]
        seen = visible.parties(self.scope).filter(pk=chosen).first() if chosen else None
        exact = [one for one in self.found if form.cleaned_data["name"] in (one.zh, one.en)]
        meant = seen or (exact[0] if len(exact) == 1 else None)
        if meant is None:
            raise forms.ValidationError(
                _("Choose which customer you mean.")
                if self.found
                else _("Nobody is on file under this name.")
            )
        return meant

    def save(self, form: Any) -> None:
        other, here = self.other(form), self.relationship
        was_brought = form.cleaned_data["way"] == BY
        referrer, child = (other, self.party) if was_brought else (self.party, other)
        refuse(referrer, child, here)
        told = {name: form.cleaned_data[name] for name in ("occurred_on", "weight", "is_warning", "note")}
        made = Referral.objects.create(
            referrer=referrer,
            child=child,
            series=here.series,
            side=here.side,
            recorded_by=self.person,
            **told,
        )
        for party in (referrer, child):
            journal.record("referral.add", made, by=self.person, party=party.pk, series=here.series_id)
        Relationship.between(child.pk, here.series_id, here.side)
        toast(self.request, _("Written down who brought whom."))


def refuse(referrer: Party, child: Party, here: Relationship) -> None:
    if referrer.pk == child.pk:
        raise forms.ValidationError(_("Nobody brings itself."))
    same = Referral.objects.filter(referrer=referrer, child=child, series=here.series_id, side=here.side)
    if same.exists():
        raise forms.ValidationError(_("This is written down already."))
    if Lineage(here.series_id, [referrer.pk]).goes_round(referrer.pk, child.pk):
        words = _("{child} itself brought {referrer}, at once or through others: it cannot go round.")
        raise forms.ValidationError(words.format(child=child, referrer=referrer))


def named(view: OnRelationship, text: str) -> list[Party]:
    text = text.replace("\x00", "").strip()[:100]
    found = search(text, visible.parties(view.scope), LOOKED_AT + 1) if len(text) > 1 else []
    return [one for one in found if one.pk != view.party.pk][:LOOKED_AT]


class Whom(OnRelationship):
    """Customers of such a name, asked while one types."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.check()
        found = named(self, request.GET.get("name", ""))
        return render(request, "customers/_whom.html", {"found": found, "asked": True})


class OnReferral(OnRelationship):
    @property
    def row(self) -> Referral:
        ends = Q(referrer=self.party) | Q(child=self.party)
        found: Referral = get_object_or_404(
            Referral.objects.filter(ends, series=self.relationship.series_id), pk=self.kwargs["row"]
        )
        return found


class EditReferral(OnReferral, Dialog):
    title = _l("Who brought whom")
    form_class = ReferralForm

    def initial(self) -> dict[str, Any]:
        return started(self.row, ["occurred_on", "weight", "is_warning", "note"])

    def save(self, form: Any) -> None:
        self.row.change(by=self.person, seen=form.cleaned_data["seen"], **form.values())


class RemoveReferral(OnReferral, Act):
    def act(self) -> None:
        undo = remove(self.request, self.row, self.party.pk)
        toast(self.request, _("Taken out who brought whom."), undo=undo)
