"""The box to write in on the file: the same for everybody but for whom it names, so that it is drawn once a day."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from everfair.desk.customers.dealings import DealingForm, today
from everfair.house.models import User
from everfair.parties.models import Party

ACTION, TOKEN, PEOPLE, STAFF = (f"write-box-{what}" for what in ("action", "token", "people", "staff"))


def write_box(action: str, token: str, people: Iterable[Party], staff: Iterable[User]) -> SafeString:
    """Posts to `action`; `people`: those of the customer one may have spoken with; `staff`: who works on the show."""
    with_people, with_staff = ("".join([option(one) for one in some]) for some in (people, staff))
    drawn = skeleton(bool(with_people), today(), get_language())
    told = {ACTION: escape(action), TOKEN: escape(token), PEOPLE: with_people, STAFF: with_staff}
    for mark, said in told.items():
        drawn = drawn.replace(shown(mark), said)
    return mark_safe(drawn)  # a template's, and options that are escaped


def shown(mark: str) -> str:
    """How the mark stands in the drawn form."""
    return f'<option value="{mark}">{mark}</option>' if mark in (PEOPLE, STAFF) else mark


@lru_cache(maxsize=20)
def skeleton(with_people: bool, day: Any, language: str | None) -> str:
    form = BlankForm(with_people=with_people, initial={"sort": "note"})
    drawn = render_to_string("customers/_write.html", {"write": form, "action": ACTION, "csrf_token": TOKEN})
    return "\n".join(line.strip() for line in drawn.splitlines() if line.strip())


class BlankForm(DealingForm):
    """Has marks where people are chosen."""

    def __init__(self, *, with_people: bool, **options: Any) -> None:
        super().__init__(party=Party(), **options)
        self.names_people = with_people
        for name, mark in (("person", PEOPLE), ("assignee", STAFF)):
            asked: Any = self.fields[name]
            offered = [("", asked.empty_label), (mark, mark)]
            self.fields[name] = forms.ChoiceField(label=asked.label, required=False, choices=offered)

    def choose_people(self, party: Party, series: int | None) -> None:
        """Nobody's."""


def option(one: Party | User) -> str:
    return f'<option value="{one.pk}">{escape(str(one))}</option>'
