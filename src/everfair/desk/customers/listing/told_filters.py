"""Narrowing the list by what customers are worth, think and may leave for; the findings of a show lead here."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.relations.caring import CARING
from everfair.relations.models import LedgerEntry, Score
from everfair.ui.lists import Choices, NumberRange
from everfair.ui.lists.filters import Filter


@cache
def told_filters() -> Sequence[Filter]:
    offered = (
        ("quadrant", _("Value quadrant"), Score.Quadrant.choices),
        ("loyalty_cell", _("Loyalty"), Score.Cell.choices),
        ("loyalty_cell_before", _("Loyalty before"), Score.Cell.choices),
        ("loyalty_type", _("Type of loyalty"), Score.Type.choices),
        ("loyalty_phase", _("Phase of loyalty"), Score.Phase.choices),
        ("leaving_reason", _("Reason for leaving"), Score.Reason.choices),
        ("decision_type", _("Way of deciding"), Score.Decision.choices),
    )
    return (
        *(Choices(code=code, label=label, choices=words, apply=told(code)) for code, label, words in offered),
        Choices(code="caring", label=_("Worth caring for"), choices=list(CARING.items()), apply=cared_for),
        Choices(code="money", label=_("Money on record"), choices=LedgerEntry.Kind.choices, apply=with_money),
        *(share(code, label) for code, label in SHARES),
    )


COSTS = ("initial", "maintenance", "ending")
SHARES = (
    ("wallet_share", _("Share of wallet")),
    ("satisfaction", pgettext_lazy("of a customer", "Satisfaction")),
    ("quality", _("Quality of the relationship")),
)


def told(column: str) -> Any:
    """By a column of the score that is seldom asked for, so that it is named only here."""

    def narrow(rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
        return beside(rows, column).filter(**{f"score_{column}__in": values})

    return narrow


def beside(rows: QuerySet[Any], column: str) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.alias(**{f"score_{column}": F(f"score__{column}")})
    return found


def cared_for(rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
    """Any of the codes stands in the list; SQLite cannot look into JSON, but codes hold no quotes."""
    rows = rows.alias(score_caring=Cast(F("score__caring"), TextField()))
    return rows.filter(reduce(or_, (Q(score_caring__contains=f'"{value}"') for value in values)))


def with_money(rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
    """Any of these kinds of value and cost is more than nothing."""
    columns = [f"{'cost' if value in COSTS else 'value'}_{value}" for value in values]
    for column in columns:
        rows = beside(rows, column)
    there = (Q(**{f"score_{column}__isnull": False}) & ~Q(**{f"score_{column}": 0}) for column in columns)
    return rows.filter(reduce(or_, there))


def share(column: str, label: Any) -> Filter:
    plain = NumberRange(code=column, label=label, unit="%", scale=Decimal(".01"), field=f"score_{column}")

    def narrow(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
        return beside(rows, column).filter(plain.condition(values))

    return NumberRange(code=column, label=label, unit="%", scale=Decimal(".01"), apply=narrow)
