from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import models, transaction

if TYPE_CHECKING:
    from everfair.house.models import User
    from everfair.shows.models.edition import Edition


class Orderable(models.Model):
    """An edition stands before or after others of its series."""

    class Meta:
        abstract = True

    @transaction.atomic
    def move(self, *, earlier: bool, by: User | None) -> bool:
        """Change places with the edition before (or after) it. False: there is none."""
        own = cast("Edition", self)
        beside = own.neighbour(earlier=earlier)
        if beside is None:
            return False
        here, there = own.ordinal, beside.ordinal
        aside = own.series.editions.aggregate(last=models.Max("ordinal"))["last"] + 1
        # Through a free place: two may not stand at one.
        type(own).objects.filter(pk=beside.pk).update(ordinal=aside)
        own.change(by=by, ordinal=there)
        beside.refresh_from_db()
        beside.change(by=by, ordinal=here)
        return True

    def neighbour(self, *, earlier: bool) -> Edition | None:
        own = cast("Edition", self)
        others = own.series.editions.select_for_update()
        if earlier:
            return others.filter(ordinal__lt=own.ordinal).order_by("-ordinal").first()
        return others.filter(ordinal__gt=own.ordinal).order_by("ordinal").first()
