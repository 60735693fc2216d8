"""What the journal holds of a customer, sorted into the kinds of the timeline, with the values behind it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from everfair.journal.models import Entry
from everfair.ui import journal_words
from everfair.ui.stages import STAGES

# Told by rows of their own.
SILENT = frozenset({"task.complete", "task.cancel", "interaction.add"})
MERGES = frozenset({"merge", "unmerge", "keep_apart", "lift_apart", "link", "unlink"})
STAGE_ACTS = frozenset({"overrule", "lift"})


def said(entry: Entry) -> tuple[str, str, str]:
    """(kind, icon, words) of an entry."""
    return kind_of(entry.verb), journal_words.icon(entry), journal_words.sentence(entry)


def kind_of(verb: str) -> str:
    subject, _dot, act = verb.partition(".")
    if subject == "party" and act in MERGES:
        return "merge"
    if subject == "relationship" and act in STAGE_ACTS:
        return "stage"
    return "task" if subject == "task" else "change"


def details(entry: Entry, people: Mapping[int, str]) -> list[str]:
    """The values of an entry, as far as they have not been erased: before → after, or what was added."""
    detail = getattr(entry, "detail", None)
    values: dict[str, Any] = detail.values if detail is not None else {}
    return [shown for name, value in values.items() if (shown := one_detail(name, value, people))]


def one_detail(name: str, value: Any, people: Mapping[int, str]) -> str:
    if name == "kind":
        return ""
    if isinstance(value, list) and len(value) == 2:
        return f"{spoken(name, value[0], people)} → {spoken(name, value[1], people)}"
    if isinstance(value, dict):
        return " · ".join(str(each) for each in value.values())
    return spoken(name, value, people)


def spoken(name: str, value: Any, people: Mapping[int, str]) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "owner":
        return people.get(value, f"#{value}")
    if name == "stage" and value in STAGES:
        return str(STAGES[value].word)
    return str(value)
