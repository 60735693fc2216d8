"""The tags of the look. docs/ui-components.md shows each of them in use."""

import datetime
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from everfair.ui import drawing, figures, frame_parts, once, seen, show_choice
from everfair.ui.show_menu import show_menu as drawn_menu
from everfair.ui.stages import STAGES
from everfair.ui.strip_code import strip_of
from everfair.ui.topbar import topbar as drawn_topbar

register = template.Library()
register.filter("seen", seen.seen)
register.filter("visible", seen.visible)


@register.simple_tag
def once_only() -> SafeString:
    """In a form that makes something: it makes it once, however often it is sent."""
    return format_html('<input type="hidden" name="{}" value="{}">', once.FIELD, once.new_mark())


@register.simple_tag
def icon(name: str, extra: str = "", title: str = "") -> SafeString:
    """An icon of the sprite. Without a title it is decoration and hidden from screen readers."""
    return drawn_icon(name, extra, str(title))


# A page of a list draws hundreds of icons and badges, and few different ones.
@lru_cache(maxsize=2_000)
def drawn_icon(name: str, extra: str, title: str) -> SafeString:
    href = f"{static('vendor/icons.svg')}#{name}"
    if title:
        return format_html(
            '<svg class="icon {}" role="img" aria-label="{}"><use href="{}"/></svg>', extra, title, href
        )
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="{}"/></svg>', extra, href)


@register.simple_tag
def show_menu(choice: show_choice.ShowChoice) -> SafeString:
    """The shows one may choose, with their editions."""
    return drawn_menu(choice, icon("check", "tick"))


@register.simple_tag(takes_context=True)
def rail(context: template.Context) -> SafeString:
    """The rooms, on the left of every page."""
    return frame_parts.rail(context["frame"].room, get_language())


@register.simple_tag
def dialogs() -> SafeString:
    """What every page can open: the palette and the keys."""
    return frame_parts.dialogs(get_language())


@register.simple_tag(takes_context=True)
def topbar(context: template.Context) -> SafeString:
    """The bar on top of every page."""
    frame = context["frame"]
    after_show = str(context.get("show_next", ""))
    return drawn_topbar(context["request"], frame.show, frame.theme, frame.next_language, after_show)


@register.simple_tag
def stage(code: str, p: float | None = None, set_by_hand: bool = False) -> SafeString:
    """The badge of a stage: colour, icon and word, with its probability where given."""
    if code not in STAGES:
        return mark_safe('<span class="faint">–</span>')
    return drawn_stage(code, p, set_by_hand, get_language())


@lru_cache(maxsize=5_000)
def drawn_stage(code: str, p: float | None, set_by_hand: bool, language: str | None) -> SafeString:
    """In the language in use; it is named so that the badge is kept for each."""
    look = STAGES[code]
    sure = format_html(' <span class="sure">{}</span>', figures.percent(p)) if p is not None else ""
    hand = icon("pin") if set_by_hand else ""
    return format_html(
        '<span class="badge stage-badge {}">{}{}{}{}</span>', code, icon(look.icon), look.word, sure, hand
    )


@register.simple_tag
def chance(p: float | None, low: float | None = None, high: float | None = None) -> SafeString:
    """A probability as figure and bar with its interval; a dash where it is not known."""
    return drawing.chance(p, low, high)


@register.simple_tag
def strip(code: str | None, sentence: str = "") -> SafeString:
    """A strip, drawn from its code, with its sentence beside it for those who do not see it."""
    if not code:
        return format_html('<span class="faint">{}</span>', "–")
    said = escape(sentence)
    return SafeString(  # drawn by us; the sentence is escaped
        f'<span class="strip-holder">{strip_of(code)}</span><span class="visually-hidden">{said}</span>'
    )


@register.filter
def percent(value: float | None, digits: int = 0) -> str:
    return figures.percent(value, digits)


@register.filter
def money(minor: int | None, currency: str = "") -> str:
    """Integer minor units: 12345 -> 123.45, with 万 where the reader is Chinese and the sum is large."""
    return figures.money(minor, currency)


@register.filter
def exactly(minor: int | None, currency: str = "") -> str:
    """Integer minor units to the last cent, however large."""
    return figures.exactly(minor, currency)


@register.filter
def country(code: str) -> str:
    return figures.country(code)


@register.filter
def area(dm2: int | None) -> str:
    return figures.area(dm2)


@register.filter
def number(value: float | None) -> str:
    return figures.number(value)


@register.filter
def moment(value: datetime.datetime | None) -> str:
    return figures.moment(value)


@register.filter
def day(value: datetime.date | None) -> str:
    return figures.day(value)


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The page's own query string with some keys changed; None takes a key out."""
    given: QueryDict = context["request"].GET.copy()
    for key, value in changes.items():
        given.pop(key, None)
        if value is not None:
            given[key] = str(value)
    return "?" + given.urlencode()


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField, **extra: Any) -> dict[str, Any]:
    """A form field with its label, help and errors."""
    widget = bound.field.widget
    is_fieldset = bool(widget.use_fieldset)
    check = isinstance(widget, CheckboxInput) and not is_fieldset
    return {"field": bound, "is_fieldset": is_fieldset, "check": check, "extra": extra}


@register.inclusion_tag("ui/_errors.html")
def error_summary(form: Any) -> dict[str, Any]:
    """All errors of a form in one box above it, each a link to its field."""
    return {"form": form, "wrong": [bound for bound in form.visible_fields() if bound.errors]}


@register.inclusion_tag("ui/_empty.html")
def empty_state(
    icon_name: str, title: str, text: str = "", url: str = "", action: str = "", picture: str = ""
) -> dict[str, Any]:
    return {
        "icon_name": icon_name,
        "title": title,
        "text": text,
        "url": url,
        "action": action,
        "picture": picture,
    }


@register.inclusion_tag("ui/_stat.html")
def stat(
    name: Any, value: Any, url: str = "", note: str = "", unit: str = "", measure: str = "", formula: str = ""
) -> dict[str, Any]:
    """A figure: its value leads to the customers behind it, its name opens its formula."""
    return {
        "name": name, "value": value, "url": url, "note": note, "unit": unit, "measure": measure, "formula": formula
    }  # fmt: skip


@register.inclusion_tag("ui/_job.html")
def job(progress: dict[str, Any]) -> dict[str, Any]:
    """A job's progress: done, total, text, left, state (running, done, failed), poll (address), url."""
    return {"job": progress}


@register.inclusion_tag("ui/_difference.html")
def difference(rows: Any) -> dict[str, Any]:
    """What another has changed since: rows of (label, theirs, yours)."""
    return {"rows": rows}


@register.simple_block_tag
def card(content: str, title: str = "", more: str = "", more_url: str = "") -> SafeString:
    head = format_html("<h2>{}</h2>", title) if title else ""
    link = format_html('<a class="small" href="{}">{}</a>', more_url, more) if more_url else ""
    top = format_html("<header>{}{}</header>", head, link) if head or link else ""
    return format_html('<section class="card">{}{}</section>', top, content)
