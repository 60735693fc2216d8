"""The ripple of a lost customer: reckoned from figures one gives, beside what the record of referrals says."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from everfair.desk.value.ends import ENDS, EndsField, of_share
from everfair.relations.models import AnalysisRun, Finding
from everfair.science.ripple import Range, Ripple, ripple
from everfair.shows.models.role import Side
from everfair.tables.values.amounts import decimals_of
from everfair.ui.figures import number, percent
from everfair.ui.of_series import OfSeries

# Fifty a week for ten years are lost; the customer tells ten to twenty others.
EXAMPLE = {
    "told": ("10", "15", "20"), "swayed": ("50", "50", "50"), "passed_on": ("5", "5", "5"),
    "stays_away": ("25", "25", "25"), "loss": ("26000", "26000", "26000"),
}  # fmt: skip
MOST_MONEY = Decimal(10**12)


class RippleForm(forms.Form):
    told = EndsField(label=_l("Others they tell"), help_text=_l("how many customers hear of it from them"))
    swayed = EndsField(
        label=_l("Swayed by it, %"), most=100, help_text=_l("which part of those who hear of it believe it")
    )
    passed_on = EndsField(
        label=_l("Each passes it on to"), help_text=_l("how many more hear of it from each of these")
    )
    stays_away = EndsField(
        label=_l("Stay away, %"),
        most=100,
        help_text=_l("which part of those who heard of it so do not come any more"),
    )
    loss = EndsField(
        label=_l("Direct loss"), most=MOST_MONEY,
        help_text=_l("what the lost customer itself would have brought; each who stays away is taken for as much"),
    )  # fmt: skip
    first_hand = forms.BooleanField(label=_l("Count the swayed who heard it first hand too"), required=False)

    def in_currency(self, currency: str) -> None:
        self.fields["loss"].label = _("Direct loss, {currency}").format(currency=currency)

    def ranges(self) -> dict[str, Range]:
        given = self.cleaned_data
        shares = {name: of_share(given[name]) for name in ("swayed", "stays_away")}
        return {name: given[name] for name in ("told", "passed_on", "loss")} | shares


@dataclass(frozen=True)
class Reckoned:
    """The result with the way to it, step by step."""

    given: dict[str, Range]
    first_hand: bool
    result: Ripple
    currency: str

    @classmethod
    def of(cls, form: RippleForm, currency: str) -> "Reckoned":
        given, first_hand = form.ranges(), form.cleaned_data["first_hand"]
        return cls(given, first_hand, ripple(**given, first_hand=first_hand), currency)

    @property
    def minor(self) -> tuple[int, int, int]:
        return (
            self.in_minor(self.result.low),
            self.in_minor(self.result.likely),
            self.in_minor(self.result.high),
        )

    @property
    def loss_minor(self) -> int:
        return self.in_minor(self.given["loss"].likely)

    def in_minor(self, units: float) -> int:
        return round(units * float(10 ** decimals_of(self.currency)))

    @property
    def steps(self) -> list[str]:
        """Likely figures all along."""
        told, swayed = self.given["told"].likely, self.given["swayed"].likely
        each = self.given["passed_on"].likely + self.first_hand
        won = told * swayed
        passed = _("each of them passes it on to {each}, and counts too: {n}") if self.first_hand else _(
            "each of them passes it on to {each}: {n}"
        )  # fmt: skip
        return [
            _("{n} hear of it from the lost customer").format(n=said(told)),
            _("{share} of them are swayed: {n}").format(share=percent(swayed), n=said(won)),
            passed.format(each=said(self.given["passed_on"].likely), n=said(won * each)),
            _("{share} of these stay away: {n}").format(
                share=percent(self.given["stays_away"].likely), n=said(self.result.stay_away)
            ),
        ]


def said(figure: float) -> str:
    return number(figure, 2 if round(figure, 1) != round(figure, 3) else None)


class RipplePage(OfSeries):
    to = "series"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.sees_figures:
            raise Http404
        form = RippleForm(asked(request.GET))
        currency = self.series.currency
        form.in_currency(currency)
        reckoned = Reckoned.of(form, currency) if form.is_valid() else None
        context: dict[str, Any] = {"form": form, "reckoned": reckoned, "currency": currency}
        if request.headers.get("HX-Target") == "reckoned":
            return render(request, "value/_reckoned.html", context)
        more = {"estimate": self.estimate(), "tab": "ripple"}
        return render(request, "value/ripple.html", self.frame() | context | more)

    def estimate(self) -> dict[str, Any] | None:
        """What the last run found in the record of referrals."""
        found = Finding.objects.filter(
            run=AnalysisRun.published(), series=self.series, side=Side.EXHIBITOR, code="referrals"
        ).first()
        return found.body if found is not None and found.body.get("ripple") else None


def asked(given: QueryDict) -> QueryDict:
    """What the address says; where it says nothing of an input, the worked example."""
    data = given.copy()
    for name, ends in EXAMPLE.items():
        for (end, _word), figure in zip(ENDS, ends, strict=True):
            if f"{name}_{end}" not in data:
                data[f"{name}_{end}"] = data.get(f"{name}_likely", figure) if name == "loss" else figure
    return data
