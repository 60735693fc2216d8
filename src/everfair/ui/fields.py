"""What people type, read the way `figures` shows it: days, areas, sums of money."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from everfair.intake.countries import country_code
from everfair.tables.values.dates import EARLIEST, LATEST
from everfair.ui import figures
from everfair.ui.figures import WHOLE

MOST_AREA = 10_000_000  # m²
MOST_MONEY = 10**13


def unit(currency: str) -> int:
    """Minor units in the one people speak of."""
    return 1 if currency in WHOLE else 100


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
    """A sum in the currency's usual unit; cleaned to integer minor units of `currency`."""

    currency = "CNY"

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_MONEY, decimal_places=2, **options)

    def clean(self, value: object) -> Any:
        amount = super().clean(value)
        return None if amount is None else int(amount * unit(self.currency))

    def in_currency(self, currency: str, minor: int | None = None) -> None:
        """Speak of this currency, and start from a sum in its minor units."""
        self.currency = currency
        self.widget.attrs["inputmode"] = "decimal"
        if minor is not None:
            scale = unit(currency)
            self.initial = minor // scale if minor % scale == 0 else minor / scale
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
