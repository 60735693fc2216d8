"""What people say about a show and its editions."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from everfair.shows.models import Edition, Series, SeriesType
from everfair.shows.models.series import known_zone
from everfair.ui.fields import CountryField, DayField
from everfair.ui.figures import SIGNS
from everfair.ui.lists.state import is_key

ZONES = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Asia/Dubai",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "UTC",
)
CURRENCIES = sorted(
    {*SIGNS, "KRW", "SGD", "TWD", "MOP", "AUD", "CHF", "AED"}, key=lambda code: (code != "CNY", code)
)


class TypesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """A number no row can have is no choice, before a database is asked that cannot hold it."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not is_key(str(key)):
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": str(key)[:20]},
                )
        return super().clean(value)


class SeriesForm(forms.Form):
    zh = forms.CharField(label=_l("Chinese name"), max_length=120, required=False)
    en = forms.CharField(label=_l("English name"), max_length=120, required=False)
    slug = forms.CharField(
        label=_l("Short name"),
        max_length=60,
        required=False,
        help_text=_l("For commands and files, such as qingshan; made from the name if left empty."),
    )
    types = TypesField(
        SeriesType.objects.all(), label=_l("Types"), required=False, widget=forms.CheckboxSelectMultiple
    )
    maturity = forms.ChoiceField(
        label=_l("Maturity of the show"),
        choices=Series.Maturity.choices,
        initial=Series.Maturity.GROWING,
        help_text=_l(
            "A new show watches cultivation and confirmation, a growing one trust, a mature one weakening."
        ),
    )
    time_zone = forms.CharField(
        label=_l("Time zone"),
        max_length=40,
        initial="Asia/Shanghai",
        validators=[known_zone],
        widget=forms.TextInput(attrs={"list": "zones"}),
    )
    currency = forms.ChoiceField(
        label=_l("Currency"), choices=[(code, code) for code in CURRENCIES], initial="CNY"
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, series: Series | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
        self.series = series
        if series is not None and series.currency not in CURRENCIES:
            offered = cast(forms.ChoiceField, self.fields["currency"])
            offered.choices = [(code, code) for code in (series.currency, *CURRENCIES)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("zh") and not given.get("en"):
            self.add_error("zh", _("A show needs a name, in Chinese or in English."))
        if "slug" in given:
            self.clean_short_name(given)
        return given

    def clean_short_name(self, given: dict[str, Any]) -> None:
        names = (given.get("slug"), given.get("en"), given.get("zh"))
        given["slug"] = next(
            (slug for name in names if (slug := slugify(name or "", allow_unicode=True))), ""
        )[:60]
        others = Series.objects.filter(slug=given["slug"])
        if self.series is not None:
            others = others.exclude(pk=self.series.pk)
        if given["slug"] and others.exists():
            self.add_error("slug", _("Another show is called that already."))

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class EditionForm(forms.Form):
    label = forms.CharField(
        label=_l("Edition"), max_length=60, help_text=_l("As people call it: a number, a year, a season.")
    )
    zh = forms.CharField(label=_l("Chinese name"), max_length=120, required=False)
    en = forms.CharField(label=_l("English name"), max_length=120, required=False)
    starts_on = DayField(label=_l("Opens"), required=False)
    ends_on = DayField(label=_l("Closes"), required=False)
    city = forms.CharField(label=_l("City"), max_length=80, required=False)
    country = CountryField(label=_l("Country"))
    venue = forms.CharField(label=_l("Venue"), max_length=120, required=False)
    area_plan = forms.DecimalField(
        label=_l("Planned area (m²)"), required=False, min_value=0, max_digits=9, decimal_places=2
    )
    is_held = forms.BooleanField(
        label=_l("Has been held"),
        required=False,
        help_text=_l("What was booked and came is final; the analysis counts it."),
    )
    is_excluded = forms.BooleanField(
        label=_l("Leave out of analysis"),
        required=False,
        help_text=_l(
            "For an edition whose list is copied or only half there. It stays on record; stages and "
            "chances are made without it."
        ),
    )
    excluded_because = forms.CharField(label=_l("Why it is left out"), max_length=200, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, others: QuerySet[Edition], **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
        self.others = others

    def clean_label(self) -> str:
        label: str = self.cleaned_data["label"]
        if self.others.filter(label=label).exists():
            raise forms.ValidationError(_("The show has an edition of that name already."))
        return label

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        opens, closes = given.get("starts_on"), given.get("ends_on")
        if opens and closes and closes < opens:
            self.add_error("ends_on", _("It closes before it opens."))
        if given.get("is_excluded") and not given.get("excluded_because"):
            self.add_error("excluded_because", _("Say why, for those who read the figures later."))
        return given

    def values(self) -> dict[str, Any]:
        """As the row keeps them: area in dm², no reason where there is nothing to explain."""
        given = {
            name: value for name, value in self.cleaned_data.items() if name not in {"seen", "area_plan"}
        }
        plan: Decimal | None = self.cleaned_data["area_plan"]
        given["area_plan_dm2"] = int(plan * 100) if plan is not None else None
        if not given["is_excluded"]:
            given["excluded_because"] = ""
        return given


def said_of(edition: Edition) -> dict[str, Any]:
    """What the form starts from."""
    names = (
        "label",
        "zh",
        "en",
        "starts_on",
        "ends_on",
        "city",
        "country",
        "venue",
        "is_held",
        "is_excluded",
        "excluded_because",
    )
    plan = edition.area_plan_dm2
    return {name: getattr(edition, name) for name in names} | {
        "area_plan": Decimal(plan) / 100 if plan is not None else None,
        "seen": edition.version,
    }


def said_of_series(series: Series) -> dict[str, Any]:
    names = ("zh", "en", "slug", "maturity", "time_zone", "currency")
    return {name: getattr(series, name) for name in names} | {
        "types": list(series.types.all()),
        "seen": series.version,
    }
