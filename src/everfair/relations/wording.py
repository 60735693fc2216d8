"""What the analysis says, in words: evidence for a stage, reasons for a chance, rungs and depths.

The rows hold codes, values and parameters; the reader's language is known only here. An item is
{"code": ..., "value": ..., "params": {...}}: a positive value speaks for, a negative one against.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from everfair.shows.models.edition import spoken_label

Params = Mapping[str, Any]
Item = Mapping[str, Any]
WORTH_SAYING = 0.05  # of a logit


@dataclass(frozen=True)
class Said:
    """One item in the reader's language."""

    text: str
    value: float
    code: str

    @property
    def speaks_for(self) -> bool:
        return self.value > 0


def evidence(items: Iterable[Item]) -> list[Said]:
    """Evidence for a stage (`Score.evidence`), strongest first; the values add up to its log odds.

    Last comes what holds without looking at anything: how relationships usually go.
    """
    ordered = sorted(items, key=lambda item: (item["code"] == "usual", -abs(float(item["value"]))))
    return [_said(item, EVIDENCE) for item in ordered]


def evidence_words(items: Iterable[Item]) -> list[str]:
    return [said.text for said in evidence(items)]


def why_weakening(items: Iterable[Item]) -> str:
    """Of what is not as one would wish it, what speaks most for a weakening; empty where nothing of the kind does. To
    have come to the last edition may speak for it too, against a disappearance, and is no reason one would give."""
    speaking = [item for item in items if item["code"] in UNWISHED and float(item["value"]) > 0]
    return _said(max(speaking, key=lambda item: float(item["value"])), EVIDENCE).text if speaking else ""


def reasons(items: Iterable[Item]) -> list[Said]:
    """Reasons for a chance (`Score.reasons`), strongest first."""
    return [_said(item, REASONS) for item in items]


def for_and_against(items: Iterable[Item], most: int = 3) -> tuple[list[Said], list[Said]]:
    """The strongest reasons for coming, and against it."""
    said = [one for one in reasons(items) if abs(one.value) >= WORTH_SAYING]
    return [one for one in said if one.value > 0][:most], [one for one in said if one.value < 0][:most]


def _said(item: Item, words: Mapping[str, Callable[[Params], str]]) -> Said:
    code = str(item["code"])
    return Said(words[code](item.get("params") or {}), float(item["value"]), code)


def edition(label: Any) -> str:
    return spoken_label(str(label))


def square_metres(dm2: Any) -> str:
    return f"{int(dm2) / 100:.10g}" if dm2 is not None else "?"


def came_run(params: Params) -> str:
    n = params["n"]
    if n == 1:
        return _("Came to the last edition")
    return _("Came to the last %(n)s editions in a row") % {"n": n}


def missed_run(params: Params) -> str:
    n = params["n"]
    if n == 1:
        return _("Missed the last edition")
    return _("Missed the last %(n)s editions") % {"n": n}


def earlier(params: Params) -> str:
    came, n = params["came"], params["n"]
    if n == 1:
        return _("Came to the edition before that")
    if came == n:
        return _("Came to all %(n)s editions before that") % {"n": n}
    return _("Came to %(came)s of the %(n)s editions before that") % {"came": came, "n": n}


def area_up(params: Params) -> str:
    return _("Area grew from %(before)s to %(after)s m²") % _areas(params)


def area_down(params: Params) -> str:
    return _("Area shrank from %(before)s to %(after)s m²") % _areas(params)


def area_same(params: Params) -> str:
    return _("Area stayed at %(after)s m²") % _areas(params)


def _areas(params: Params) -> dict[str, str]:
    return {
        "before": square_metres(params.get("area_before_dm2")),
        "after": square_metres(params.get("area_dm2")),
    }


def around(words: str | Promise) -> Callable[[Params], str]:
    return lambda params: str(words) % {"edition": edition(params["edition"])}


def plain(words: str | Promise) -> Callable[[Params], str]:
    return lambda params: str(words)


def scored(words: str | Promise) -> Callable[[Params], str]:
    return lambda params: str(words) % {"score": params.get("score", "?")}


def dated(words: str | Promise) -> Callable[[Params], str]:
    return lambda params: str(words) % {"month": str(params.get("on") or "?")[:7]}


def attendance_rate(params: Params) -> str:
    came, n = params["came"], params["n"]
    if n == 1:
        return _("Came for the first time at the last edition")
    if came == n:
        return _("Came to all %(n)s editions since the first") % {"n": n}
    return _("Came to %(came)s of the %(n)s editions since the first") % {"came": came, "n": n}


def past_editions(params: Params) -> str:
    words = ngettext("Came once in all", "Came %(n)s times in all", params["n"])
    return words % {"n": params["n"]}


