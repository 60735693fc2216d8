"""Editing in place: one form in a dialog, a page of its own without scripts, and the difference where it was stale."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from everfair.desk.customers.access import OfCustomer
from everfair.journal.models import StaleEdit
from everfair.ui.undoing import came_from

Word = str | Promise


class Dialog(OfCustomer):
    """Subclasses say the form, what it starts from, and how it is saved (raising StaleEdit or ValidationError)."""

    title: Word = ""
    button: Word = _("Save")
    form_class: type[forms.Form]
    template = "customers/_dialog.html"

    def check(self) -> None:
        """Raise Http404 where the user may not do this."""
        self.must_change()

    def initial(self) -> dict[str, Any]:
        return {}

    def save(self, form: Any) -> None:
        raise TypeError(f"{type(self).__name__} does not say how it saves")

    def form(self, data: Any = None) -> forms.Form:
        return self.form_class(data, initial=self.initial())

    def extra(self) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.check()
        return self.shown(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.check()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        try:
            with transaction.atomic():
                self.save(form)
        except StaleEdit as stale:
            return self.shown(refreshed(form, stale), status=self.conflict, difference=differing(stale))
        except forms.ValidationError as refused:
            form.add_error(None, refused)
            return self.shown(form, status=422)
        return self.done()

    @property
    def conflict(self) -> int:
        """htmx swaps a 422 only."""
        return 422 if self.in_page else 409

    @property
    def in_page(self) -> bool:
        return self.request.headers.get("HX-Request") == "true"

    def shown(self, form: forms.Form, status: int = 200, **more: Any) -> HttpResponse:
        context = {"form": form, "view": self, "party": self.party, "action": self.request.get_full_path()}
        context |= self.extra() | more
        template = self.template if self.in_page else "customers/dialog_page.html"
        return render(self.request, template, context | {"part": self.template}, status=status)

    def done(self) -> HttpResponse:
        if self.in_page:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return redirect(self.file_url)

    @property
    def file_url(self) -> str:
        return reverse("customers:file", args=[self.party.pk])


class Act(OfCustomer):
    """A button: a POST that does one thing and goes back to the file."""

    http_method_names = ["post", "options"]

    def check(self) -> None:
        self.must_change()

    def act(self) -> None:
        raise TypeError(f"{type(self).__name__} does not say what it does")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.check()
        with transaction.atomic():
            self.act()
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return redirect(came_from(request, reverse("customers:file", args=[self.party.pk])))


class SeenForm(forms.Form):
    """A form that remembers which version of the row it shows."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def started(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """What a SeenForm starts from."""
    return {name: getattr(row, name) for name in names} | {"seen": getattr(row, "version", 1)}


def refreshed(form: forms.Form, stale: StaleEdit) -> forms.Form:
    """The same form, now of the version that stands: saved again it is meant so."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["seen"] = str(getattr(stale.current, "version", 1))
    again = type(form)(data)
    again.fields = form.fields
    return again


def differing(stale: StaleEdit) -> list[tuple[str, Any, Any]]:
    """(label, theirs, yours) of each field."""
    meta = stale.current._meta
    return [
        (str(getattr(meta.get_field(name), "verbose_name", name)), theirs, yours)
        for name, (theirs, yours) in stale.difference.items()
    ]
