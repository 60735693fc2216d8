"""Notes, calls, visits, complaints, satisfaction and tasks, written on the customer's file."""

from functools import cached_property
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from everfair import journal
from everfair.contact.models import Interaction, Task
from everfair.contact.models.completable import AlreadyDone
from everfair.desk.customers.access import still_theirs
from everfair.desk.customers.dialogs import Act, Dialog, SeenForm, started
from everfair.house.models import User
from everfair.parties.models import Party
from everfair.relations import visible
from everfair.relations.models import Relationship
from everfair.relations.writing import Writing
from everfair.shows.scope import Capability, of_seen
from everfair.shows.staff import workers_on
from everfair.ui import show_choice
from everfair.ui.asking import person_of, scope_for
from everfair.ui.fields import DayField
from everfair.ui.toasts import toast
from everfair.ui.undoing import keep, way_back

Channel, Kind = Interaction.Channel, Interaction.Kind
# what is written -> (kind, channel) of the interaction; a task is one of its own
SORTS: dict[str, tuple[str, str]] = {
    "note": (Kind.NOTE, Channel.OTHER),
    "call": (Kind.CONTACT, Channel.PHONE),
    "visit": (Kind.MEETING, Channel.VISIT),
    "complaint": (Kind.COMPLAINT, Channel.PHONE),
    "satisfaction": (Kind.SATISFACTION, Channel.PHONE),
}
SORT_WORDS = [
    ("note", pgettext_lazy("to write down", "Note")),
    ("call", pgettext_lazy("to write down", "Call")),
    ("visit", pgettext_lazy("to write down", "Visit")),
    ("complaint", pgettext_lazy("to write down", "Complaint")),
    ("satisfaction", pgettext_lazy("to write down", "Satisfaction")),
    ("task", pgettext_lazy("to write down", "Task")),
]
OUTCOMES = [("", pgettext_lazy("outcome", "none")), *Interaction.Outcome.choices]


def today() -> Any:
    return timezone.localdate()


