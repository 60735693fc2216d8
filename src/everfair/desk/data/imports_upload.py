"""Uploading lists: what kind they are, and the files."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from everfair.desk.data.imports_access import scope_to_import
from everfair.intake.kinds import Kind
from everfair.intake.models import Batch
from everfair.tables import TableError
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
    asked = request.GET.get("kind", "")
    initial = {"kind": asked if asked in Kind.values else Kind.PARTICIPATIONS}
    form = UploadForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return received(request, form)
    status = 422 if request.method == "POST" else 200
    limit = filesizeformat(settings.UPLOAD_LIMIT_BYTES)
    return render(request, "desk_data/imports/upload.html", {"form": form, "limit": limit}, status=status)


def received(request: HttpRequest, form: UploadForm) -> HttpResponse:
    user = person_of(request)
    batches = [Batch.receive(one, form.cleaned_data["kind"], by=user) for one in form.cleaned_data["file"]]
    for batch in batches:
        recognise(batch)
    if len(batches) == 1:
        return redirect("data:import", batches[0].pk)
    toast(request, _("%(count)s files are here. Check the columns of each.") % {"count": len(batches)})
    return redirect("data:home")


def recognise(batch: Batch) -> None:
    """A file that cannot be read says so on its own page."""
    try:
        batch.read()
    except TableError:
        batch.refresh_from_db()
