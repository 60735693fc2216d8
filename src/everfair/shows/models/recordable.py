from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models, transaction

from everfair import journal

if TYPE_CHECKING:
    from everfair.house.models import User
    from everfair.parties.models import Party
    from everfair.shows.models.edition import Edition
    from everfair.shows.models.role import Role


class Recordable(models.Model):
    """Participations come in by hand as well as by file."""

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def take_part(
        cls,
        party: Party,
        edition: Edition,
        role: Role,
        *,
        status: str,
        by: User | None,
        stand: str = "",
        area_dm2: int | None = None,
        amount_minor: int | None = None,
    ) -> Self:
        """The party's participation in the edition, made or brought to the status; with a stand line if one is told."""
        from everfair.shows.models.participation import Stand

        found, made = cls._default_manager.get_or_create(
            party=party, edition=edition, role=role, defaults={"status": status, "source": "hand"}
        )
        if not made and found.status != status:  # type: ignore[attr-defined]
            found.change(by=by, status=status)  # type: ignore[attr-defined]
        if stand or area_dm2 or amount_minor:
            line, _made = Stand.objects.update_or_create(
                participation=found,
                natural_key=stand or "hand",
                defaults={
                    "number": stand,
                    "area_dm2": area_dm2,
                    "amount_minor": amount_minor,
                    "currency": edition.series.currency,
                },
            )
            if not made:
                journal.record(
                    "participation.change",
                    found,
                    by=by,
                    party=party.pk,
                    series=edition.series_id,
                    params={
                        "stand_added": line.pk,
                        "area_dm2": line.area_dm2,
                        "amount_minor": line.amount_minor,
                    },
                )
        if made:
            journal.record(
                "participation.add",
                found,
                by=by,
                party=party.pk,
                series=edition.series_id,
                params={"edition": edition.pk, "role": role.pk, "status": status},
            )
        return found