class DealingForm(forms.Form):
    sort = forms.ChoiceField(
        label=pgettext_lazy("to write down", "What"),
        choices=SORT_WORDS,
        widget=forms.RadioSelect,
        initial="note",
    )
    note = forms.CharField(
        label=pgettext_lazy("to write down", "Note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=10_000,
        required=False,
    )
    occurred_on = DayField(label=_l("Date"), initial=today, required=False)
    person = forms.ModelChoiceField(
        queryset=Party.objects.none(),
        label=pgettext_lazy("to write down", "With"),
        required=False,
        empty_label=_l("nobody named"),
    )
    outcome = forms.ChoiceField(label=_l("Outcome"), choices=OUTCOMES, required=False)
    score = forms.IntegerField(label=_l("Score, 0 to 10"), min_value=0, max_value=10, required=False)
    due_on = DayField(label=_l("Due"), required=False)
    assignee = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_l("Who"), required=False, empty_label=_l("me")
    )

    def __init__(self, *args: Any, party: Party, series: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose_people(party, series)

    def choose_people(self, party: Party, series: int | None) -> None:
        """Those who work for the customer, and those of the staff who work on the show."""
        people = Party.objects.filter(employments__organisation=party, employments__superseded=False)
        self.fields["person"].queryset = people.distinct()  # type: ignore[attr-defined]
        self.fields["assignee"].queryset = workers_on(series)  # type: ignore[attr-defined]
        self.names_people = people.exists()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        sort = given.get("sort")
        if sort == "satisfaction" and given.get("score") is None and "score" not in self.errors:
            self.add_error("score", _("Give a score from 0 to 10."))
        if sort in ("note", "task", "complaint") and not given.get("note"):
            self.add_error("note", _("Write a few words."))
        if sort == "task" and len(given.get("note") or "") > 200:
            self.add_error("note", _("A task is told in at most 200 characters."))
        if given.get("occurred_on") and given["occurred_on"] > today():
            self.add_error("occurred_on", _("This day is still to come; make it a task."))
        return given


class Write(Dialog):
    """The box on the file: adds a dealing, or a task."""

    title = _l("Write down")
    button = _l("Add")
    template = "customers/_write.html"

    def form(self, data: Any = None) -> forms.Form:
        initial = {"sort": self.request.GET.get("sort", "note")}
        return DealingForm(data, party=self.party, series=self.series, initial=initial)

    def check(self) -> None:
        super().check()
        self.must_write(self.series)

    @property
    def series(self) -> int | None:
        return self.relationship.series_id if self.relationship else None

    @cached_property
    def relationship(self) -> Relationship | None:
        """The one asked for, else the first with whose show they may write."""
        wanted, rows = self.request.GET.get("relationship", ""), self.relationships
        if wanted.isdecimal() and len(wanted) < 16:
            return rows.filter(pk=wanted).first()
        return rows.filter(self.writing.rows()).first() or self.of_employer

    @property
    def of_employer(self) -> Relationship | None:
        """What is written of somebody without a show of their own is of a show of those they work for, and seen there:
        of the one that is looked at, if it is one of theirs."""
        seen = visible.relationships(self.scope).filter(self.writing.rows()).order_by("series_id", "side")
        theirs = seen.filter(party__staff__person=self.party, party__staff__superseded=False)
        here = show_choice.chosen(self.request).series
        return (theirs.filter(series=here.id).first() if here else None) or theirs.first()

    def shown(self, form: forms.Form, status: int = 200, **more: Any) -> Any:
        return super().shown(form, status, write=form, **more)

    def save(self, form: Any) -> None:
        given, series = form.cleaned_data, self.series
        if given["sort"] == "task":
            task = add_task(self.party, series, given, by=self.person)
            undo = keep(self.request, "tasks", [task.pk])
            toast(self.request, _("Task created."), undo=undo)
            return
        dealing = add_dealing(self.party, series, given, by=self.person)
        toast(self.request, _("Written down."), undo=keep(self.request, "dealing", [dealing.pk]))


@transaction.atomic
def add_task(party: Party, series: int | None, given: dict[str, Any], *, by: User) -> Task:
    task = Task.objects.create(
        party=party, series_id=series, title=given["note"], due_on=given["due_on"],
        assignee=given["assignee"] or by, created_by=by,
    )  # fmt: skip
    journal.record("task.add", task, by=by, party=party.pk, series=series, personal={"title": task.title})
    return task


@transaction.atomic
def add_dealing(party: Party, series: int | None, given: dict[str, Any], *, by: User) -> Interaction:
    kind, channel = SORTS[given["sort"]]
    dealing = Interaction.objects.create(
        party=party, series_id=series, person=given["person"], kind=kind, channel=channel,
        occurred_on=given["occurred_on"] or today(), outcome=given["outcome"], note=given["note"],
        score=given["score"] if given["sort"] == "satisfaction" else None, recorded_by=by,
    )  # fmt: skip
    journal.record("interaction.add", dealing, by=by, party=party.pk, series=series, params={"kind": kind})
    return dealing


@way_back("dealing")
def take_back(request: Any, told: Any) -> None:
    dealing = Interaction.objects.get(pk=told[0], recorded_by=person_of(request))
    still_theirs(request, dealing.party_id, dealing.series_id)
    remove(dealing, by=person_of(request))


@transaction.atomic
def remove(dealing: Interaction, *, by: User) -> None:
    journal.record(
        "interaction.remove", dealing, by=by, party=dealing.party_id, series=dealing.series_id,
        personal={"note": dealing.note},
    )  # fmt: skip
    dealing.delete()


class DealingEdit(SeenForm):
    occurred_on = DayField(label=_l("Date"))
    channel = forms.ChoiceField(label=_l("Channel"), choices=Channel.choices)
    kind = forms.ChoiceField(label=_l("Kind"), choices=Kind.choices)
    outcome = forms.ChoiceField(label=_l("Outcome"), choices=OUTCOMES, required=False)
    score = forms.IntegerField(label=_l("Score, 0 to 10"), min_value=0, max_value=10, required=False)
    note = forms.CharField(
        label=pgettext_lazy("to write down", "Note"), widget=forms.Textarea, max_length=10_000, required=False
    )


class EditDealing(Dialog):
    title = _l("Dealing")
    form_class = DealingEdit

    @property
    def row(self) -> Interaction:
        mine = Interaction.objects.filter(self.writing.rows(), party=self.party)
        return get_object_or_404(mine, pk=self.kwargs["row"])

    def initial(self) -> dict[str, Any]:
        return started(self.row, ["occurred_on", "channel", "kind", "outcome", "score", "note"])

    def save(self, form: Any) -> None:
        self.row.change(by=self.person, seen=form.cleaned_data["seen"], **form.values())


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(label=_l("Outcome"), choices=Interaction.Outcome.choices)
    note = forms.CharField(
        label=pgettext_lazy("to write down", "Note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )


class CompleteTask(Dialog):
    """Whoever's task it is may do it, and whoever may write for its show."""

    title = _l("What came of it")
    button = pgettext_lazy("button", "Done")
    form_class = OutcomeForm

    @property
    def task(self) -> Task:
        seen = Task.objects.filter(of_seen(self.scope.seen), party=self.party, cancelled_at=None)
        return get_object_or_404(seen, pk=self.kwargs["row"])

    def check(self) -> None:
        if not may_do(self.writing, self.task):
            raise Http404

    def extra(self) -> dict[str, Any]:
        return {"task": self.task}

    def save(self, form: Any) -> None:
        task = self.task
        try:
            task.complete(form.cleaned_data["outcome"], by=self.person, note=form.cleaned_data["note"])
        except AlreadyDone:
            raise forms.ValidationError(_("Somebody was faster: this task is done.")) from None
        toast(self.request, _("Task done."), undo=keep(self.request, "task", [task.pk]))


@way_back("task")
def open_again(request: Any, told: Any) -> None:
    task = Task.objects.get(pk=told[0], done_by=person_of(request))
    if not may_do(Writing.about(scope_for(request), task.party), task):
        raise Task.DoesNotExist
    task.reopen(by=person_of(request))


def may_do(writing: Writing, task: Task) -> bool:
    own = task.assignee_id == writing.scope.user_id and writing.scope.may(Capability.DO_TASKS, task.series_id)
    return own or writing.on(task.series_id)


class CallOff(Act):
    def act(self) -> None:
        mine = Task.objects.filter(self.writing.rows(), party=self.party)
        task = get_object_or_404(mine, done_at=None, cancelled_at=None, pk=self.kwargs["row"])
        task.change(by=self.person, cancelled_at=timezone.now())
        toast(self.request, _("Task called off."), undo=keep(self.request, "called_off", [task.pk]))


@way_back("called_off")
def call_on(request: Any, told: Any) -> None:
    task = Task.objects.get(pk=told[0])
    still_theirs(request, task.party_id, task.series_id)
    task.change(by=person_of(request), cancelled_at=None)
