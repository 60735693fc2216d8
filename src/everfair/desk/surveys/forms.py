"""Forms of what is asked."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from everfair.desk.surveys.access import wordable_series
from everfair.shows.scope import Scope
from everfair.surveys import visible
from everfair.surveys.models import Asks, Instrument, Item, Topic
from everfair.surveys.models.instrument import FARTHEST

TAKEN = _("Another question of this questionnaire is called so.")


class NamedForm(forms.ModelForm):  # type: ignore[type-arg]
    """`changes`: what the form says, by field."""

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("zh") and not given.get("en"):
            raise forms.ValidationError(gettext("It needs a name in one of the languages."))
        return given

    @property
    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}  # type: ignore[attr-defined]


class OfShowForm(NamedForm):
    """For one show, or for all where the user may word what is asked at all."""

    def __init__(self, *args: Any, scope: Scope, **named: Any) -> None:
        super().__init__(*args, **named)
        shows: Any = self.fields["series"]
        shows.queryset = wordable_series(scope)
        shows.empty_label = gettext("all shows")
        shows.required = not visible.may_word(scope, None)


class InstrumentForm(OfShowForm):
    class Meta:
        model = Instrument
        fields = ("zh", "en", "series")


class TopicForm(OfShowForm):
    class Meta:
        model = Topic
        fields = ("zh", "en", "kind", "series", "order")


class ItemForm(NamedForm):
    class Meta:
        model = Item
        fields = ("code", "zh", "en", "asks", "topic", "low", "high", "is_turned")
        help_texts = {
            "code": _("By which lists name it: layout-expectation."),
            "topic": _(
                "Expectations, performance and importance are asked of an attribute, goals of a goal."
            ),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        series = self.instance.instrument.series_id
        topics: Any = self.fields["topic"]
        mine = Q(pk=self.instance.topic_id)
        topics.queryset = Topic.objects.filter(Q(series=None) | Q(series=series), is_active=True) | (
            Topic.objects.filter(mine)
        )
        topics.empty_label = "—"
        for name in ("low", "high"):
            self.fields[name].validators += [MinValueValidator(-FARTHEST), MaxValueValidator(FARTHEST)]

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        held = Item.objects.filter(instrument=self.instance.instrument, code__iexact=code)
        if held.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(TAKEN)
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        asks, topic = given.get("asks"), given.get("topic")
        if asks in Asks.values:
            self._fit(Asks(asks), topic)
        low, high = given.get("low"), given.get("high")
        if low is not None and high is not None and not low < high:
            self.add_error("high", gettext("The highest must be above the lowest."))
        return given

    def _fit(self, asks: Asks, topic: Topic | None) -> None:
        """What is asked of topics has one of the right kind; the rest has none."""
        kinds = asks.topic_kinds
        if not kinds:
            self.cleaned_data["topic"] = None
        elif topic is None or topic.kind not in kinds:
            right = gettext(", ").join(str(Topic.Kind(kind).label) for kind in kinds)
            self.add_error("topic", gettext("Choose a topic of the kind: {kinds}.").format(kinds=right))
