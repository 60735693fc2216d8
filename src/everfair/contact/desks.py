"""Whose task is whose: which tasks a member of staff may see, which they may do, and handing them over."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q, QuerySet

from everfair import journal
from everfair.contact.models import Task
from everfair.house.models import User
from everfair.shows.scope import Capability, Scope


def visible_tasks(scope: Scope) -> QuerySet[Task]:
    """Tasks of the shows the user may see; those of no show are seen by whose they are and who made them."""
    own = Q(assignee=scope.user_id) | Q(created_by=scope.user_id)
    unplaced = Q(series=None) & (Q() if scope.sees_unplaced else own)
    return Task.objects.filter(unplaced | (Q(series__isnull=False) & scope.series_filter("series_id")))


def tasks_to_do(scope: Scope) -> QuerySet[Task]:
    """Of these, the ones the user may do: any where they may change any customer, else own and unassigned."""
    may_do = (
        scope.series_filter("series_id", Capability.DO_TASKS)
        if scope.may(Capability.DO_TASKS)
        else Q(pk=None)
    )
    any_desk = scope.series_filter("series_id", Capability.CHANGE_ANY)
    own = Q(assignee=scope.user_id) | Q(assignee=None)
    return visible_tasks(scope).filter(may_do | Q(series=None, assignee=scope.user_id)).filter(own | any_desk)


def may_do(scope: Scope, task: Task) -> bool:
    """Whether the user may record what came of the task."""
    if task.series_id is None:
        return scope.may(Capability.DO_TASKS) and (
            task.assignee_id in {None, scope.user_id} or scope.sees_unplaced
        )
    if not scope.may(Capability.DO_TASKS, task.series_id):
        return False
    return task.assignee_id in {None, scope.user_id} or scope.may(Capability.CHANGE_ANY, task.series_id)


@transaction.atomic
def hand_over(tasks: Iterable[Task], to: User | None, *, by: User) -> int:
    """Put open tasks on somebody's desk (None: on nobody's), with an entry each. How many moved."""
    moved = [task for task in tasks if task.is_open and task.assignee_id != (to.pk if to else None)]
    keys = [task.pk for task in moved]
    Task.objects.filter(pk__in=keys).update(assignee=to, version=F("version") + 1)
    for task in moved:
        params = {"task": task.pk, "from": task.assignee_id, "to": to.pk if to else None}
        journal.record(
            "task.hand_over", task, by=by, party=task.party_id, series=task.series_id, params=params
        )
    return len(moved)
