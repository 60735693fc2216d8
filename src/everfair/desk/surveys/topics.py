"""What questions are about: attributes of a show, goals of taking part, parts of value and cost."""

from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair import journal
from everfair.desk.surveys.access import InRoom, seen_instruments, seen_topics
from everfair.desk.surveys.forms import TopicForm
from everfair.desk.surveys.instruments import difference, version_of
from everfair.journal.models import StaleEdit
from everfair.surveys.making import free_code
from everfair.surveys.models import Topic
from everfair.ui import once, undoing
from everfair.ui.toasts import toast

KEPT = ("zh", "en", "kind", "series_id", "order")


class TopicList(InRoom):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = Count("items", filter=Q(items__instrument__in=seen_instruments(self.scope).values("pk")))
        rows = list(seen_topics(self.scope).select_related("series").annotate(asked=asked))
        used = [row for row in rows if row.is_active]
        context = {
            "groups": [(kind.label, [row for row in used if row.kind == kind]) for kind in Topic.Kind],
            "retired": [row for row in rows if not row.is_active],
            "may_add": self.may_add,
            "count": len(used),
            "wordable": {row.pk for row in rows if self.may_word(row.series_id)},
        }
        return render(request, "surveys/topics.html", context)


class OfTopic(InRoom):
    """`pk` in the address; without it, one to be written."""

    @cached_property
    def topic(self) -> Topic | None:
        key = self.kwargs.get("pk")
        if key is None:
            self.must(self.may_add)
            return None
        found: Topic | None = seen_topics(self.scope).filter(pk=key).first()
        self.must(found is not None and self.may_word(found.series_id))
        return found

    def turn(self, is_active: bool) -> Topic:
        assert self.topic is not None
        self.topic.change(by=self.person, is_active=is_active)
        return self.topic


class TopicPage(OfTopic):
    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        return self.page(TopicForm(instance=self.topic, scope=self.scope))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if led_to := once.spent(request):
            return redirect(led_to)
        fresh = Topic.objects.get(pk=self.topic.pk) if self.topic else None
        form = TopicForm(request.POST, instance=fresh, scope=self.scope)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            self.write(form)
        except once.Spent as earlier:
            return redirect(earlier.led_to)
        except StaleEdit as stale:
            return self.page(TopicForm(instance=stale.current, scope=self.scope), 422, stale)
        return redirect("surveys:topics")

    @transaction.atomic
    def write(self, form: TopicForm) -> None:
        if self.topic is None:
            code = free_code(form.cleaned_data["en"] or form.cleaned_data["zh"], Topic, "topic")
            made = Topic.objects.create(code=code, **form.changes)
            journal.record("topic.add", made, by=self.person, series=made.series_id, params={"code": code})
            once.spend(self.request, reverse("surveys:topics"))
            toast(self.request, _("“{name}” can be asked about now.").format(name=made))
            return
        before = {name: getattr(self.topic, name) for name in KEPT}
        if self.topic.change(by=self.person, seen=version_of(self.request), **form.changes):
            told = {"pk": self.topic.pk, "version": self.topic.version, "values": before}
            toast(self.request, _("Saved."), undo=undoing.keep(self.request, "topic", told))

    def page(self, form: TopicForm, status: int = 200, stale: StaleEdit | None = None) -> HttpResponse:
        context: dict[str, Any] = {"form": form, "topic": self.topic, "difference": difference(stale)}
        return render(self.request, "surveys/topic.html", context, status=status)


class Retire(OfTopic):
    """It is not offered for new questions any more; those that ask about it stay."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        topic = self.turn(False)
        told = {"pk": pk, "version": topic.version, "values": {"is_active": True}}
        words = _("“{name}” is retired.").format(name=topic)
        toast(request, words, undo=undoing.keep(request, "topic", told))
        return redirect("surveys:topics")


class Use(OfTopic):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        topic = self.turn(True)
        toast(request, _("“{name}” is in use again.").format(name=topic))
        return redirect("surveys:topics")
