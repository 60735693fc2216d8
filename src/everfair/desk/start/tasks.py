"""The list of tasks: mine, all, overdue, of a round, a play, a segment; outcomes are recorded in place."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from everfair.contact.desks import hand_over, may_do, tasks_to_do, visible_tasks
from everfair.contact.models import Interaction, Task
from everfair.house.models import User
from everfair.loop.models import Play, Segment
from everfair.loop.visible import visible_rounds
from everfair.parties.search import matching
from everfair.shows.scope import Capability
from everfair.shows.staff import workers, works_on
from everfair.ui.asking import person_of, scope_for
from everfair.ui.lists import BulkAction, Choices, Column, DateRange, Flag, ListPage
from everfair.ui.toasts import toast
from everfair.ui.undoing import keep, way_back

# key, outcome, icon: the outcomes of a task, in the order of their keys
OUTCOMES = (
    ("1", Interaction.Outcome.REACHED, "phone"),
    ("2", Interaction.Outcome.NOT_REACHED, "phone-off"),
    ("3", Interaction.Outcome.INTERESTED, "star"),
    ("4", Interaction.Outcome.DECLINED, "x"),
    ("5", Interaction.Outcome.BOOKED, "ticket"),
)
STATES = (("open", _("to do")), ("done", _("done")))
WHOSE = (("mine", _("mine")), ("nobody", _("nobody's")), ("others", _("others'")))
# what a task is told with: its customer, its show, who has it, and the play it is of
TOLD_WITH = (
    "party", "series", "assignee", "done_by",
    "action__segment_play__segment__round__edition", "action__segment_play__play",
)  # fmt: skip


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        User.objects.none(), label=_("Hand over to"), required=False, empty_label=_("nobody in particular")
    )

    def __init__(self, *args: Any, shows: frozenset[int] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = workers(shows)  # type: ignore[attr-defined]


def by_state(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    wanted = Q(done_at=None) if "open" in values else Q(pk=None)
    return rows.filter(wanted | Q(done_at__isnull=False)) if "done" in values else rows.filter(wanted)


def due_soon(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    return rows.filter(done_at=None, due_on__lte=timezone.localdate() + timedelta(days=7))


def overdue(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    return rows.filter(done_at=None, due_on__lt=timezone.localdate())


class TaskList(ListPage[Task]):
    code = "tasks"
    title = _("Tasks")
    columns = (
        Column(
            "name",
            _("Customer"),
            value="party",
            kind="title",
            sort="party__sort_key",
            under="party.other_name",
        ),
        Column("title", _("What to do"), sort="title", template="start/_task_title.html"),
        Column(
            "due",
            _("Due"),
            value="due_on",
            sort="due_on",
            nullable=True,
            template="start/_due.html",
            export=lambda row: row.due_on,
        ),
        Column("assignee", _("Who"), value="assignee", sort="assignee__name", nullable=True),
        Column(
            "outcome",
            _("What came of it"),
            value="get_outcome_display",
            sort="outcome",
            template="start/_outcome_cell.html",
        ),
        Column("note", pgettext_lazy("task", "Note"), value="outcome_note", shown=False),
        Column(
            "done",
            _("Done"),
            value="done_at",
            kind="time",
            sort="done_at",
            nullable=True,
            downwards=True,
            shown=False,
        ),
        Column("channel", _("Channel"), value="get_channel_display", sort="channel", shown=False),
        Column("series", _("Show"), value="series", sort="series", nullable=True, shown=False),
    )
    search_hint = _("Customer: name, pinyin, initials")
    default_sort = "due"
    empty_icon = "list-check"
    empty_title = _("No tasks")
    empty_text = _(
        "A round that starts puts its plays here as tasks; others are written on a customer's file."
    )
    template_name = "start/tasks.html"

    def rows(self) -> QuerySet[Task]:
        return visible_tasks(scope_for(self.request)).filter(cancelled_at=None).select_related(*TOLD_WITH)

    def offered_filters(self) -> list[Any]:
        rounds = visible_rounds(scope_for(self.request)).select_related("edition")
        return [
            Choices(code="state", label=_("State"), choices=STATES, apply=by_state),
            Choices(code="whose", label=_("Whose"), choices=WHOSE, apply=self.by_whose),
            Flag(code="overdue", label=_("Overdue"), apply=overdue),
            Flag(code="soon", label=_("Due within a week"), apply=due_soon),
            Choices(
                code="outcome",
                label=_("What came of it"),
                choices=[(each.value, each.label) for _key, each, _icon in OUTCOMES],
            ),
            Choices(
                code="round",
                label=_("Round"),
                field="action__member__round_id",
                choices=lambda: [(str(each.pk), str(each)) for each in rounds[:50]],
            ),
            Choices(
                code="segment", label=_("Segment"), field="action__member__segment_id", choices=self.segments
            ),
            Choices(
                code="play",
                label=_("Play"),
                field="action__segment_play__play_id",
                choices=lambda: [(str(play.pk), str(play)) for play in Play.objects.all()],
            ),
            DateRange(code="due_on", label=_("Due")),
        ]

    def segments(self) -> list[tuple[str, str]]:
        """Of the round asked for; else there are too many of the same name."""
        wanted = [
            value for value in self.request.GET.getlist("round") if value.isdecimal() and len(value) < 19
        ]
        rounds = visible_rounds(scope_for(self.request)).filter(pk__in=wanted)
        return [(str(each.pk), str(each)) for each in Segment.objects.filter(round__in=rounds)]

    def by_whose(self, rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
        wanted = {
            "mine": Q(assignee=self.user_id),
            "nobody": Q(assignee=None),
            "others": Q(assignee__isnull=False) & ~Q(assignee=self.user_id),
        }
        condition = Q(pk=None)
        for value in values:
            condition |= wanted[value]
        return rows.filter(condition)

    def search(self, rows: QuerySet[Task], text: str) -> QuerySet[Task]:
        return rows.filter(matching(text, path="party_id"))

    def link(self, row: Task) -> str:
        return reverse("customers:file", args=[row.party_id])

    def lines(self, rows: Sequence[Any]) -> list[tuple[Any, str, SafeString]]:
        scope = scope_for(self.request)
        for row in rows:
            row.doable, row.outcomes = may_do(scope, row), OUTCOMES
        return super().lines(rows)

    def offered_bulk(self) -> list[BulkAction]:
        scope = scope_for(self.request)
        if not scope.may(Capability.DO_TASKS) and not scope.may(Capability.PLAN):
            return []
        return [BulkAction("hand_over", _("Hand over"), "user", form=partial(HandOverForm, shows=scope.seen))]

    def bulk_hand_over(self, rows: QuerySet[Task], form: Any) -> None:
        """Own and unassigned tasks, or any where one may change any customer; the others stay where they are, and those
        of a show that the other does not work on."""
        scope, by, to = scope_for(self.request), person_of(self.request), form.cleaned_data["to"]
        mine = tasks_to_do(scope).filter(done_at=None, pk__in=rows.values("pk"))
        theirs = mine if to is None else mine.filter(Q(series=None) | works_on(to))
        given = list(theirs.order_by("pk"))
        left = mine.count() - len(given)
        before = [[task.pk, task.assignee_id] for task in given]
        moved = hand_over(given, to, by=by)
        words = ngettext("{n} task handed over.", "{n} tasks handed over.", moved).format(n=moved)
        words += f" {not_theirs(left, to)}" if left else ""
        toast(self.request, words, undo=keep(self.request, "hand_over", before) if moved else "")

    def extra_context(self) -> dict[str, Any]:
        home = reverse("start:tasks")
        asked = self.request.GET
        return {
            "outcomes": OUTCOMES,
            "ways": [
                (
                    _("Mine"),
                    f"{home}?state=open&whose=mine",
                    asked.get("whose") == "mine" and "overdue" not in asked,
                ),
                (_("My overdue"), f"{home}?state=open&whose=mine&overdue=1", "overdue" in asked),
                (_("Nobody's"), f"{home}?state=open&whose=nobody", asked.get("whose") == "nobody"),
                (
                    _("All to do"),
                    f"{home}?state=open",
                    asked.get("state") == "open" and "whose" not in asked and "round" not in asked,
                ),
                (_("Done"), f"{home}?state=done&sort=-done", asked.get("state") == "done"),
            ],
        }


def not_theirs(n: int, who: User | None) -> str:
    words = ngettext(
        "{n} stays where it is: {who} does not work on its show.",
        "{n} stay where they are: {who} does not work on their show.",
        n,
    )
    return words.format(n=n, who=who)


@way_back("hand_over")
def hand_back(request: Any, told: Any) -> None:
    """Put each task back on the desk it lay on."""
    scope, by = scope_for(request), person_of(request)
    desks: dict[int | None, list[int]] = {}
    for task, assignee in told:
        desks.setdefault(assignee, []).append(task)
    for assignee, keys in desks.items():
        to = User.objects.filter(pk=assignee or 0).first()
        hand_over(list(visible_tasks(scope).filter(pk__in=keys)), to, by=by)
