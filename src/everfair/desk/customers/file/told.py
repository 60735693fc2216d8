"""What the journal holds of a customer, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from everfair.journal.models import Entry
from everfair.ui.stages import STAGES

Word = str | Promise
# verb -> (kind of the timeline, icon, what was done)
VERBS: Mapping[str, tuple[str, str, Word]] = {
    "party.add": ("change", "plus", _l("Written by hand")),
    "party.change": ("change", "pencil", _l("Changed")),
    "organisation.change": ("change", "pencil", _l("Changed")),
    "person.change": ("change", "pencil", _l("Changed")),
    "employment.change": ("change", "id-badge-2", _l("Changed a person's work")),
    "employment.add": ("change", "id-badge-2", _l("Added a person")),
    "employment.remove": ("change", "id-badge-2", _l("Removed a person")),
    "name.add": ("change", "tag", _l("Added a name")),
    "name.remove": ("change", "tag", _l("Removed a name")),
    "contactpoint.add": ("change", "phone", _l("Added a contact")),
    "contactpoint.remove": ("change", "phone", _l("Removed a contact")),
    "externalid.add": ("change", "link", _l("Added an outside id")),
    "externalid.remove": ("change", "link", _l("Removed an outside id")),
    "consent.give": ("change", "circle-check", _l("Recorded a consent")),
    "consent.withdraw": ("change", "ban", _l("Recorded that consent was withdrawn")),
    "roleholding.add": ("change", "users", _l("Added a role")),
    "roleholding.remove": ("change", "users", _l("Removed a role")),
    "relationship.change": ("change", "user", _l("Changed")),
    "relationship.begin": ("change", "heart-handshake", _l("Began a relationship")),
    "relationship.overrule": ("stage", "pin", _l("Set the stage by hand")),
    "relationship.lift": ("stage", "pin", _l("Let the computed stage count again")),
    "party.merge": ("merge", "git-merge", _l("Merged a duplicate")),
    "party.unmerge": ("merge", "arrows-split", _l("Took a merge back")),
    "party.keep_apart": ("merge", "arrows-split", _l("Kept apart from another")),
    "party.lift_apart": ("merge", "git-merge", _l("May be merged again")),
    "party.link": ("merge", "affiliate", _l("Linked with another organisation")),
    "party.unlink": ("merge", "unlink", _l("Removed a link with another organisation")),
    "participation.add": ("change", "calendar-event", _l("Recorded a participation")),
    "participation.change": ("change", "calendar-event", _l("Changed a participation")),
    "interaction.change": ("change", "pencil", _l("Changed a note")),
    "interaction.remove": ("change", "trash", _l("Removed a note")),
    "task.add": ("task", "list-check", _l("Created a task")),
    "task.change": ("task", "list-check", _l("Changed a task")),
    "task.reopen": ("task", "arrow-back-up", _l("Opened a task again")),
}
# Told by rows of their own.
SILENT = frozenset({"task.complete", "interaction.add"})


def said(entry: Entry) -> tuple[str, str, str]:
    """(kind, icon, words) of an entry."""
    kind, icon, word = VERBS.get(entry.verb, ("change", "history", entry.verb))
    fields = entry.params.get("fields")
    if not fields:
        return kind, icon, str(word)
    named = ", ".join(field_word(entry.object_type, name) for name in fields)
    return kind, icon, _("{done}: {fields}").format(done=word, fields=named)


def field_word(object_type: str, name: str) -> str:
    try:
        field = apps.get_model(object_type)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist, ValueError):
        return name
    return str(getattr(field, "verbose_name", name))


def details(entry: Entry, people: Mapping[int, str]) -> list[str]:
    """The values of an entry, as far as they have not been erased: before → after, or what was added."""
    detail = getattr(entry, "detail", None)
    values: dict[str, Any] = detail.values if detail is not None else {}
    return [shown for name, value in values.items() if (shown := one_detail(entry, name, value, people))]


def one_detail(entry: Entry, name: str, value: Any, people: Mapping[int, str]) -> str:
    if name == "kind":
        return ""
    plain: Callable[[Any], str] = lambda each: spoken(name, each, people)  # noqa: E731
    if isinstance(value, list) and len(value) == 2:
        return f"{plain(value[0])} → {plain(value[1])}"
    if isinstance(value, dict):
        return " · ".join(str(each) for each in value.values())
    return plain(value)


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
