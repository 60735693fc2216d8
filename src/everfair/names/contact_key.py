"""What a contact point is compared by, or why it cannot be."""

from typing import NamedTuple


class ContactKey(NamedTuple):
    """`key` is what two contact points are compared by; None says that nothing can be compared, and `reason` why.

    `shared` tells that strangers may well have the same key (a switchboard, a page on a common host's own
    address); `extension` is the part of a telephone number behind the switchboard. The original stays with the
    caller.
    """

    key: str | None
    reason: str = ""
    shared: bool = False
    extension: str = ""


def unusable(reason: str) -> ContactKey:
    return ContactKey(None, reason)
