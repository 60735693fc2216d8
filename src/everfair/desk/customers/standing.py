"""What staff decide about a relationship: its owner, and its stage where they know better than the analysis."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from everfair.desk.customers.dialogs import Act, Dialog, SeenForm, started
from everfair.house.models import User
from everfair.relations import visible
from everfair.relations.models import Relationship
from everfair.relations.standing import standing_of
from everfair.shows.scope import Capability
from everfair.shows.staff import workers_on
from everfair.ui.stages import stage_choices
from everfair.ui.toasts import toast
from everfair.ui.undoing import keep


class OwnerForm(SeenForm):
    owner = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_l("Owner"), required=False, empty_label=_l("Nobody")
    )


class OfRelationship(Dialog):
    """About one relationship, which the user must be able to change: it alone counts, not another of the party's."""

    @cached_property
    def row(self) -> Relationship:
        mine = self.relationships.filter(visible.changeable(self.scope))
        return get_object_or_404(mine, pk=self.kwargs["row"])

    def check(self) -> None:
        if self.row is None:
            raise Http404


class ChangeOwner(OfRelationship):
    title = _l("Owner")
    form_class = OwnerForm

    def form(self, data: Any = None) -> forms.Form:
        """Whoever looks after them now is offered, too: the form may be saved as it stands."""
        form, now = super().form(data), User.objects.filter(pk=self.row.owner_id or 0)
        offered = workers_on(self.row.series_id) | now
        form.fields["owner"].queryset = offered  # type: ignore[attr-defined]
        return form

    def initial(self) -> dict[str, Any]:
        return started(self.row, ["owner"])

    def save(self, form: Any) -> None:
        before, owner = self.row.owner_id, form.cleaned_data["owner"]
        self.row.change(by=self.person, seen=form.cleaned_data["seen"], owner=owner)
        after = owner.pk if owner else None
        undo = keep(self.request, "rows", ["relationship", "owner_id", after, [[before, [self.row.pk]]]])
        toast(self.request, _("Owner changed."), undo=undo)


class OverruleForm(forms.Form):
    stage = forms.ChoiceField(label=_l("Stage"), choices=stage_choices)
    reason = forms.CharField(
        label=_l("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_l("What you know that the figures do not."),
    )  # fmt: skip


class Overrule(OfRelationship):
    title = _l("Set the stage by hand")
    button = _l("Set stage")
    form_class = OverruleForm

    def initial(self) -> dict[str, Any]:
        """From where it stands: a word of one's own is chosen, never met by chance."""
        return {"stage": standing_of([self.row])[0].stage}

    def check(self) -> None:
        super().check()
        if not self.may_here(Capability.OVERRULE, self.row):
            raise Http404

    def save(self, form: Any) -> None:
        self.row.overrule(form.cleaned_data["stage"], form.cleaned_data["reason"], by=self.person)
        toast(self.request, _("Stage set by hand."))


class Lift(Act):
    """The computed stage counts again."""

    def check(self) -> None:
        if not self.may_here(Capability.OVERRULE, self.row):
            raise Http404

    @cached_property
    def row(self) -> Relationship:
        return get_object_or_404(
            self.relationships.filter(visible.changeable(self.scope)), pk=self.kwargs["row"]
        )

    def act(self) -> None:
        for override in self.row.overrides.filter(lifted_at=None):
            override.lift(by=self.person)
        toast(self.request, _("The computed stage counts again."))
