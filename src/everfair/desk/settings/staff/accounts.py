"""Adding an account, and everything one does with it."""

import secrets
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.desk.settings.access import Kept
from everfair.desk.settings.staff.forms import AccountForm, MembershipForm, NewAccountForm, PasswordForm
from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.shows import staffing
from everfair.shows.models import Membership
from everfair.ui.toasts import toast

LATEST = 8


def made_up() -> str:
    """Twelve characters that nobody need remember: the first thing to do with it is to change it."""
    return secrets.token_urlsafe(9)


class NewAccount(Kept):
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.shown(NewAccountForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NewAccountForm(request.POST)
        if not form.is_valid():
            return self.shown(form, 422)
        password = form.cleaned_data["password"] or made_up()
        try:
            made = self.written(form, password)
        except IntegrityError:
            form.add_error("username", _("Somebody just took this user name."))
            return self.shown(form, 422)
        toast(request, _("{name} can sign in now.").format(name=made))
        if form.cleaned_data["password"]:
            return redirect(reverse("settings:person", args=[made.pk]))
        return told_once(request, made, password)

    def shown(self, form: NewAccountForm, status: int = 200) -> HttpResponse:
        return render(self.request, "settings/new_account.html", {"form": form}, status=status)

    @transaction.atomic
    def written(self, form: NewAccountForm, password: str) -> User:
        given = form.cleaned_data
        values = {name: given[name] for name in ("username", "name", "email", "language")}
        made = staffing.add_user(by=self.person, password=password, **values)
        if given["role"]:
            staffing.grant(made, given["role"], given["series"], by=self.person)
        return made


def told_once(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """The page is kept by no browser, and the password by nobody else."""
    return render(request, "settings/password_once.html", {"account": user, "password": password})


class OfAccount(Kept):
    """A page or act about one account (`pk` in the address)."""

    @cached_property
    def account(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    @property
    def url(self) -> str:
        return reverse("settings:person", args=[self.account.pk])


class Account(OfAccount):
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.shown(AccountForm(instance=self.account))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AccountForm(request.POST, instance=User.objects.get(pk=self.account.pk))
        if not form.is_valid():
            return self.shown(form, 422)
        staffing.change_user(self.account, by=self.person, **form.cleaned_data)
        toast(request, _("Saved."))
        return redirect(self.url)

    def shown(self, form: forms.Form | AccountForm, status: int = 200) -> HttpResponse:
        held = self.account.memberships.select_related("series").order_by("pk")
        about = Q(actor=self.account) | Q(object_type="house.user", object_id=self.account.pk)
        context: dict[str, Any] = {
            "account": self.account, "form": form, "memberships": held, "membership_form": MembershipForm(),
            "password_form": PasswordForm(), "is_me": self.account == self.person,
            "entries": Entry.objects.filter(about).select_related("actor").order_by("-id")[:LATEST],
        }  # fmt: skip
        return render(self.request, "settings/account.html", context, status=status)


class Act(OfAccount):
    """A button: one act on an account, then back to it."""

    http_method_names = ["post", "options"]

    def act(self) -> HttpResponse | None:
        raise TypeError(f"{type(self).__name__} does not say what it does")

    def post(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        try:
            return self.act() or redirect(self.url)
        except staffing.NobodyLeft:
            text = _("Nobody else could let staff in any more. Give somebody else the role first.")
            messages.error(request, text)
            return redirect(self.url)


class Disable(Act):
    def act(self) -> None:
        staffing.disable(self.account, by=self.person)
        toast(self.request, _("{name} is not let in any more.").format(name=self.account))


class Enable(Act):
    def act(self) -> None:
        staffing.enable(self.account, by=self.person)
        toast(self.request, _("{name} is let in again.").format(name=self.account))


class Grant(Act):
    def act(self) -> None:
        form = MembershipForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, _("Choose a role and a show from the list."))
            return
        staffing.grant(self.account, form.cleaned_data["role"], form.cleaned_data["series"], by=self.person)
        toast(self.request, _("Role given."))


class Revoke(Act):
    def act(self) -> None:
        membership = get_object_or_404(Membership, pk=self.kwargs["row"], user=self.account)
        staffing.revoke(membership, by=self.person)
        toast(self.request, _("Role taken away."))


class ResetPassword(Act):
    def act(self) -> HttpResponse | None:
        form = PasswordForm(self.request.POST)
        if not form.is_valid():
            for wrong in form.errors["password"]:
                messages.error(self.request, str(wrong))
            return None
        given = form.cleaned_data["password"]
        password = given or made_up()
        staffing.set_password(self.account, password, by=self.person)
        toast(self.request, _("The old password opens nothing any more."))
        return None if given else told_once(self.request, self.account, password)
