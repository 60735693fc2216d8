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
    if standing.stage:
        sure = "" if standing.is_overruled else figures.percent(standing.probability)
        parts.append(staged(standing.stage, sure, language))
    if score is not None and score.chance is not None:
        shares = (score.chance, score.chance_low, score.chance_high)
        parts.append(chance(*("" if p is None else figures.percent(p) for p in shares), language))
    return "; ".join(parts) if parts else _("not analysed yet")


# A page says fifty sentences of the same few parts; the language stands among the arguments to keep each apart.
@lru_cache(maxsize=2_000)
def attendance(times: int, last: str, language: str | None) -> str:
    if not times:
        return _("has not come yet")
    came = ngettext("came {n} time", "came {n} times", times).format(n=times)
    return _("{came}, last to {edition}").format(came=came, edition=last) if last else came


@lru_cache(maxsize=2_000)
def staged(stage: str, sure: str, language: str | None) -> str:
    """With its probability; without one it was set by hand."""
    word = str(STAGES[stage].word)
    return f"{word} ({sure})" if sure else _("{stage}, set by hand").format(stage=word)


@lru_cache(maxsize=5_000)
def chance(p: str, low: str, high: str, language: str | None) -> str:
    said = _("chance to come {p}").format(p=p)
    if not low or not high:
        return said
    return said + ", " + _("between {low} and {high}").format(low=low, high=high)
