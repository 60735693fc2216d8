"""What is done to many customers at once: only to those the user may change, and with a way back."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from everfair import journal
from everfair.contact.models import Interaction, Task
from everfair.house.models import User
from everfair.house.prepared import prepared
from everfair.journal.changing import change_rows
from everfair.journal.models import Versioned
from everfair.parties.forest import in_batches
from everfair.parties.models import Party
from everfair.relations import visible
from everfair.relations.models import Relationship
from everfair.shows.models import Membership
from everfair.shows.scope import Capability
from everfair.shows.staff import workers, works_on
from everfair.ui.asking import person_of, scope_for
from everfair.ui.fields import DayField
from everfair.ui.lists import BulkAction
from everfair.ui.toasts import toast
from everfair.ui.undoing import keep, way_back

_l = gettext_lazy
MODELS: dict[str, type[Versioned]] = {"relationship": Relationship, "party": Party}


def staff() -> QuerySet[User]:
    """Everybody who works in the house."""
    employed = Exists(Membership.objects.filter(user=OuterRef("pk")))
    return User.objects.filter(employed, is_active=True).order_by("name", "pk")


@prepared
def everybody() -> QuerySet[User]:
    """The staff, to choose from."""
    return staff().only("name", "username")


class GivenForm(forms.Form):
    """Names somebody of the staff who works on one of the shows at least; `shows`: None for all."""

    given = ""

    def __init__(self, *args: Any, shows: frozenset[int] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields[self.given].queryset = workers(shows)  # type: ignore[attr-defined]


class AssignForm(GivenForm):
    given = "owner"
    owner = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_l("Owner"), required=False, empty_label=_l("Nobody")
    )


class TaskForm(GivenForm):
    given = "assignee"
    title = forms.CharField(label=_l("What to do"), max_length=200)
    channel = forms.ChoiceField(label=_l("Channel"), choices=Interaction.Channel.choices)
    due_on = DayField(label=_l("Due"), required=False)
    assignee = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_l("Who"), required=False, empty_label=_l("The owner of each")
    )


ASSIGN = BulkAction("assign", _l("Assign owner"), "user", form=AssignForm)
TASK = BulkAction("task", _l("Create task"), "list-check", form=TaskForm)
EXPORT = BulkAction("export", _l("Export"), "download")
STOP = BulkAction(
    "stop", _l("Do not contact"), "phone-off", danger=True,
    confirm=_l("They get no tasks, plays or messages any more until somebody lifts it. You can undo this."),
)  # fmt: skip


def assign(request: HttpRequest, rows: QuerySet[Relationship], owner: User | None) -> None:
    """The owner of all the user may change among the rows, and on whose show the owner works."""
    mine, left = divided(request, rows)
    given = among(mine, owner)
    told = change_rows(Relationship, given, "owner_id", owner.pk if owner else None, by=person_of(request))
    done = ngettext("{n} customer assigned.", "{n} customers assigned.", len(told)).format(n=len(told))
    after = owner.pk if owner else None
    undo = remembered(request, "relationship", "owner_id", after, told)
    tell(request, f"{done} {elsewhere(len(mine) - len(given), owner)}".strip(), left, undo)


def among(keys: set[int], who: User | None) -> set[int]:
    """Of these relationships those of shows that somebody works on."""
    if who is None:
        return keys
    on_theirs = Relationship.objects.filter(works_on(who), pk__in=keys)
    return set(on_theirs.values_list("pk", flat=True))


def elsewhere(n: int, who: User | None) -> str:
    """How many were left because whom they were given to does not work on their show."""
    if not n:
        return ""
    words = ngettext(
        "{n} was left as it was: {who} does not work on its show.",
        "{n} were left as they were: {who} does not work on their show.",
        n,
    )
    return words.format(n=n, who=who)


def stop(request: HttpRequest, rows: QuerySet[Relationship]) -> None:
    mine, left = divided(request, rows)
    parties = set(Relationship.objects.filter(pk__in=mine).values_list("party_id", flat=True))
    told = change_rows(Party, parties, "do_not_contact", True, by=person_of(request))
    done = ngettext("{n} customer is left alone now.", "{n} customers are left alone now.", len(told))
    undo = remembered(request, "party", "do_not_contact", True, told)
    tell(request, done.format(n=len(told)), left, undo)


@transaction.atomic
def make_tasks(request: HttpRequest, rows: QuerySet[Relationship], wanted: dict[str, Any]) -> None:
    """One task a customer, on the desk of the person named or of each one's owner; none for those left alone."""
    may = scope_for(request).series_filter("series_id", Capability.DO_TASKS)
    asked = set(rows.order_by().values_list("pk", flat=True))
    found = Relationship.objects.filter(may, pk__in=asked, party__do_not_contact=False)
    found = found.filter(party__absorbed_do_not_contact=False)
    theirs = among({row.pk for row in found}, wanted["assignee"])
    given = [row for row in found if row.pk in theirs]
    made = Task.objects.bulk_create([task_for(row, wanted, person_of(request)) for row in given])
    for task in made:
        journal.record("task.add", task, by=person_of(request), party=task.party_id, series=task.series_id)
    done = ngettext("{n} task created.", "{n} tasks created.", len(made)).format(n=len(made))
    undo = keep(request, "tasks", [task.pk for task in made]) if made else ""
    done = f"{done} {elsewhere(len(found) - len(given), wanted['assignee'])}".strip()
    tell(request, done, len(asked) - len(found), undo)


