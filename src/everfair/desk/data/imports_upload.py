"""Uploading lists: what kind they are, and the files."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from everfair.desk.data.imports_access import scope_to_import
from everfair.intake.kinds import Kind
from everfair.intake.models import Batch
from everfair.tables import TableError
from everfair.ui import once
from everfair.ui.asking import person_of
from everfair.ui.toasts import toast

MOST_FILES = 20


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list) else [data]
        if not [one for one in given if one]:
            raise forms.ValidationError(_("Choose a file."))
        return [self.fitting(one) for one in given[:MOST_FILES]]

    def fitting(self, one: UploadedFile) -> UploadedFile:
        if (one.size or 0) > settings.UPLOAD_LIMIT_BYTES:
            words = {"name": one.name, "limit": filesizeformat(settings.UPLOAD_LIMIT_BYTES)}
            raise forms.ValidationError(
                _("“%(name)s” is too large; up to %(limit)s can be read."), params=words
            )
        if len(one.name or "") > 255:
            raise forms.ValidationError(_("The file name is too long."))
        return one


class UploadForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is in it"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
    )
    file = FilesField(label=gettext_lazy("Files"), widget=Files)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    scope_to_import(request)
    if request.method == "POST" and (led_to := once.spent(request)):
        return redirect(led_to)
    asked = request.GET.get("kind", "")
    initial = {"kind": asked if asked in Kind.values else Kind.PARTICIPATIONS}
    form = UploadForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return received(request, form)
    status = 422 if request.method == "POST" else 200
    limit = filesizeformat(settings.UPLOAD_LIMIT_BYTES)
    return render(request, "desk_data/imports/upload.html", {"form": form, "limit": limit}, status=status)


def received(request: HttpRequest, form: UploadForm) -> HttpResponse:
    kind, (first, *others) = form.cleaned_data["kind"], form.cleaned_data["file"]
    try:
        batches = [first_received(request, first, kind, alone=not others)]
    except once.Spent as earlier:
        return redirect(earlier.led_to)
    batches += [Batch.receive(one, kind, by=person_of(request)) for one in others]
    for batch in batches:
        recognise(batch)
    if not others:
        return redirect("data:import", batches[0].pk)
    toast(request, _("%(count)s files are here. Check the columns of each.") % {"count": len(batches)})
    return redirect("data:home")


def first_received(request: HttpRequest, first: UploadedFile, kind: str, *, alone: bool) -> Batch:
    """The form is spent with it: of one sent twice at the same moment nothing is kept, its file neither."""
    with transaction.atomic():
        batch = Batch.receive(first, kind, by=person_of(request))
        try:
            once.spend(request, reverse("data:import", args=[batch.pk]) if alone else reverse("data:home"))
        except once.Spent:
            batch.file.delete(save=False)
            raise
    return batch


def recognise(batch: Batch) -> None:
    """A file that cannot be read says so on its own page."""
    try:
        batch.read()
    except TableError:
        batch.refresh_from_db()
