"""Taking an organisation from the group it was linked to, and giving it back."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from everfair.desk.customers.access import still_theirs
from everfair.desk.customers.dialogs import Act
from everfair.journal.models import StaleEdit
from everfair.parties.models import Link, Party
from everfair.parties.refusals import Refusal
from everfair.relations import pairs, visible
from everfair.ui.asking import person_of, scope_for
from everfair.ui.toasts import toast
from everfair.ui.undoing import keep, way_back


class RemoveLink(Act):
    """A link of the customer's group; both its ends are seen, and such as the user may decide on."""

    def act(self) -> None:
        seen = visible.parties(self.scope).values("pk")
        made: Link = get_object_or_404(
            Link.objects.select_related("parent", "child"),
            pk=self.kwargs["row"], parent__in=seen, child__in=seen,
        )  # fmt: skip
        if not pairs.may_decide(self.scope, made.parent, made.child):
            raise Http404
        made.remove(by=self.person)
        said = _("{child} no longer belongs to {parent}.").format(child=made.child, parent=made.parent)
        undo = keep(self.request, "customers.link", [made.parent_id, made.child_id, made.kind])
        toast(self.request, said, undo=undo)


@way_back("customers.link")
def link_again(request: HttpRequest, told: Any) -> None:
    parent, child, kind = told
    ends = [still_theirs(request, pk) for pk in (parent, child)]
    if not pairs.may_decide(scope_for(request), *ends):
        raise Party.DoesNotExist
    try:
        ends[0].link(ends[1], kind, by=person_of(request))
    except Refusal as refused:
        raise StaleEdit(ends[0], {}) from refused
