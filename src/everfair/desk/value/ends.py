"""An input known to lie between two figures: three boxes in a row."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from everfair.science.ripple import Range

ENDS = (
    ("low", pgettext_lazy("end of a range", "low")),
    ("likely", pgettext_lazy("end of a range", "likely")),
    ("high", pgettext_lazy("end of a range", "high")),
)


class EndsWidget(forms.Widget):
    template_name = "value/_ends.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        told = value or ("", "", "")
        boxes = [
            {"name": f"{name}_{end}", "id": f"id_{name}_{end}", "word": word, "value": text}
            for (end, word), text in zip(ENDS, told, strict=True)
        ]
        return {"boxes": boxes}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, ...]:
        return tuple(str(data.get(f"{name}_{end}", "")).strip()[:20] for end, _word in ENDS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_likely" if id_ else ""


class EndsField(forms.Field):
    """Cleaned to a Range; a box left empty says the same as the likely one."""

    widget = EndsWidget
    default_error_messages = {
        "invalid": _l("Give numbers from 0 to %(most)s."),
        "disorder": _l("Low, likely and high have to come in this order."),
    }

    def __init__(self, *, most: int | Decimal = 1_000_000, **options: Any) -> None:
        super().__init__(**options)
        self.most = Decimal(most)

    def clean(self, value: Any) -> Range:
        likely = self.read(value[1])
        low, high = (self.read(text) if text else likely for text in (value[0], value[2]))
        if not low <= likely <= high:
            raise forms.ValidationError(self.error_messages["disorder"], "disorder")
        return Range(float(low), float(likely), float(high))

    def read(self, text: str) -> Decimal:
        try:
            figure = Decimal(text.replace(",", ""))
        except InvalidOperation:
            figure = Decimal("NaN")
        if not (figure.is_finite() and 0 <= figure <= self.most):
            raise forms.ValidationError(
                self.error_messages["invalid"], "invalid", params={"most": f"{self.most:,f}"}
            )
        return figure


def of_share(percents: Range) -> Range:
    return Range(percents.low / 100, percents.likely / 100, percents.high / 100)
