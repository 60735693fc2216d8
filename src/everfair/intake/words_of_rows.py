"""What the rows are called that a list writes, and of what else may belong to them."""

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext, pgettext_lazy

from everfair.intake.models import Remaining

ROWS: dict[str, Promise | str] = {
    "organisation": pgettext_lazy("kind of row", "Organisations it made"),
    "person": pgettext_lazy("kind of row", "People it made"),
    "parties.party": pgettext_lazy("kind of row", "Customers it made"),
    "shows.participation": pgettext_lazy("kind of row", "Participations"),
    "shows.stand": pgettext_lazy("kind of row", "Stands added to participations on file"),
    "relations.ledgerentry": pgettext_lazy("kind of row", "Ledger entries"),
    "relations.referral": pgettext_lazy("kind of row", "Who brought whom"),
    "contact.suggestion": pgettext_lazy("kind of row", "Suggestions"),
    "contact.interaction": pgettext_lazy("kind of row", "Interactions"),
    "surveys.response": pgettext_lazy("kind of row", "Survey responses"),
    "surveys.answer": pgettext_lazy("kind of row", "Answers added to responses on file"),
    "surveys.rating": pgettext_lazy("kind of row", "Ratings of competing shows"),
    "relations.relationship": pgettext_lazy("kind of row", "Relationships with shows"),
    "parties.name": pgettext_lazy("kind of row", "Names added to customers on file"),
    "parties.contactpoint": pgettext_lazy("kind of row", "Contact points"),
    "parties.employment": pgettext_lazy("kind of row", "Who works for whom"),
    "parties.externalid": pgettext_lazy("kind of row", "Outside ids"),
    "parties.organisation": pgettext_lazy("kind of row", "Details of organisations"),
    "parties.person": pgettext_lazy("kind of row", "Details of people"),
    "values": pgettext_lazy("kind of row", "Rows on file that get their former values back"),
    "shows.edition": pgettext_lazy("kind of row", "Editions"),
    "shows.series": pgettext_lazy("kind of row", "Shows"),
    "surveys.instrument": pgettext_lazy("kind of row", "Questionnaires"),
    "surveys.topic": pgettext_lazy("kind of row", "Topics of surveys"),
    "surveys.competitor": pgettext_lazy("kind of row", "Competing shows"),
    "contact.task": pgettext_lazy("kind of row", "Tasks"),
    "parties.consent": pgettext_lazy("kind of row", "Consents"),
    "parties.link": pgettext_lazy("kind of row", "Links to other organisations"),
    "shows.roleholding": pgettext_lazy("kind of row", "Roles in shows"),
    "loop.member": pgettext_lazy("kind of row", "Rounds"),
    "loop.proposal": pgettext_lazy("kind of row", "Plans of rounds"),
    "relations.stageoverride": pgettext_lazy("kind of row", "Stages set by hand"),
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
