"""A customer that was merged into another: old addresses lead to whom it counts as, and say so."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from everfair.parties.models import Party
from everfair.relations import visible
from everfair.ui.addresses import address
from everfair.ui.asking import scope_for
from everfair.ui.toasts import toast


def to_survivor(request: HttpRequest, pk: int) -> HttpResponse | None:
    """To the file of whoever this party was merged into; None where it was not, or the user does not see them."""
    absorbed = Party.objects.filter(pk=pk).exclude(merged_into=None).first()
    survivor = visible.parties(scope_for(request)).filter(pk=absorbed.root.pk).first() if absorbed else None
    if survivor is None:
        return None
    said = _("“%(name)s” was merged into this customer.") % {"name": absorbed}
    toast(request, said, level=messages.INFO)
    file = address("customers:file", survivor.pk)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": file})
    return redirect(file)
