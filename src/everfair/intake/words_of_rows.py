"""What the rows are called that a list writes, and of what else may belong to them."""

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from everfair.intake.models import Remaining
from everfair.parties.reasons import KINDS

ROWS: dict[str, Promise | str] = {label.lower(): word for label, word in KINDS.items()} | {
    "organisation": _("organisations made by it"),
    "person": _("people made by it"),
    "values": _("rows that were on file and get their former values back"),
    "parties.party": _("customers made by it"),
    "shows.stand": _("stands of participations that were on file"),
    "shows.edition": _("editions"),
    "shows.series": _("shows"),
    "surveys.answer": _("answers of responses that were on file"),
    "surveys.instrument": _("questionnaires"),
    "surveys.topic": _("topics of surveys"),
    "surveys.competitor": _("competing shows"),
    "loop.member": _("rounds"),
    "loop.proposal": _("plans of rounds"),
    "relations.stageoverride": _("stages set by hand"),
}


def called(label: str) -> str:
    return str(ROWS.get(label, label))


FIRST = ("organisation", "person", "parties.party", "shows.participation")


def figures_of(told: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Kind of row, how many of it go, how many stay: customers first, what has no word last."""
    go, stay = told["go"], told["stay"]
    for label in sorted(go.keys() | stay.keys(), key=_place):
        yield label, go.get(label, 0), stay.get(label, 0)


def _place(label: str) -> tuple[int, int, str]:
    known = list(ROWS)
    first = FIRST.index(label) if label in FIRST else len(FIRST)
    return first, known.index(label) if label in known else len(known), label


def said_why(one: Remaining) -> str:
    """Why a row stays, with what holds it."""
    if not one.held_by:
        return one.get_why_display()
    held_by = gettext(", ").join(map(called, one.held_by))
    return pgettext("why a row stays", "%(why)s: %(held_by)s") % {
        "why": one.get_why_display(),
        "held_by": held_by,
    }
