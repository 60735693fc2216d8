"""Making, changing and removing shows and editions."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from everfair import journal
from everfair.desk.shows.forms import ZONES, EditionForm, SeriesForm, said_of, said_of_series
from everfair.house.models import User
from everfair.journal.models import StaleEdit
from everfair.shows.models import Edition, Participation, Series
from everfair.shows.models.removable import NotEmpty
from everfair.shows.scope import Capability
from everfair.ui.asking import scope_for
from everfair.ui.of_series import OfSeries
from everfair.ui.toasts import toast
from everfair.work.models import enqueue


class Editing(OfSeries):
    """A form of its own page. Subclasses say the form, how it is saved, and where it leads."""

    template = "shows/form.html"

    def check(self) -> None:
        self.must(Capability.MANAGE_SHOWS)

    def form(self, data: Any = None) -> forms.Form:
        raise TypeError(f"{type(self).__name__} does not say its form")

    def save(self, form: Any) -> str:
        """Save it; the address to go to. May raise StaleEdit."""
        raise TypeError(f"{type(self).__name__} does not say how it saves")

    def told(self) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.check()
        return self.shown(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.check()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form, 422)
        try:
            with transaction.atomic():
                return redirect(self.save(form))
        except StaleEdit as stale:
            data = request.POST.copy()
            data["seen"] = str(getattr(stale.current, "version", ""))
            form = self.form(data)
            form.is_valid()
            return self.shown(form, 409, difference=differing(stale))
        except IntegrityError:
            form.add_error(None, _("Somebody just saved the same name. Look at the list and try again."))
            return self.shown(form, 422)

    def shown(self, form: forms.Form, status: int = 200, **more: Any) -> HttpResponse:
        context = {"form": form, "zones": ZONES} | self.told() | more
        return render(self.request, self.template, context, status=status)


class NewSeries(Editing):
    def check(self) -> None:
        if not scope_for(self.request).may_everywhere(Capability.MANAGE_SHOWS):
            raise Http404

    def form(self, data: Any = None) -> SeriesForm:
        return SeriesForm(data)

    def told(self) -> dict[str, Any]:
        return {"heading": _("New show"), "button": _("Make the show")}

    def save(self, form: SeriesForm) -> str:
        values = form.values()
        types = values.pop("types")
        made = Series.objects.create(**values)
        made.types.set(types)
        journal.record("series.add", made, by=self.person, series=made.pk, params={"name": str(made)})
        toast(self.request, _("“{name}” is here. Add its editions, or bring a list.").format(name=made))
        return page_of(made)


class EditSeries(Editing):
    def form(self, data: Any = None) -> SeriesForm:
        return SeriesForm(data, initial=said_of_series(self.series), series=self.series)

    def told(self) -> dict[str, Any]:
        return self.frame() | {"heading": _("Edit the show"), "button": _("Save")}

    def save(self, form: SeriesForm) -> str:
        self.series.edit(by=self.person, seen=form.cleaned_data["seen"], **form.values())
        toast(self.request, _("Saved."))
        return page_of(self.series)


class NewEdition(Editing):
    template = "shows/edition_form.html"

    def form(self, data: Any = None) -> EditionForm:
        return EditionForm(data, others=self.series.editions.all())

    def told(self) -> dict[str, Any]:
        return self.frame() | {"heading": _("New edition"), "button": _("Add the edition")}

    def save(self, form: EditionForm) -> str:
        made = self.series.add_edition(by=self.person, **form.values())
        forecast(made, by=self.person)
        toast(self.request, _("“{name}” was added.").format(name=made))
        return page_of(self.series)


class EditEdition(Editing):
    template = "shows/edition_form.html"

    def form(self, data: Any = None) -> EditionForm:
        others = self.series.editions.exclude(pk=self.edition.pk)
        return EditionForm(data, initial=said_of(self.edition), others=others)

    def told(self) -> dict[str, Any]:
        heading = _("Edit {edition}").format(edition=self.edition)
        return self.frame() | {"edition": self.edition, "heading": heading, "button": _("Save")}

    def save(self, form: EditionForm) -> str:
        changed = self.edition.change(by=self.person, seen=form.cleaned_data["seen"], **form.values())
        counts = {"is_held", "is_excluded"} & set(changed)
        toast(self.request, _("Saved. The next analysis counts it so.") if counts else _("Saved."))
        return page_of(self.series)


class Act(OfSeries):
    """A button: one thing is done, and back to the page of the series."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.must(Capability.MANAGE_SHOWS)
        with transaction.atomic():
            return redirect(self.act() or page_of(self.series))

    def act(self) -> str:
        raise TypeError(f"{type(self).__name__} does not say what it does")


class NextEdition(Act):
    """One click; clicked twice it is made once: the form says which edition was the last."""

    def act(self) -> str:
        Series.objects.select_for_update().get(pk=self.series.pk)
        last = self.series.editions.order_by("-ordinal").first()
        if self.request.POST.get("after", "") == str(last.pk if last else ""):
            made = self.series.add_next_edition(by=self.person, today=self.today)
            forecast(made, by=self.person)
            toast(self.request, _("“{name}” was added. Look at its dates.").format(name=made))
        return ""


def forecast(made: Edition, *, by: User) -> None:
    """Those who came before are scored for the edition to come without being asked for."""
    if not made.is_held and Participation.objects.filter(edition__series=made.series_id).exists():
        enqueue("relations.analyse", by=by)


class MoveEdition(Act):
    def act(self) -> str:
        earlier = self.request.POST.get("to") == "earlier"
        if self.edition.move(earlier=earlier, by=self.person):
            toast(self.request, _("“{name}” was moved.").format(name=self.edition))
        return ""


class Remove(Act):
    """Only what is empty can go."""

    @cached_property
    def subject(self) -> Any:
        return self.edition if "edition" in self.kwargs else self.series

    def act(self) -> str:
        name = str(self.subject)
        try:
            self.subject.remove(by=self.person, series=self.series.pk)
        except NotEmpty as full:
            messages.error(self.request, why_kept(name, full))
            return ""
        toast(self.request, _("“{name}” was deleted.").format(name=name))
        return "" if "edition" in self.kwargs else "shows:list"


def why_kept(name: str, full: NotEmpty) -> str:
    words = {
        "shows.participation": pgettext("kept", "participations"),
        "shows.edition": _("editions"),
        "relations.relationship": _("customers"),
        "loop.round": _("rounds"),
    }
    counted = [f"{words[label]} ({count})" for label, count in full.held if label in words]
    return _("“{name}” is not empty and was kept: {what}.").format(
        name=name, what=", ".join(counted) or _("other records belong to it")
    )


def page_of(series: Series) -> str:
    return reverse("shows:series", args=[series.pk])


def differing(stale: StaleEdit) -> list[tuple[str, Any, Any]]:
    """(label, theirs, yours) of each field, as people read them."""
    meta = stale.current._meta
    return [
        (str(getattr(meta.get_field(name), "verbose_name", name)), read(name, theirs), read(name, yours))
        for name, (theirs, yours) in stale.difference.items()
    ]


def read(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "maturity":
        return dict(Series.Maturity.choices).get(value, value)
    if name == "area_plan_dm2" and value is not None:
        return f"{value / 100:g} m²"
    return value if not isinstance(value, models.Model) else str(value)
