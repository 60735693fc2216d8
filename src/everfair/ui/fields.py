"""What people type, read the way `figures` shows it: days, areas, sums of money."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.intake.countries import country_code
from everfair.tables.values.amounts import decimals_of, in_units
from everfair.tables.values.dates import EARLIEST, LATEST
from everfair.ui import figures

MOST_AREA = 10_000_000  # m²
MOST_MONEY = 10**13


class CountryField(forms.CharField):
    """A country by its name; kept by its code where it is known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=60, required=False, **options)

    def prepare_value(self, value: object) -> object:
        return figures.country(value) if isinstance(value, str) else value

    def clean(self, value: object) -> str:
        return country_code(super().clean(value))


class DayField(forms.DateField):
    """A day as lists take it, too."""

    default_validators = [MinValueValidator(date(EARLIEST, 1, 1)), MaxValueValidator(date(LATEST, 12, 31))]

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class AreaField(forms.DecimalField):
    """Typed in square metres, kept in square decimetres."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_AREA, decimal_places=2, **options)

    def clean(self, value: object) -> int | None:
        given = super().clean(value)
        return None if given is None else int(given * 100)

    def prepare_value(self, value: object) -> object:
        return f"{value / 100:.10g}" if isinstance(value, int) else value


class MoneyField(forms.DecimalField):
    """A sum in the currency's usual unit; cleaned to integer minor units of `currency`. What is finer than these is
    refused, never cut."""

    currency = "CNY"

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_MONEY, **options)

    def clean(self, value: object) -> Any:
        amount = super().clean(value)
        if amount is None:
            return None
        minor = amount.scaleb(decimals_of(self.currency))
        if minor != minor.to_integral_value():
            raise forms.ValidationError(self.too_fine(), "too_fine")
        return int(minor)

    def too_fine(self) -> str:
        places = decimals_of(self.currency)
        if not places:
            return _("%(currency)s has no decimals: give a whole sum.") % {"currency": self.currency}
        words = ngettext(
            "%(currency)s has %(places)s decimal, no more.",
            "%(currency)s has %(places)s decimals, no more.",
            places,
        )
        return words % {"currency": self.currency, "places": places}

    def in_currency(self, currency: str, minor: int | None = None) -> None:
        """Speak of this currency, and start from a sum in its minor units."""
        self.currency = currency
        self.widget.attrs["inputmode"] = "decimal"
        if minor is not None:
            told = in_units(minor, currency)
            self.initial = int(told) if told == int(told) else told
        self.help_text = currency


class ShareField(forms.DecimalField):
    """Typed in per cent, kept as a share."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=100, decimal_places=2, **options)

    def clean(self, value: object) -> float | None:
        given = super().clean(value)
        return None if given is None else float(given) / 100

    def prepare_value(self, value: object) -> object:
        return f"{value * 100:.6g}" if isinstance(value, float) else value


def money_of(form: forms.BaseForm, name: str) -> MoneyField:
    field = form.fields[name]
    assert isinstance(field, MoneyField)
    return field
