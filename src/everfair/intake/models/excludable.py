"""Editions of a list that are to be left out of analysis: copies and stubs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from everfair.shows.models import Edition

if TYPE_CHECKING:
    from everfair.house.models import User


class Excludable(models.Model):
    class Meta:
        abstract = True

    @transaction.atomic
    def exclude(self, series: str, label: str, why: str, *, by: User | None) -> None:
        """Leave an edition out: at once if it is on file, else as soon as the load writes it."""
        chosen = [one for one in self.exclusions if (one["series"], one["label"]) != (series, label)]
        self._keep([*chosen, {"series": series, "label": label, "why": why}])
        self._apply(series, label, why, by)

    @transaction.atomic
    def include(self, series: str, label: str, *, by: User | None) -> None:
        """Take it into the analysis again."""
        self._keep([one for one in self.exclusions if (one["series"], one["label"]) != (series, label)])
        self._apply(series, label, "", by)

    @property
    def exclusions(self) -> list[dict[str, str]]:
        chosen: list[dict[str, str]] = self.givens.get("exclude", [])
        return chosen

    def apply_exclusions(self, *, by: User | None) -> None:
        for one in self.exclusions:
            self._apply(one["series"], one["label"], one["why"], by)

    def _keep(self, chosen: list[dict[str, str]]) -> None:
        self.givens: dict[str, Any] = {**self.givens, "exclude": chosen}
        self.save(update_fields=["givens"])

    def _apply(self, series: str, label: str, why: str, by: User | None) -> None:
        for edition in self.editions_called(series, label):
            edition.change(by=by, is_excluded=bool(why), excluded_because=why[:200])

    def editions_called(self, series: str, label: str) -> list[Edition]:
        """The edition the dry run called so, if it is on file by now, whatever it is called."""
        plan: dict[str, Any] = self.plan  # type: ignore[attr-defined]
        shows = [one for one in plan.get("series", []) if one["name"] == series and one["id"]]
        told = [
            one for show in shows for one in show["editions"] if one["label"].casefold() == label.casefold()
        ]
        known = [pk for one in told if (pk := one["id"] or one.get("made"))]
        if known:
            return list(Edition.objects.filter(pk__in=known))
        return list(Edition.objects.filter(label__iexact=label, series__in=[one["id"] for one in shows]))
