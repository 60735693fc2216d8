"""Narrowing a list to customers that lack something or look wrong; the figures of the data's quality lead here."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.intake.models import Batch
from everfair.intake.visible import batches
from everfair.quality.lacks import FLAWS, LACKS, STALE, Condition, Whose
from everfair.quality.measures import MEASURES
from everfair.quality.sources import by_hand, of_batches, of_series
from everfair.shows.models import Series
from everfair.shows.scope import Capability
from everfair.ui.asking import scope_for
from everfair.ui.lists import Choices, Flag
from everfair.ui.lists.filters import Filter


def lack_filters(whose: Whose) -> list[Filter]:
    """Of parties, or of rows with a party: each value given must hold."""
    kinds: list[tuple[str, Any, str, Mapping[str, Condition]]] = [
        ("lacks", _("Lacks"), "lacks", LACKS),
        ("stale", _("To verify"), "stale", STALE),
        ("flaw", _("Looks wrong"), "flaw", FLAWS),
    ]
    return [
        Choices(
            code=code,
            label=label,
            choices=[(each, MEASURES[f"{prefix}_{each}"].name) for each in conditions],
            apply=every(conditions, whose),
        )
        for code, label, prefix, conditions in kinds
    ]


def shows_asked(request: HttpRequest) -> frozenset[int] | None:
    """Of the shows asked for, or those of the lists asked for, the ones that the user sees; else all these: what is
    lacking is judged by them."""
    scope = scope_for(request)
    asked = numbers(request, "show")
    lists = batches(scope).filter(pk__in=numbers(request, "batch")).values_list("series_id", flat=True)
    wanted = asked or set(lists)
    return frozenset(one for one in wanted if one and scope.may(Capability.SEE, one)) or scope.seen


def numbers(request: HttpRequest, name: str) -> set[int]:
    return {int(key) for key in request.GET.getlist(name) if key.isdecimal() and len(key) < 16}


def every(conditions: Mapping[str, Condition], whose: Whose) -> Any:
    def narrow(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
        for value in values:
            rows = rows.filter(conditions[value](whose))
        return rows

    return narrow


def source_filters(request: HttpRequest) -> list[Filter]:
    """Where parties come from."""
    return [
        Choices(code="show", label=pgettext_lazy("noun", "Show"), choices=lambda: shows(request),
                apply=lambda rows, values: rows.filter(of_series(values))),
        Choices(code="batch", label=_("Brought in by"), choices=lambda: files(request),
                apply=lambda rows, values: rows.filter(of_batches(values))),
        Flag(code="hand", label=_("Written by hand"), apply=lambda rows, values: rows.filter(by_hand())),
    ]  # fmt: skip


def shows(request: HttpRequest) -> list[tuple[str, str]]:
    seen = Series.objects.filter(scope_for(request).series_filter("pk"))
    return [(str(series.pk), str(series)) for series in seen]


def files(request: HttpRequest) -> list[tuple[str, str]]:
    """The latest that were loaded, and the one asked for."""
    seen = batches(scope_for(request)).filter(state__in=Batch.STANDING)
    rows = seen.filter(
        Q(pk__in=numbers(request, "batch")) | Q(pk__in=list(seen.values_list("pk", flat=True)[:6]))
    )
    return [(str(one.pk), one.filename) for one in rows]
