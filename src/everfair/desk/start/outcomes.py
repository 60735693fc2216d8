"""Recording what came of a task: with one click or key, or in a dialog with note, follow-up and booking."""

from functools import cached_property
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from everfair import journal
from everfair.contact.desks import may_do, visible_tasks
from everfair.contact.models import AlreadyDone, Interaction, Task
from everfair.desk.start.tasks import OUTCOMES, TOLD_WITH
from everfair.loop.measuring import tell_rounds_of
from everfair.shows.models import Edition, Participation, Role
from everfair.ui.asking import ForStaff, person_of, scope_for
from everfair.ui.fields import AreaField, DayField, MoneyField, money_of
from everfair.ui.toasts import toast
from everfair.ui.undoing import came_from, keep, way_back

Outcome = Interaction.Outcome
WARNING = 30


class OutcomeForm(forms.Form):
    """What came of a task; a booking is added to the edition to come where there is one."""

    outcome = forms.ChoiceField(
        label=_l("What came of it"),
        choices=[(each.value, each.label) for _key, each, _icon in OUTCOMES],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=pgettext_lazy("task", "Note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )
    follow_up = DayField(label=_l("Once more on"), required=False)
    book = forms.BooleanField(label=_l("Record the booking"), required=False, initial=True)
    stand = forms.CharField(label=_l("Stand"), max_length=60, required=False)
    area = AreaField(label=_l("Area, m²"), required=False)
    amount = MoneyField(label=_l("Amount"), required=False)

    def __init__(self, *args: Any, edition: Edition | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.edition = edition
        if edition is None:
            for name in ("book", "stand", "area", "amount"):
                del self.fields[name]
        else:
            self.fields["book"].label = _("Record the booking of %(edition)s") % {"edition": edition}
            money_of(self, "amount").in_currency(edition.series.currency)

    def clean_follow_up(self) -> Any:
        day = self.cleaned_data["follow_up"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day

    @property
    def books(self) -> bool:
        data = self.cleaned_data
        return self.edition is not None and data["outcome"] == Outcome.BOOKED and bool(data.get("book"))


class OfTask(ForStaff):
    """A task (`pk` in the address) that the user may do; 404 where they may not see it."""

    @cached_property
    def task(self) -> Task:
        tasks = visible_tasks(self.scope).select_related(*TOLD_WITH)
        found: Task = get_object_or_404(tasks, pk=self.kwargs["pk"])
        return found

    def must_do(self) -> None:
        if not may_do(self.scope, self.task):
            raise Http404

    def cell(self, *, dialog: bool = False, status: int = 200) -> HttpResponse:
        """The task as it stands now, in its place in the list."""
        row: Any = Task.objects.select_related("party", "done_by").get(pk=self.task.pk)
        row.doable, row.outcomes = may_do(self.scope, row), OUTCOMES
        return render(self.request, "start/_outcome_answer.html", {"row": row, "oob": dialog}, status=status)


class RecordOutcome(OfTask):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.must_do()
        if not self.task.is_open:
            tell_done(request, self.task)
            return self.cell(dialog=True)
        wanted = request.GET.get("outcome", "")
        initial = {"outcome": wanted if wanted in Outcome.values else Outcome.REACHED}
        return self.dialog(OutcomeForm(initial=initial, edition=edition_of(self.task)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.must_do()
        dialog = request.POST.get("dialog") == "1"
        form = OutcomeForm(request.POST, edition=edition_of(self.task))
        if not form.is_valid():
            return self.dialog(form, 422)
        try:
            booked = record(self.task, form, request)
        except AlreadyDone as other:
            tell_done(request, other.task)
            return self.cell(dialog=dialog)
        except Task.DoesNotExist:
            toast(request, _("The round was taken back: this task is gone."), level=WARNING)
            return refreshed()
        undo = keep(request, "outcome", [self.task.pk, booked.pk if booked else None])
        toast(request, said(self.task, booked, form.cleaned_data["follow_up"]), undo=undo)
        return self.cell(dialog=dialog)

    def dialog(self, form: OutcomeForm, status: int = 200) -> HttpResponse:
        return render(
            self.request, "start/_outcome_dialog.html", {"form": form, "task": self.task}, status=status
        )


@transaction.atomic
def record(task: Task, form: OutcomeForm, request: HttpRequest) -> Participation | None:
    """The outcome, its follow-up and its booking, all or nothing. Raises AlreadyDone, Task.DoesNotExist.

    Answers with the participation where it is new: undoing takes that back too."""
    by, data = person_of(request), form.cleaned_data
    task.complete(data["outcome"], by=by, note=data["note"])
    if data["follow_up"]:
        task.follow_up(data["follow_up"], by=by)
    if not form.books:
        return None
    assert form.edition is not None
    role = Role.objects.get(code="exhibitor")
    known = Participation.objects.filter(party=task.party, edition=form.edition, role=role).exists()
    booking = Participation.take_part(
        task.party,
        form.edition,
        role,
        status=Participation.Status.BOOKED,
        by=by,
        stand=data["stand"],
        area_dm2=data["area"],
        amount_minor=data["amount"],
    )
    tell_rounds_of([form.edition.pk], by=by)
    return None if known else booking


def edition_of(task: Task) -> Edition | None:
    """The edition a booking would be for: that of the task's round, else the next one of its show."""
    action = getattr(task, "action", None)
    if action is not None:
        return Edition.objects.select_related("series").get(rounds=action.segment_play.segment.round_id)
    coming = Edition.objects.filter(series=task.series_id, is_held=False).select_related("series")
    return coming.order_by("ordinal").first()


def said(task: Task, booked: Participation | None, follow_up: Any) -> str:
    words = _("{customer}: {outcome}.").format(customer=task.party, outcome=task.get_outcome_display())
    if booked is not None:
        words += " " + _("The booking of {edition} is recorded.").format(edition=booked.edition)
    if follow_up:
        words += " " + _("A task for later is on the desk.")
    return words


def tell_done(request: HttpRequest, task: Task) -> None:
    if task.done_at is None:
        toast(request, _("This task was cancelled meanwhile."), level=WARNING)
        return
    words = _("{who} was faster: {outcome}.").format(who=task.done_by, outcome=task.get_outcome_display())
    toast(request, words, level=WARNING)


def refreshed() -> HttpResponse:
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    return response


class ReopenTask(OfTask):
    """Take an outcome back, at any time after."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.must_do()
        if self.task.done_at is not None:
            self.task.reopen(by=person_of(request))
            toast(request, _("The task is open again."))
        if request.htmx:  # type: ignore[attr-defined]
            return self.cell()
        return redirect(came_from(request, "/tasks/"))


@way_back("outcome")
def take_back(request: HttpRequest, told: Any) -> None:
    """The outcome just recorded, and the booking that came with it unless somebody has changed it since."""
    key, booking = told
    task = get_object_or_404(visible_tasks(scope_for(request)), pk=key)
    if not may_do(scope_for(request), task):
        raise Http404
    with transaction.atomic():
        task.reopen(by=person_of(request))
        made = Participation.objects.filter(pk=booking, party=task.party_id, version=1, source="hand").first()
        if made is not None:
            remove(made, request)


def remove(made: Participation, request: HttpRequest) -> None:
    journal.record(
        "participation.remove",
        made,
        by=person_of(request),
        party=made.party_id,
        series=made.edition.series_id,
        params={"edition": made.edition_id},
    )
    edition = made.edition_id
    made.delete()
    tell_rounds_of([edition], by=person_of(request))
