"""What the customer thinks of the show and how loyal it is, in a few lines; each leads to what it is among others."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from everfair.relations.models import Score
from everfair.ui.figures import percent


@dataclass(frozen=True)
class Thought:
    what: str
    said: str
    url: str


def thinks(score: Score | None) -> list[Thought]:
    """Nothing is said of what is not known."""
    return [] if score is None else list(_of(score))


def _of(score: Score) -> Iterator[Thought]:
    def place(theme: str, finding: str) -> str:
        return f"{reverse('findings:page', args=[score.series_id, theme])}#{finding}"

    if score.satisfaction is not None:
        told = percent(score.satisfaction)
        if score.gap is not None:
            told = f"{told} · {_gap(score.gap)}"
        yield Thought(pgettext("of a customer", "Satisfaction"), told, place("satisfaction", "gaps"))
    if score.quality is not None:
        yield Thought(_("Quality of the relationship"), percent(score.quality), place("quality", "quality"))
    if score.loyalty_cell:
        named: list[Any] = [score.get_loyalty_cell_display()]
        if score.loyalty_type and score.loyalty_type != Score.Type.NONE:
            named.append(score.get_loyalty_type_display())
        yield Thought(_("Loyalty"), " · ".join(str(one) for one in named), place("loyalty", "loyalty-moves"))
    if score.wallet_share is not None:
        yield Thought(_("Share of wallet"), percent(score.wallet_share), place("value", "wallet-share"))
    if told := score.why_leaving:
        yield Thought(_("Reason for leaving"), told, place("leaving", "churn-reasons"))
    if score.decision_type:
        yield Thought(_("Way of deciding"), str(score.get_decision_type_display()), "")


def _gap(gap: float) -> str:
    if gap > 0:
        return _("below expectation")
    return _("above expectation") if gap < 0 else _("as expected")
