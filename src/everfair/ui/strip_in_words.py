"""The strip as a sentence: what it shows, for those who do not see it."""

from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from everfair.relations.standing import Standing
from everfair.ui import figures
from everfair.ui.stages import STAGES


def sentence(standing: Standing) -> str:
    """Such as: came 5 times, last to edition 12; trust (83%); chance to come 64%, between 50% and 76%."""
    score, language = standing.score, get_language()
    parts = []
    if score is not None:
        parts.append(attendance(score.times_came, str(score.last_edition or ""), language))
    if stage := standing.stage:
        parts.append(staged(stage, None if standing.is_overruled else standing.probability, language))
    if score is not None and score.chance is not None:
        parts.append(chance(score.chance, score.chance_low, score.chance_high, language))
    return "; ".join(parts) if parts else _("not analysed yet")


# A page says fifty sentences of the same few parts; the language stands among the arguments to keep each apart.
@lru_cache(maxsize=2_000)
def attendance(times: int, last: str, language: str | None) -> str:
    if not times:
        return _("has not come yet")
    came = ngettext("came {n} time", "came {n} times", times).format(n=times)
    return _("{came}, last to {edition}").format(came=came, edition=last) if last else came


@lru_cache(maxsize=5_000)
def staged(stage: str, probability: float | None, language: str | None) -> str:
    """With its probability; without one it was set by hand."""
    word = str(STAGES[stage].word)
    if probability is None:
        return _("{stage}, set by hand").format(stage=word)
    return f"{word} ({figures.percent(probability)})"


@lru_cache(maxsize=5_000)
def chance(p: float, low: float | None, high: float | None, language: str | None) -> str:
    said = _("chance to come {p}").format(p=figures.percent(p))
    if low is None or high is None:
        return said
    interval = _("between {low} and {high}").format(low=figures.percent(low), high=figures.percent(high))
    return f"{said}, {interval}"
