"""The frame of the pages of one list: where it is on its way."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext

from everfair.intake.models import Batch

State = Batch.State


TAKING_BACK = (State.FORESEEING, State.FORESEEN, State.TAKING, State.TAKEN)
AT = {
    State.MAPPING: 1,
    State.CHECKING: 2,
    State.CHECKED: 3,
    State.LOADING: 4,
    State.LOADED: 5,
    **dict.fromkeys(TAKING_BACK, 5),
    State.TAKEN: 6,
}
AT_WORK = {
    State.CHECKING: _l("Dry run: nothing is written yet"),
    State.LOADING: _l("Loading the good rows"),
    State.FORESEEING: _l("Looking what taking it back would change: nothing is changed yet"),
    State.TAKING: _l("Taking the import back"),
}


def page(
    request: HttpRequest, batch: Batch, name: str, extra: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {"batch": batch, "steps": steps(batch)} | extra
    return render(request, f"desk_data/imports/{name}.html", context, status=status)


def steps(batch: Batch) -> list[dict[str, Any]]:
    names = [_("Upload"), pgettext("step", "Columns"), _("Dry run"), _("Decision"), _("Loaded")]
    if batch.state in TAKING_BACK:
        names.append(_("Taking back"))
    now = AT.get(State(batch.state), 1)
    return [
        {"name": name, "done": place < now, "here": place == now, "number": place + 1}
        for place, name in enumerate(names)
    ]