def task_for(row: Relationship, wanted: dict[str, Any], by: User) -> Task:
    who = wanted["assignee"]
    return Task(
        party_id=row.party_id,
        series_id=row.series_id,
        title=wanted["title"],
        channel=wanted["channel"],
        due_on=wanted["due_on"],
        assignee_id=who.pk if who else row.owner_id or by.pk,
        created_by=by,
    )


def divided(request: HttpRequest, rows: QuerySet[Relationship]) -> tuple[set[int], int]:
    """The keys the user may change, and how many are left out."""
    asked = set(rows.order_by().values_list("pk", flat=True))
    mine = set(rows.order_by().filter(visible.changeable(scope_for(request))).values_list("pk", flat=True))
    return mine, len(asked - mine)


def tell(request: HttpRequest, done: str, left: int, undo: str) -> None:
    words = ngettext(
        "{n} was left as it was: not yours to change.",
        "{n} were left as they were: not yours to change.",
        left,
    )
    toast(request, f"{done} {words.format(n=left)}" if left else done, undo=undo)


def remembered(
    request: HttpRequest, model: str, field: str, after: Any, told: Iterable[tuple[int, Any]]
) -> str:
    """The way back to the values before, by value."""
    before: dict[Any, list[int]] = defaultdict(list)
    for key, value in told:
        before[value].append(key)
    return keep(request, "rows", [model, field, after, list(before.items())]) if before else ""


@way_back("rows")
def put_back(request: HttpRequest, told: Any) -> None:
    """Each row its value before, where it still has the one given to it."""
    model, field, after, before = told
    rows = MODELS[model]._default_manager.filter(**{field: after})
    for value, keys in before:
        for batch in in_batches(keys):
            same = rows.filter(pk__in=batch).values_list("pk", flat=True)
            change_rows(MODELS[model], same, field, value, by=person_of(request))


@way_back("tasks")
@transaction.atomic
def take_back_tasks(request: HttpRequest, keys: Any) -> None:
    """Tasks made a moment ago are cancelled, but those already done."""
    open_ones = Task.objects.filter(pk__in=keys, created_by=person_of(request), done_at=None)
    for task in open_ones.filter(cancelled_at=None):
        task.change(by=person_of(request), cancelled_at=timezone.now())
