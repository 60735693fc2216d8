"""What was expected and what was seen."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext, pgettext

from everfair.desk.findings.panels.grouped import left_out
from everfair.desk.findings.panels.panel import Asked, Body, Chart, Panel
from everfair.ui.figures import number

VERDICTS: dict[str, str | Promise] = {
    "dissatisfied": _l("dissatisfied"),
    "basically_satisfied": _l("basically satisfied"),
    "delighted": _l("delighted"),
}


def between(low: float | None, high: float | None, *, signed: bool = False) -> str:
    """An interval in words."""
    if low is None or high is None:
        return "–"
    written = f"{low:+.2f}", f"{high:+.2f}"
    return " – ".join(written) if signed else f"{number(low, 2)} – {number(high, 2)}"


def of_scale(distance: float, scale: list[float]) -> float:
    """As a share of the scale it was answered on."""
    return distance / (scale[1] - scale[0])


def on_one_scale(mean: float, scale: list[float], alike: bool) -> float:
    """Answers on different scales can only be drawn side by side as points of a hundred."""
    return mean if alike else 100 * of_scale(mean - scale[0], scale)


def gaps(body: Body, asked: Asked) -> Panel:
    """The topics in the order of their gaps, the one that falls short most on top."""
    marks = sorted(body["marks"], key=lambda mark: -of_scale(mark["gap"], mark["scale"]))
    alike = len({tuple(mark["scale"]) for mark in marks}) < 2
    items = [
        {
            "label": asked.topic(mark["topic"]),
            "from": round(on_one_scale(mark["expectation"], mark["scale"], alike), 2),
            "to": round(on_one_scale(mark["performance"], mark["scale"], alike), 2),
            "note": _("gap {gap} ({interval}), n = {n}: {verdict}").format(
                gap=f"{mark['gap']:+.2f}",
                interval=between(mark["low"], mark["high"], signed=True),
                n=mark["n"],
                verdict=VERDICTS[mark["verdict"]],
            ),
            "url": asked.respondents(mark["topic"], verdict=mark["verdict"]),
        }
        for mark in marks
    ]
    scale = marks[0]["scale"] if marks and alike else [0, 100]
    chart = {
        "items": items,
        "from": pgettext("findings", "Expected"),
        "to": pgettext("findings", "Seen"),
        "scale": scale,
        "x": _("Mean answer") if alike else _("Mean answer, 0 to 100 of its own scale"),
    }
    split = [
        {"label": asked.topic(mark["topic"]), "value": mark["dissatisfied"],
         "url": asked.respondents(mark["topic"], verdict="dissatisfied")}
        for mark in marks
    ]  # fmt: skip
    return Panel(
        "gaps",
        body["n"],
        _("respondents who told both what they expected and what they saw"),
        [*_of_gaps(marks, asked), *left_out(body["lacking"], asked)],
        [
            Chart("spans", _("Expected and seen"), chart,
                  _("An arrow to the left falls short of what was expected; to the right it surprises.")),
            Chart("bars", _("Share who saw less than they expected"), {"items": split, "unit": "%"}),
        ],
    )  # fmt: skip


def _of_gaps(marks: list[Body], asked: Asked) -> list[str]:
    short = [mark for mark in marks if mark["verdict"] == "dissatisfied"]
    glad = [mark for mark in reversed(marks) if mark["verdict"] == "delighted"]
    told = []
    if short:
        told.append(
            _("“{topic}” falls short most: {expected} was expected, {seen} seen.").format(
                topic=asked.topic(short[0]["topic"]),
                expected=number(short[0]["expectation"], 1),
                seen=number(short[0]["performance"], 1),
            )
        )
    if glad:
        told.append(_("“{topic}” surprises most.").format(topic=asked.topic(glad[0]["topic"])))
    if not told:
        told.append(_("What was seen is about what was expected, on every topic."))
    told.append(
        ngettext(
            "{short} of {all} topic leaves people dissatisfied, {glad} delights them.",
            "{short} of {all} topics leave people dissatisfied, {glad} delight them.",
            len(marks),
        ).format(short=len(short), all=len(marks), glad=len(glad))
    )
    return told
