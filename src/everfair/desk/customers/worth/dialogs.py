"""What the dialogs about a relationship's worth have in common."""

from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from everfair.desk.customers.access import OfCustomer
from everfair.relations import visible
from everfair.relations.models import Relationship
from everfair.shows.models import Edition


class OnRelationship(OfCustomer):
    """About one relationship of the customer (`relationship` in the address) that the user may change."""

    @cached_property
    def relationship(self) -> Relationship:
        found: Relationship = get_object_or_404(self.relationships, pk=self.kwargs["relationship"])
        return found

    @property
    def may_change_here(self) -> bool:
        return visible.changes(self.scope, self.relationship.series_id, self.relationship.owner_id)

    def check(self) -> None:
        if not self.may_change_here:
            raise Http404

    def editions(self) -> QuerySet[Edition]:
        return Edition.objects.filter(series=self.relationship.series_id).order_by("-ordinal")


def past(form: forms.Form, name: str) -> Any:
    """A day that has been."""
    day = form.cleaned_data[name]
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))
    return day
