"""What the command palette knows of tasks."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from everfair.shows.scope import Capability
from everfair.ui import palette
from everfair.ui.asking import scope_for


@palette.register
def tasks(request: HttpRequest, text: str) -> Iterable[palette.Entry]:
    """Ways into the tasks, for those who have some."""
    scope, home = scope_for(request), reverse("start:tasks")
    offered = [
        (_("My tasks"), f"{home}?state=open&whose=mine", "list-check", Capability.DO_TASKS),
        (_("My overdue tasks"), f"{home}?state=open&whose=mine&overdue=1", "clock", Capability.DO_TASKS),
        (_("Tasks nobody has"), f"{home}?state=open&whose=nobody", "list-check", Capability.SEE),
        (_("All open tasks"), f"{home}?state=open", "list-check", Capability.SEE),
    ]
    for word, url, icon, capability in offered:
        if scope.may(capability) and palette.matches(text, str(word), "tasks", "任务"):
            yield palette.Entry(word, url, icon, group=_("Tasks"))
    if palette.matches(text, str(_("How it flows")), "help"):
        yield palette.Entry(_("How it flows"), reverse("start:how-it-flows"), "book", group=_("Tasks"))