def run_length(params: Params) -> str:
    words = ngettext(
        "When last here, came for %(n)s edition in a row",
        "When last here, came for %(n)s editions in a row",
        params["n"],
    )
    return words % {"n": params["n"]}


def tenure(params: Params) -> str:
    words = ngettext("First came %(n)s edition ago", "First came %(n)s editions ago", params["n"])
    return words % {"n": params["n"]}


def size(params: Params) -> str:
    return str(STAND_SIZES[int(params["level"])])


def counted(params: Params) -> str:
    return missed_run(params) if params["n"] else _("Was at the last edition")


STAND_SIZES = {
    -1: gettext_lazy("Size of stand not known"),
    0: gettext_lazy("Small stand"),
    1: gettext_lazy("Middle-sized stand"),
    2: gettext_lazy("Large stand"),
}
EVIDENCE: dict[str, Callable[[Params], str]] = {
    "usual": plain(gettext_lazy("How relationships of this show usually go")),
    "joined": around(gettext_lazy("First came at %(edition)s")),
    "not_yet": plain(gettext_lazy("Has not taken part yet")),
    "came_run": came_run,
    "missed_run": missed_run,
    "earlier": earlier,
    "area_up": area_up,
    "area_down": area_down,
    "area_same": area_same,
    "area_earlier": plain(gettext_lazy("Changes of area before that")),
    "engagement_high": around(gettext_lazy("Much in touch around %(edition)s")),
    "engagement_some": around(gettext_lazy("In touch around %(edition)s")),
    "engagement_none": around(gettext_lazy("No contact around %(edition)s")),
    "engagement_earlier": plain(gettext_lazy("Contact before that")),
    "satisfaction_high": scored(gettext_lazy("Very satisfied: %(score)s of 10")),
    "satisfaction_middle": scored(gettext_lazy("Fairly satisfied: %(score)s of 10")),
    "satisfaction_low": scored(gettext_lazy("Not satisfied: %(score)s of 10")),
    "satisfaction_earlier": plain(gettext_lazy("Satisfaction before that")),
    "complaint_open": dated(gettext_lazy("Open complaint of %(month)s")),
    "complaint_solved": dated(gettext_lazy("Complaint of %(month)s was solved")),
    "complaint_none": plain(gettext_lazy("No complaint")),
    "complaint_earlier": plain(gettext_lazy("Complaints before that")),
}
UNWISHED = frozenset(
    {
        "missed_run",
        "area_down",
        "engagement_none",
        "satisfaction_middle",
        "satisfaction_low",
        "complaint_open",
    }
)
REASONS: dict[str, Callable[[Params], str]] = {
    "attendance_rate": attendance_rate,
    "missed_run": counted,
    "past_editions": past_editions,
    "run_length": run_length,
    "tenure": tenure,
    "size": size,
    "cohort": around(gettext_lazy("Those who first came at %(edition)s")),
}
LADDER: dict[str, str | Promise] = {
    "non_customer": pgettext_lazy("ladder", "Non-customer"),
    "potential": pgettext_lazy("ladder", "Potential"),
    "target": pgettext_lazy("ladder", "Target"),
    "decided": pgettext_lazy("ladder", "Decided"),
    "first_time": pgettext_lazy("ladder", "First-time"),
    "repeat": pgettext_lazy("ladder", "Repeat"),
    "loyal": pgettext_lazy("ladder", "Loyal"),
    "lifetime": pgettext_lazy("ladder", "Lifetime"),
    "lost": pgettext_lazy("ladder", "Lost"),
    "lost_for_good": pgettext_lazy("ladder", "Lost for good"),
}
DEPTH: dict[str, str | Promise] = {
    "": pgettext_lazy("depth", "None yet"),
    "basic": pgettext_lazy("depth", "Basic"),
    "cooperative": pgettext_lazy("depth", "Cooperative"),
    "interdependent": pgettext_lazy("depth", "Interdependent"),
}


def ladder_word(code: str) -> str:
    return str(LADDER.get(code, code))


def depth_word(code: str) -> str:
    return str(DEPTH.get(code, code))


FOCUS: dict[str, str | Promise] = {
    "cultivation": gettext_lazy("Make the show known, pass on good word, invite for the first time"),
    "confirmation": gettext_lazy("Make this edition work for them and raise what they get from it"),
    "trust": gettext_lazy("Follow their changing needs and keep the trust"),
    "weakening": gettext_lazy("Find what dissatisfies them and remove it"),
    "disappearance": gettext_lazy("Limit the harm, renew the show, win back"),
}
WATCHED = {
    "new": ("cultivation", "confirmation"),
    "growing": ("trust",),
    "mature": ("weakening",),
}


def focus(stage: str, maturity: str) -> tuple[str, bool]:
    """(what the show works on in this stage, whether a show of this maturity watches it above all)."""
    return str(FOCUS[stage]), stage in WATCHED.get(maturity, ())
