"""Forms of the desk of rounds. Money is typed in whole units, shares in per cent."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from everfair.desk.rounds.words import size_words
from everfair.house.models import User
from everfair.loop.models import Play, Round, Segment, SegmentPlay
from everfair.shows.models import Edition, Membership, Series
from everfair.shows.models.continuable import next_label
from everfair.ui.fields import DayField, MoneyField, money_of
from everfair.ui.stages import stage_choices


class PercentField(forms.IntegerField):
    def __init__(self, most: int = 100, **options: Any) -> None:
        super().__init__(min_value=0, max_value=most, **options)


class DraftForm(forms.Form):
    """A new round: for which edition, with what budget, opening with what."""

    edition = forms.ModelChoiceField(
        Edition.objects.none(), label=_("For which edition"), required=False, empty_label=None
    )
    next_label = forms.CharField(
        label=_("Or a new edition"),
        max_length=60,
        required=False,
        help_text=_("What it is called: 14, or 2027"),
    )
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    budget = MoneyField(label=_("Budget"), required=False)
    by_plan = forms.BooleanField(
        label=_("One play for each customer, chosen by what earlier rounds taught"),
        required=False,
        initial=True,
        help_text=_("Otherwise everybody in a segment gets all of its plays."),
    )
    like = forms.ModelChoiceField(
        Round.objects.none(),
        label=_("Open with"),
        required=False,
        empty_label=_("Segments by stage, with the playbook's plays"),
    )

    def __init__(self, *args: Any, series: Series, rounds: QuerySet[Round], **options: Any) -> None:
        super().__init__(*args, **options)
        self.series = series
        coming = series.editions.filter(is_held=False).order_by("ordinal")
        self.fields["edition"].queryset = coming  # type: ignore[attr-defined]
        self.fields["like"].queryset = rounds  # type: ignore[attr-defined]
        money_of(self, "budget").in_currency(series.currency, last_budget(rounds, series.currency))
        if coming.exists():
            self.fields["edition"].initial = coming.first()
        else:
            del self.fields["edition"]
            self.fields["next_label"].label = _("The edition to come")
            self.fields["next_label"].initial = label_after(series)
        if not rounds.exists():
            del self.fields["like"]

    def clean_next_label(self) -> str:
        label = str(self.cleaned_data["next_label"]).strip()
        if label and self.series.editions.filter(label=label).exists():
            raise forms.ValidationError(_("There is an edition of that name already."))
        return label

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("edition") and not data.get("next_label") and not self.errors:
            self.add_error("next_label", _("Say which edition the round is for."))
        return data


def last_budget(rounds: QuerySet[Round], currency: str) -> int | None:
    """What the latest round was given: a plan without a budget gives nobody a play."""
    given = rounds.filter(currency=currency, budget_minor__gt=0).order_by("-pk")
    return given.values_list("budget_minor", flat=True).first()


def label_after(series: Series) -> str:
    """What the edition after the last one would be called."""
    labels = list(series.editions.order_by("-ordinal").values_list("label", flat=True))
    return next_label(labels[0] if labels else "", set(labels))


class RoundForm(forms.Form):
    """Name, budget, hold-out and margin of a draft, and how its plays are chosen."""

    KEPT = ("name", "holdout_percent", "margin_percent", "by_plan", "learning_percent")

    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, help_text=_("Left blank: called after its edition")
    )
    budget = MoneyField(label=_("Budget"))
    holdout_percent = PercentField(
        90, label=_("Hold-out"), help_text=_("Per cent of each segment that gets nothing, drawn at random")
    )
    margin_percent = PercentField(
        100,
        label=_("Margin on a stand"),
        help_text=_("Per cent of its price that stays, to tell the money returned"),
    )
    by_plan = forms.BooleanField(
        label=_("One play for each customer, chosen by what earlier rounds taught"),
        required=False,
        help_text=_("Otherwise everybody in a segment gets all of its plays."),
    )
    learning_percent = PercentField(
        100,
        label=_("Share to learn from"),
        required=False,
        help_text=_(
            "Per cent of customers and money given to plays that may be better than is known. Left blank: all while "
            "nothing is learned, half after one round, a third after two, and so on."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, of: Round) -> None:
        names = (*self.KEPT, "version")
        super().__init__(data, initial={name: getattr(of, name) for name in names})
        money_of(self, "budget").in_currency(of.currency, of.budget_minor)

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        kept = {name: data[name] for name in self.KEPT}
        return kept | {"budget_minor": data["budget"]}


class SegmentForm(forms.Form):
    """Whom a segment takes: stages x chance x size; what is left open takes any."""

    zh = forms.CharField(label=_("Chinese name"), max_length=120, required=False)
    en = forms.CharField(label=_("English name"), max_length=120, required=False)
    stages = forms.MultipleChoiceField(
        label=_("Stages"), choices=stage_choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    chance_from = PercentField(label=_("Chance from"), required=False)
    chance_to = PercentField(label=_("Chance to"), required=False)
    sizes = forms.TypedMultipleChoiceField(
        label=_("Size of stand"),
        choices=lambda: list(size_words().items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    holdout_percent = PercentField(90, label=_("Hold-out"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, of: Segment) -> None:
        super().__init__(data, initial=initial_of(of))
        usual = of.round.holdout_percent
        self.fields["holdout_percent"].help_text = _("Per cent; empty: as the round, %(n)s") % {"n": usual}
        self.fields["chance_from"].help_text = self.fields["chance_to"].help_text = "%"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("chance_from"), data.get("chance_to")
        if low is not None and high is not None and low >= high:
            self.add_error("chance_to", _("It must be above “chance from”."))
        if not data.get("zh") and not data.get("en"):
            self.add_error("zh", _("Give it a name in one language at least."))
        return data

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        low, high = data.get("chance_from"), data.get("chance_to")
        return {
            "zh": data.get("zh", ""),
            "en": data.get("en", ""),
            "stages": data.get("stages") or [],
            "sizes": data.get("sizes") or [],
            "chance_from": 0.0 if low is None else low / 100,
            "chance_to": 1.0 if high is None else high / 100,
            "holdout_percent": data.get("holdout_percent"),
        }


def initial_of(segment: Segment) -> dict[str, Any]:
    return {
        "zh": segment.zh,
        "en": segment.en,
        "stages": segment.stages,
        "sizes": segment.sizes,
        "chance_from": round(segment.chance_from * 100),
        "chance_to": round(segment.chance_to * 100),
        "holdout_percent": segment.holdout_percent,
        "version": segment.version,
    }


class TermsForm(forms.Form):
    """Who does a play for a segment, until when, at what cost each."""

    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who"), required=False, empty_label=_("Whoever cares for the customer")
    )
    deadline = DayField(label=_("Until"), required=False)
    unit_cost = MoneyField(label=_("Cost each"))

    def __init__(self, data: Any = None, *, of: Round, use: SegmentPlay) -> None:
        super().__init__(data, initial={"owner": use.owner_id, "deadline": use.deadline})
        self.fields["owner"].queryset = staff_of(of.series_id)  # type: ignore[attr-defined]
        money_of(self, "unit_cost").in_currency(of.currency, use.unit_cost_minor)

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"owner": data["owner"], "deadline": data["deadline"], "unit_cost_minor": data["unit_cost"]}


def staff_of(series_id: int | None) -> QuerySet[User]:
    """Who works on a show, of those whose account is in use."""
    here = Membership.objects.filter(series=series_id) | Membership.objects.filter(series=None)
    return User.objects.filter(is_active=True, memberships__in=here).distinct().order_by("name", "username")


class PlayForm(forms.ModelForm):  # type: ignore[type-arg]
    """A page of the playbook, in both languages."""

    unit_cost = MoneyField(label=_("Cost each"))

    class Meta:
        model = Play
        fields = ["zh", "en", "zh_text", "en_text", "stage", "maturity", "channel", "currency"]
        widgets = {"zh_text": forms.Textarea({"rows": 4}), "en_text": forms.Textarea({"rows": 4})}

    field_order = ["zh", "en", "zh_text", "en_text", "stage", "maturity", "channel", "unit_cost", "currency"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cost = money_of(self, "unit_cost")
        currency = str(self.data.get("currency") or self.instance.currency).upper()
        cost.in_currency(currency, self.instance.unit_cost_minor)
        cost.help_text = ""
        self.fields["maturity"] = forms.ChoiceField(
            label=self.fields["maturity"].label,
            choices=[("", _("any show")), *Series.Maturity.choices],
            required=False,
        )

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("zh") and not data.get("en"):
            self.add_error("zh", _("Give it a name in one language at least."))
        return data

    @property
    def values(self) -> dict[str, Any]:
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return data | {"unit_cost_minor": self.cleaned_data["unit_cost"]}
