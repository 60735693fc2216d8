"""The playbook: what the house knows how to do, by stage and maturity of the show,
and what each play did so far."""

from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair import journal
from everfair.desk.rounds import words
from everfair.desk.rounds.forms import PlayForm
from everfair.desk.rounds.pages.acts import difference
from everfair.journal.models import StaleEdit
from everfair.loop.history import results_of_plays
from everfair.loop.models import Play, Result
from everfair.relations.wording import focus
from everfair.shows.models import Series
from everfair.shows.scope import Capability
from everfair.ui.asking import ForStaff
from everfair.ui.lists.state import is_key
from everfair.ui.stages import STAGES
from everfair.ui.toasts import toast


class Playbook(ForStaff):
    """The grid: a row a stage, a column a maturity."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = results_of_plays(self.scope)
        plays = list(Play.objects.filter(is_retired=False))
        retired = list(Play.objects.filter(is_retired=True))
        columns = [("", _("any show")), *Series.Maturity.choices]
        context = {
            "columns": columns,
            "rows": [self.row(look.code, columns, plays, told) for look in STAGES.values()],
            "retired": retired,
            "count": len(plays),
            "may_plan": self.scope.may(Capability.PLAN),
        }
        return render(request, "rounds/playbook.html", context)

    def row(
        self, stage: str, columns: Any, plays: list[Play], told: dict[int, list[Result]]
    ) -> dict[str, Any]:
        cells = [
            (
                code,
                name,
                [
                    (play, past(told.get(play.pk, [])))
                    for play in plays
                    if (play.stage, play.maturity) == (stage, code)
                ],
            )
            for code, name in columns
        ]
        return {"stage": stage, "focus": focus(stage, "")[0], "cells": cells}


def past(rows: list[Result]) -> str:
    """Only where there is something to tell."""
    return words.past_of_play(rows) if rows else ""


class WithPlay(ForStaff):
    """A play's own page (`pk` in the address; without it, one to be written)."""

    @cached_property
    def play(self) -> Play:
        key = self.kwargs.get("pk")
        if key is not None:
            return get_object_or_404(Play, pk=key)
        asked = self.request.GET
        stage = asked.get("stage", "")
        maturity = asked.get("maturity", "")
        return Play(
            stage=stage if stage in STAGES else "trust",
            maturity=maturity if maturity in Series.Maturity.values else "",
        )

    @property
    def may_plan(self) -> bool:
        return self.scope.may(Capability.PLAN)

    def must_plan(self) -> None:
        if not self.may_plan:
            raise Http404


class PlayPage(WithPlay):
    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if pk is None:
            self.must_plan()
        return self.page(PlayForm(instance=self.play))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        self.must_plan()
        # The form writes into what it is given; the change is made on the row as it stands.
        form = PlayForm(request.POST, instance=self.fresh())
        if not form.is_valid():
            return self.page(form, 422)
        try:
            self.write(form)
        except StaleEdit as stale:
            self.play.refresh_from_db()
            return self.page(PlayForm(instance=self.play), 422, stale)
        toast(request, _("Play saved."))
        return redirect("rounds:playbook")

    def fresh(self) -> Play:
        return Play.objects.get(pk=self.play.pk) if self.play.pk else Play()

    @transaction.atomic
    def write(self, form: PlayForm) -> None:
        if self.play._state.adding:
            made = Play.objects.create(**form.values)
            journal.record("play.add", made, by=self.person, params={"play": made.pk})
            return
        seen = self.request.POST.get("version", "")
        self.play.change(by=self.person, seen=int(seen) if is_key(seen) else None, **form.values)

    def page(self, form: PlayForm, status: int = 200, stale: StaleEdit | None = None) -> HttpResponse:
        told = results_of_plays(self.scope).get(self.play.pk, []) if self.play.pk else []
        context = {
            "form": form,
            "play": self.play,
            "may_plan": self.may_plan,
            "told": [(row, words.points(row), words.returned(row)) for row in told],
            "difference": difference(stale),
        }
        return render(self.request, "rounds/play.html", context, status=status)


class Retire(WithPlay):
    """A retired play is not offered any more; rounds that used it keep it."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.must_plan()
        self.play.change(by=self.person, is_retired=True)
        toast(
            request,
            _("“{play}” is retired.").format(play=self.play),
            undo=reverse("rounds:unretire", args=[pk]),
        )
        return redirect("rounds:playbook")


class Unretire(WithPlay):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.must_plan()
        self.play.change(by=self.person, is_retired=False)
        toast(request, _("“{play}” is offered again.").format(play=self.play))
        return redirect("rounds:playbook")
