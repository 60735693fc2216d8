"""Amounts as lists write them."""

from decimal import Decimal

from everfair.tables.values.amounts import DECIMALS


def amount(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-DECIMALS.get(currency, 2))
