"""The strip as a sentence: what it shows, for those who do not see it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.relations.standing import Standing
from everfair.ui import figures
from everfair.ui.stages import STAGES


def sentence(standing: Standing) -> str:
    """Such as: came 5 times, last to edition 12; trust (83%); chance to come 64%, between 50% and 76%."""
    score = standing.score
    parts = []
    if score is not None:
        parts.append(attendance(score.times_came, str(score.last_edition or "")))
    if standing.stage:
        parts.append(staged(standing))
    if score is not None and score.chance is not None:
        parts.append(chance(score.chance, score.chance_low, score.chance_high))
    return "; ".join(parts) if parts else _("not analysed yet")


def attendance(times: int, last: str) -> str:
    if not times:
        return _("has not come yet")
    came = ngettext("came {n} time", "came {n} times", times).format(n=times)
    return _("{came}, last to {edition}").format(came=came, edition=last) if last else came


def staged(standing: Standing) -> str:
    word = str(STAGES[standing.stage].word)
    if standing.is_overruled:
        return _("{stage}, set by hand").format(stage=word)
    return f"{word} ({figures.percent(standing.probability)})"


def chance(p: float, low: float | None, high: float | None) -> str:
    said = _("chance to come {p}").format(p=figures.percent(p))
    if low is None or high is None:
        return said
    return (
        said
        + ", "
        + _("between {low} and {high}").format(low=figures.percent(low), high=figures.percent(high))
    )
