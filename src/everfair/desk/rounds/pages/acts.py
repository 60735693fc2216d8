"""What is done to a round as a whole: edited, started, withdrawn, closed, told anew, thrown away."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.desk.rounds import answers, outlook, words
from everfair.desk.rounds.access import OfRound, Planning
from everfair.desk.rounds.forms import RoundForm
from everfair.journal.models import StaleEdit
from everfair.loop.drafting import refresh_scores
from everfair.loop.measuring import START, tell_again, waiting
from everfair.loop.models import CannotWithdraw, NotADraft, Round
from everfair.ui.toasts import toast
from everfair.work.models import enqueue

WARNING = 30


class Start(Planning):
    """Starting is a job: refused at once where that is plain already, and asked for once however often one clicks."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        refusal = answers.plain_refusal(self.round)
        if refusal:
            toast(request, refusal, level=WARNING)
            return redirect("rounds:round", pk=pk)
        with transaction.atomic():
            Round.objects.select_for_update().get(pk=pk)
            if waiting(START, self.round) is None:
                enqueue(START, {"round": pk}, by=self.person)
        return redirect("rounds:round", pk=pk)


class Starting(OfRound):
    """Polled while the start is under way; when it is over the page is shown anew."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return polled(request, answers.start_progress(self.round))


class Telling(OfRound):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return polled(request, answers.results_progress(self.round))


class PlanProgress(OfRound):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return polled(request, outlook.planning_progress(self.round))


class PlanAgain(Planning):
    """Learn and plan anew, for when results have come in since."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            with self.round.as_draft(self.person):
                return redirect("rounds:round", pk=pk)
        except NotADraft:
            toast(request, words.refusal("not_draft", {}), level=WARNING)
            return redirect("rounds:round", pk=pk)


def polled(request: HttpRequest, progress: dict[str, object] | None) -> HttpResponse:
    if progress is not None:
        return render(request, "rounds/_progress.html", {"progress": progress})
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    return response


class Withdraw(Planning):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            self.round.withdraw(by=self.person)
        except CannotWithdraw as refusal:
            said = ngettext(
                "{n} outcome is recorded already: the start cannot be taken back. Close the round instead.",
                "{n} outcomes are recorded already: the start cannot be taken back. Close the round instead.",
                refusal.outcomes,
            )
            toast(
                request,
                said.format(n=refusal.outcomes) if refusal.outcomes else _("The round is not running."),
                level=WARNING,
            )
        else:
            toast(request, _("The start is taken back: a draft again, its tasks are gone."))
        return redirect("rounds:round", pk=pk)


class Close(Planning):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.round.close(by=self.person):
            tell_again(self.round, by=self.person)
            toast(
                request,
                _("Round closed; what was still to do is cancelled."),
                undo=reverse("rounds:reopen", args=[pk]),
            )
        return redirect("rounds:round", pk=pk)


class Reopen(Planning):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.round.reopen(by=self.person):
            toast(request, _("The round runs again."))
        return redirect("rounds:round", pk=pk)


class Discard(Planning):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            self.round.discard(by=self.person)
        except NotADraft:
            toast(request, words.refusal("not_draft", {}), level=WARNING)
            return redirect("rounds:round", pk=pk)
        toast(request, _("Draft thrown away."))
        return redirect("rounds:list")


class TellAgain(OfRound):
    """Anybody who sees the round may ask for its result anew: it changes nothing but what is told."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.round.is_draft:
            tell_again(self.round, by=self.person)
        return redirect("rounds:round", pk=pk)


class TakeScores(Planning):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if refresh_scores(self.round):
            toast(request, _("The draft is on the newest scores now."))
        return redirect("rounds:round", pk=pk)


class Edit(Planning):
    """Name, budget, hold-out and margin, in a dialog."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.dialog(RoundForm(of=self.round))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RoundForm(request.POST, of=self.round)
        if not form.is_valid():
            return self.dialog(form, 422)
        try:
            self.round.edit(by=self.person, seen=form.cleaned_data["version"], **form.values)
        except NotADraft:
            return locked(request)
        except StaleEdit as stale:
            return self.dialog(RoundForm(of=self.round), 422, stale)
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response

    def dialog(self, form: RoundForm, status: int = 200, stale: StaleEdit | None = None) -> HttpResponse:
        context = {"form": form, "round": self.round, "difference": difference(stale)}
        return render(self.request, "rounds/_edit.html", context, status=status)


def difference(stale: StaleEdit | None) -> list[tuple[str, object, object]]:
    """(field, as another has left it, as it was wanted)"""
    if stale is None:
        return []
    fields = stale.current._meta
    return [
        (str(getattr(fields.get_field(name), "verbose_name", name)), now, wanted)
        for name, (now, wanted) in stale.difference.items()
    ]


def locked(request: HttpRequest) -> HttpResponse:
    """Somebody has started the round meanwhile: the page is shown as it stands."""
    toast(
        request, _("The round has been started meanwhile: its segments and plays are fixed."), level=WARNING
    )
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    return response
