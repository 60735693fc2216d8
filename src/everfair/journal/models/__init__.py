from everfair.journal.models.entry import Detail, Entry, record
from everfair.journal.models.versioned import StaleEdit, Versioned

__all__ = ["Detail", "Entry", "StaleEdit", "Versioned", "record"]
