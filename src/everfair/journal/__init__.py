"""The record of what happened: append-only, written with every change.

`journal.record(verb, subject, by=..., party=..., series=..., params=...)` is the one way in.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from everfair.journal.models import Entry


def record(verb: str, subject: Any, **about: Any) -> "Entry":
    """Write one entry (see `everfair.journal.models.entry.record`); importable before the apps are ready."""
    from everfair.journal.models import entry

    return entry.record(verb, subject, **about)
