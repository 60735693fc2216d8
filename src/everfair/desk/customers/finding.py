"""What the command palette knows of customers."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.desk.customers.adding import may_add
from everfair.parties.models import Party
from everfair.parties.search import search
from everfair.relations import visible
from everfair.ui import palette, show_choice
from everfair.ui.asking import scope_for

ICONS = {Party.Kind.ORGANISATION.value: "building", Party.Kind.PERSON.value: "user"}
SHOWN = 8


@palette.register
def customers(request: HttpRequest, text: str) -> Iterable[palette.Entry]:
    """Parties the user may see, by name, pinyin, initials, address or outside id."""
    if not text.strip():
        return
    for party in search(text, visible.parties(scope_for(request)), SHOWN):
        under = " · ".join(part for part in (party.other_name, party.city) if part)
        url = reverse("customers:file", args=[party.pk])
        yield palette.Entry(str(party), url, ICONS.get(party.kind, "user"), under=under, group=_("Customers"))


@palette.register
def actions(request: HttpRequest, text: str) -> Iterable[palette.Entry]:
    scope = scope_for(request)
    here = show_choice.chosen(request).series
    offered = [
        (_("Add customer"), reverse("customers:new"), "plus", may_add(scope, here.id if here else None)),
        (_("My customers"), f"{reverse('customers:list')}?owner=mine", "users", True),
        (_("Customers without owner"), f"{reverse('customers:list')}?owner=none", "users", True),
        (_("Duplicates waiting"), f"{reverse('customers:list')}?duplicates=1", "git-merge", True),
        (_("Board of relationships"), reverse("relationships:board"), "layout-kanban", True),
        (_("Flows of stages"), reverse("relationships:flows"), "chart-sankey", True),
        (_("Customer ladder"), reverse("relationships:ladder"), "stairs-up", True),
    ]
    for word, url, icon, may in offered:
        if may and palette.matches(text, str(word)):
            yield palette.Entry(word, url, icon, group=pgettext_lazy("palette", "Do"))
