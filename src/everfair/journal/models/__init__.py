from everfair.journal.models.entry import Detail, Entry, record

__all__ = ["Detail", "Entry", "record"]
