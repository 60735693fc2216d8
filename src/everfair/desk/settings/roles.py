"""The tree of roles that customers have on a show: what every house starts from, and what this one adds."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from everfair.desk.settings.access import Kept
from everfair.shows import role_tree
from everfair.shows.models import Role
from everfair.shows.scope import Capability
from everfair.ui.toasts import toast


class RoleForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Role
        fields = ("zh", "en", "parent", "side")
        labels = {"parent": _("Under"), "side": _("Side")}
        help_texts = {"side": _("which relationship with the show it belongs to")}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["parent"].empty_label = gettext("nothing: a role of the first rank")  # type: ignore[attr-defined]
        below = role_tree.below(self.instance) if self.instance.pk else set()
        self.fields["parent"].queryset = Role.objects.exclude(pk__in=below)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("zh") and not given.get("en"):
            raise forms.ValidationError(gettext("It needs a name in one of the languages."))
        return given


class Roles(Kept):
    capability = Capability.MANAGE_SHOWS
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(
            request, "settings/roles.html", {"rows": role_tree.rows(), "total": Role.objects.count()}
        )


class NewRole(Kept):
    capability = Capability.MANAGE_SHOWS
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get("under", "")
        above = Role.objects.filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 10 else None
        first = {"parent": above, "side": above.side} if above else {}
        return self.shown(RoleForm(initial=first))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RoleForm(request.POST)
        if not form.is_valid():
            return self.shown(form, 422)
        made = role_tree.add(by=self.person, **form.cleaned_data)
        toast(request, gettext("“{name}” can be given to customers now.").format(name=made))
        return redirect("settings:roles")

    def shown(self, form: RoleForm, status: int = 200) -> HttpResponse:
        return render(self.request, "settings/role.html", {"form": form}, status=status)


class OfRole(Kept):
    capability = Capability.MANAGE_SHOWS

    @cached_property
    def role(self) -> Role:
        return get_object_or_404(Role, pk=self.kwargs["pk"])


class EditRole(OfRole):
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.shown(RoleForm(instance=self.role))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RoleForm(request.POST, instance=Role.objects.get(pk=self.role.pk))
        if not form.is_valid():
            return self.shown(form, 422)
        role_tree.change(self.role, by=self.person, **form.cleaned_data)
        toast(request, gettext("Saved."))
        return redirect("settings:roles")

    def shown(self, form: RoleForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "role": self.role, "held": role_tree.held(self.role)}
        return render(self.request, "settings/role.html", context, status=status)


class RemoveRole(OfRole):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        name = str(self.role)
        try:
            role_tree.remove(self.role, by=self.person)
        except role_tree.InUse:
            toast(request, gettext("“{name}” is in use and stays.").format(name=name), level=30)
            return redirect(reverse("settings:role", args=[pk]))
        toast(request, gettext("“{name}” was removed.").format(name=name))
        return redirect("settings:roles")
