"""The questions of a questionnaire, one by one."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.desk.surveys.access import OfInstrument
from everfair.desk.surveys.forms import TAKEN, ItemForm
from everfair.desk.surveys.instruments import difference, version_of
from everfair.journal.models import StaleEdit
from everfair.surveys import wording
from everfair.surveys.models import Item
from everfair.surveys.wording import Answered
from everfair.ui import once, undoing
from everfair.ui.toasts import toast

KEPT = ("code", "zh", "en", "asks", "topic_id", "low", "high", "is_turned")


class OfItem(OfInstrument):
    """`item` in the address; without it, one to be written."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except Item.DoesNotExist:
            if request.method != "POST":
                raise Http404 from None
            words = _("This question is not there any more: somebody removed it meanwhile.")
            toast(request, words, level=messages.WARNING)
            return redirect("surveys:instrument", self.instrument.pk)

    @cached_property
    def item(self) -> Item:
        self.must(self.words_it)
        key = self.kwargs.get("item")
        if key is None:
            return Item(instrument=self.instrument)
        return self.instrument.items.select_related("topic").get(pk=key)


class ItemPage(OfItem):
    def get(self, request: HttpRequest, pk: int, item: int | None = None) -> HttpResponse:
        return self.page(ItemForm(instance=self.item))

    def post(self, request: HttpRequest, pk: int, item: int | None = None) -> HttpResponse:
        if led_to := once.spent(request):
            return redirect(led_to)
        form = ItemForm(request.POST, instance=self.fresh())
        if not form.is_valid():
            return self.page(form, 422)
        try:
            self.write(form)
        except StaleEdit as stale:
            return self.page(ItemForm(instance=stale.current), 422, stale)
        except once.Spent as earlier:
            return redirect(earlier.led_to)
        except IntegrityError:  # somebody was as fast
            form.add_error("code", TAKEN)
            return self.page(form, 422)
        except Answered:
            form.add_error(None, _("There are answers: what it asks for, its topic and its scale stay."))
            return self.page(form, 422)
        return redirect("surveys:instrument", pk)

    def fresh(self) -> Item:
        if self.item._state.adding:
            return Item(instrument=self.instrument)
        return Item.objects.select_related("instrument").get(pk=self.item.pk)

    @transaction.atomic
    def write(self, form: ItemForm) -> None:
        if self.item._state.adding:
            wording.add_item(self.instrument, by=self.person, **form.changes)
            once.spend(self.request, reverse("surveys:instrument", args=[self.instrument.pk]))
            toast(self.request, _("Question added."))
            return
        before = {name: getattr(self.item, name) for name in KEPT}
        if wording.change_item(self.item, by=self.person, seen=version_of(self.request), **form.changes):
            told = {"pk": self.item.pk, "version": self.item.version, "values": before}
            toast(self.request, _("Question saved."), undo=undoing.keep(self.request, "item", told))

    def page(self, form: ItemForm, status: int = 200, stale: StaleEdit | None = None) -> HttpResponse:
        is_answered = not self.item._state.adding and self.item.answers.exists()
        context = {
            "form": form,
            "instrument": self.instrument,
            "item": self.item,
            "is_answered": is_answered,
            "difference": difference(stale),
        }
        return render(self.request, "surveys/item.html", context, status=status)


class Remove(OfItem):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:
        try:
            told = wording.remove_item(self.item, by=self.person)
        except Answered:
            toast(request, _("There are answers to it: it stays."), level=messages.WARNING)
            return redirect("surveys:instrument", pk)
        words = _("The question “{name}” was removed.").format(name=self.item)
        toast(request, words, undo=undoing.keep(request, "item-removed", told))
        return redirect("surveys:instrument", pk)


class Move(OfItem):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:
        wording.move_item(self.item, 1 if request.POST.get("down") else -1, by=self.person)
        return redirect("surveys:instrument", pk)
