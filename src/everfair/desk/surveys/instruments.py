"""Questionnaires: which there are, and what each asks."""

from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair import journal
from everfair.desk.surveys.access import InRoom, OfInstrument, seen_instruments
from everfair.desk.surveys.forms import InstrumentForm
from everfair.journal.models import StaleEdit
from everfair.shows.scope import Capability
from everfair.surveys import visible
from everfair.surveys.making import free_code
from everfair.surveys.models import Instrument
from everfair.ui import once, undoing
from everfair.ui.lists.state import is_key
from everfair.ui.toasts import toast


class InstrumentList(InRoom):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = self.counted()
        context = {
            "used": [row for row in rows if row.is_active],
            "retired": [row for row in rows if not row.is_active],
            "may_add": self.may_add,
            "may_import": self.scope.may(Capability.IMPORT),
        }
        return render(request, "surveys/instruments.html", context)

    def counted(self) -> list[Any]:
        """With how many items and how many responses that the user may see."""
        rows: QuerySet[Instrument] = seen_instruments(self.scope).select_related("series")
        answered = visible.responses(self.scope).values("instrument").annotate(n=Count("pk")).order_by()
        counts = dict(answered.values_list("instrument", "n"))
        found: list[Any] = list(rows.annotate(asked=Count("items")))
        for row in found:
            row.answered = counts.get(row.pk, 0)
        return found


class InstrumentPage(OfInstrument):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        seen = visible.responses(self.scope).filter(instrument=self.instrument)
        told = Count("answers", filter=Q(answers__response__in=seen.values("pk")))
        items = list(self.instrument.items.select_related("topic").annotate(told=told))
        context = {
            "instrument": self.instrument,
            "items": items,
            "may_word": self.words_it,
            "responses": seen.count(),
            "may_see": self.scope.may(Capability.SEE),
        }
        return render(request, "surveys/instrument.html", context)


class InstrumentEdit(InRoom):
    """Its names and its show; without `pk` a new one."""

    @cached_property
    def instrument(self) -> Instrument | None:
        key = self.kwargs.get("pk")
        if key is None:
            self.must(self.may_add)
            return None
        found: Instrument | None = seen_instruments(self.scope).filter(pk=key).first()
        self.must(found is not None and self.may_word(found.series_id))
        return found

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        return self.page(InstrumentForm(instance=self.instrument, scope=self.scope))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if led_to := once.spent(request):
            return redirect(led_to)
        fresh = Instrument.objects.get(pk=self.instrument.pk) if self.instrument else None
        form = InstrumentForm(request.POST, instance=fresh, scope=self.scope)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            made = self.write(form)
        except once.Spent as earlier:
            return redirect(earlier.led_to)
        except StaleEdit as stale:
            return self.page(InstrumentForm(instance=stale.current, scope=self.scope), 422, stale)
        return redirect("surveys:instrument", made.pk)

    @transaction.atomic
    def write(self, form: InstrumentForm) -> Instrument:
        if self.instrument is None:
            code = free_code(form.cleaned_data["en"] or form.cleaned_data["zh"], Instrument, "questionnaire")
            made = Instrument.objects.create(code=code, **form.changes)
            told = {"code": code, "items": 0}
            journal.record("instrument.add", made, by=self.person, series=made.series_id, params=told)
            once.spend(self.request, reverse("surveys:instrument", args=[made.pk]))
            toast(self.request, _("Now add its questions."))
            return made
        before = {name: getattr(self.instrument, name) for name in ("zh", "en", "series_id")}
        if self.instrument.change(by=self.person, seen=version_of(self.request), **form.changes):
            told = {"pk": self.instrument.pk, "version": self.instrument.version, "values": before}
            toast(self.request, _("Saved."), undo=undoing.keep(self.request, "instrument", told))
        return self.instrument

    def page(self, form: InstrumentForm, status: int = 200, stale: StaleEdit | None = None) -> HttpResponse:
        context = {"form": form, "instrument": self.instrument, "difference": difference(stale)}
        return render(self.request, "surveys/instrument_edit.html", context, status=status)


def version_of(request: HttpRequest) -> int | None:
    seen = request.POST.get("version", "")
    return int(seen) if is_key(seen) else None


def difference(stale: StaleEdit | None) -> list[tuple[Any, Any, Any]]:
    """(field, as it stands, as it was wanted)."""
    if stale is None:
        return []
    named = stale.current._meta
    return [
        (named.get_field(name).verbose_name, now, wanted)  # type: ignore[union-attr]
        for name, (now, wanted) in stale.difference.items()
    ]


class Retire(OfInstrument):
    """One that is retired is not offered for lists any more; its answers count as before."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.must(self.words_it)
        if self.instrument.change(by=self.person, is_active=False):
            told = {"pk": pk, "version": self.instrument.version, "values": {"is_active": True}}
            words = _("“{name}” is retired.").format(name=self.instrument)
            toast(request, words, undo=undoing.keep(request, "instrument", told))
        return redirect("surveys:home")


class Use(OfInstrument):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.must(self.words_it)
        self.instrument.change(by=self.person, is_active=True)
        toast(request, _("“{name}” is in use again.").format(name=self.instrument))
        return redirect("surveys:instrument", pk)
