"""The long parts of the file, drawn in Python like the rows of a list: timeline, ways to reach, answers."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from everfair.desk.customers.file.answered import Line
from everfair.desk.customers.file.reached import Way
from everfair.desk.customers.file.timeline import Item
from everfair.relations.writing import Writing
from everfair.ui import figures
from everfair.ui.addresses import address
from everfair.ui.seen import visible
from everfair.ui.templatetags.ui import icon

PARTY, POINT, VALUE, TOKEN = "7070707070", "7171717171", "way-value", "way-token"


def timeline_rows(items: Iterable[Item], party: int, writing: Writing) -> SafeString:
    pencil = icon("pencil", "", _("Edit"))
    drawn = [row(item, party, pencil if writing.on(item.series) else "") for item in items]
    return mark_safe("".join(drawn))  # all escaped


def row(item: Item, party: int, pencil: str) -> str:
    """`pencil`: where the user may change what is told."""
    key = " key" if item.key else ""
    stage = f" stage-mark {item.stage}" if item.stage else ""
    who = f' <span class="faint small">· {escape(item.who)}</span>' if item.who else ""
    edit = edit_link(item, party, pencil) if pencil and item.edit else ""
    when = item.label if item.kind in ("show", "stage") else figures.day(item.day)
    told = "".join([f'<p class="told">{visible(line)}</p>' for line in item.more])
    more = f'<div class="timeline-more">{told}</div>' if told else ""
    return (
        f'<li><span class="timeline-mark{key}{stage}">{icon(item.icon)}</span>'
        f'<div class="timeline-body">{visible(item.words)}{who}{edit}</div>'
        f'<span class="timeline-when">{escape(when)}</span>{more}</li>'
    )


def edit_link(item: Item, party: int, pencil: str) -> str:
    page = "participation" if item.edit_name == "participation" else "dealing"
    url = address(f"customers:{page}", party, item.edit_key)
    return (
        f' <a class="above faint timeline-edit" href="{url}" hx-get="{url}" hx-target="#dialog" '
        f'hx-swap="innerHTML">{pencil}</a>'
    )


def way_rows(ways: Iterable[Way], party: int, token: str) -> SafeString:
    """`token`: of the forms with which a way is checked; empty where the user may not."""
    return mark_safe("".join([way_row(way, party, token) for way in ways]))  # all escaped


def way_row(way: Way, party: int, token: str) -> str:
    value = visible(way.point.value)
    shown = f"<s>{value}</s>" if way.state == "refuted" else value
    tone = {"refuted": "bad", "stale": "warn"}.get(way.state, "faint")
    stale = pgettext("of a contact", "stale")
    badge = f' <span class="badge warn">{escape(stale)}</span>' if way.state == "stale" else ""
    seen = f'<br><span class="faint">{escape(way.seen)}</span>' if way.seen else ""
    return (
        f'<li class="row apart top way {way.state}"><div class="grow"><span class="contact-value">{icon(way.icon)}'
        f'<span>{shown}</span></span><p class="way-state small {tone}"><span title="{escape(way.more)}">'
        f"{escape(way.checked)}</span>{badge}{seen}</p></div>{way_acts(way, party, token) if token else ''}</li>"
    )


def way_acts(way: Way, party: int, token: str) -> str:
    """What may be said of a way: the same for all of a kind but for whose and which it is."""
    drawn = acts_of(way.point.kind, way.point.is_refuted, get_language())
    drawn = drawn.replace(PARTY, str(party)).replace(POINT, str(way.point.pk)).replace(TOKEN, escape(token))
    return drawn.replace(VALUE, escape(way.point.value))


@lru_cache(maxsize=100)
def acts_of(kind: str, refuted: bool, language: str | None) -> str:
    told = {
        "first": Way.first_of(kind),
        "others": Way.others_of(kind),
        "faults": Way.faults_of(kind, refuted),
    }
    marks = {"party": PARTY, "point": POINT, "value": VALUE, "csrf_token": TOKEN}
    return render_to_string("customers/_way_acts.html", told | marks)


def answer_rows(lines: Iterable[Line]) -> SafeString:
    """What was asked, and what was answered."""
    return mark_safe("".join([answer_row(line) for line in lines]))  # all escaped


def answer_row(line: Line) -> str:
    about = escape(clipped(line.about, 40))
    if line.text:
        return f"<dt>{about}</dt><dd>{escape(clipped(line.text, 60))}</dd>"
    expected = ""
    if line.expected is not None:
        why = escape(_("what was expected"))
        expected = f'<span class="faint" title="{why}">{figures.number(line.expected)} →</span> '
    short = f' <span class="badge warn">{escape(_("below expectation"))}</span>' if line.is_short else ""
    high = f'<span class="faint">/ {figures.number(line.high)}</span>'
    return f'<dt>{about}</dt><dd class="number">{expected}{figures.number(line.seen)} {high}{short}</dd>'


def clipped(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
