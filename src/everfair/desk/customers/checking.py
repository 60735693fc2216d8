"""Whether a contact still reaches the customer: verified or found wrong, with one click and a way back."""

from typing import Any, Literal

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from everfair.desk.customers.access import still_theirs
from everfair.desk.customers.dialogs import Act
from everfair.journal.models import StaleEdit
from everfair.parties.models import ContactPoint
from everfair.ui.asking import person_of
from everfair.ui.toasts import toast
from everfair.ui.undoing import keep, way_back

How, Fault = ContactPoint.How, ContactPoint.Fault


class Check(Act):
    """`how` comes with the button; none offered is refused."""

    verb: Literal["verify", "refute"]
    ways: type[ContactPoint.How] | type[ContactPoint.Fault]

    @property
    def point(self) -> ContactPoint:
        rows = ContactPoint.objects.select_for_update().filter(party=self.party)
        found: ContactPoint = get_object_or_404(rows, pk=self.kwargs["row"])
        return found

    def act(self) -> None:
        how = self.request.POST.get("how", "")
        if how not in self.ways.values:
            raise Http404
        point = self.point
        before = plain(point)
        getattr(point, self.verb)(self.person, timezone.localdate(), how)
        undo = keep(self.request, "check", [point.pk, before, plain(point)])
        toast(self.request, self.said, undo=undo)

    @property
    def said(self) -> str:
        raise TypeError(f"{type(self).__name__} does not say what it did")


class Verify(Check):
    verb = "verify"
    ways = How

    @property
    def said(self) -> str:
        return _("Verified today.")


class Refute(Check):
    verb = "refute"
    ways = Fault

    @property
    def said(self) -> str:
        return _("Marked as wrong: it is not used any more.")


def plain(point: ContactPoint) -> dict[str, Any]:
    """The last check as a session can keep it."""
    check = point.last_check
    days = {name: value.isoformat() for name, value in check.items() if hasattr(value, "isoformat")}
    return check | days


@way_back("check")
def take_back_check(request: Any, told: Any) -> None:
    pk, before, after = told
    point = ContactPoint.objects.get(pk=pk)
    still_theirs(request, point.party_id)
    if not point.restore(before, instead_of=after, by=person_of(request)):
        raise StaleEdit(point, {})
