"""E-mail addresses as keys: the mailbox, and the firm's own domain behind it."""

import re
from functools import lru_cache

from everfair.names.contact_key import ContactKey, unusable
from everfair.names.folding import fold
from everfair.names.shared_hosts import FREE_MAIL, OWNER_IN_HOST
from everfair.names.websites import domain_of, host_of

EMPTY, NOT_AN_ADDRESS, SEVERAL, FREE, TOO_LONG = "empty", "not_an_address", "several", "free_mail", "too_long"
_LONGEST = 254
_LOCAL = re.compile(r"[a-z0-9!#$&'*+/=?^_`{|}~.\-\u00a1-\U0010ffff]+", re.IGNORECASE)
# What most addresses look like: nothing is left to look at.
_USUAL = re.compile(
    r"([a-z0-9_+-]{1,30}(?:\.[a-z0-9_+-]{1,15}){0,2})@((?!www[0-9]?\.)(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,3}[a-z]{2,12})"
)
_OF_ANYBODY = FREE_MAIL | OWNER_IN_HOST
_COMMON = frozenset(
    "info sales contact office mail admin hello service marketing support webmaster hr job jobs market business "
    "export enquiry inquiry kf xs sponsor press team".split()
)


@lru_cache(maxsize=4096)
def email_key(text: str) -> ContactKey:
    """The address in lower case; `shared` for mailboxes of a whole firm (info@, sales@).

    Refused with a reason: `empty`, `several` (lists), `too_long`, `not_an_address` (line breaks, %0a, <>).
    """
    address = text.strip()
    if not address:
        return unusable(EMPTY)
    if len(address) > _LONGEST:
        return unusable(TOO_LONG)
    usual = _USUAL.fullmatch(address.lower()) if address.isascii() else None
    if usual:
        return ContactKey(usual[0], shared=usual[1] in _COMMON)
    if any(ord(c) < 32 for c in address):
        return unusable(NOT_AN_ADDRESS)
    if re.search("[,;，；、]", address) or address.count("@") + address.count("＠") > 1:
        return unusable(SEVERAL)
    local, host = _parts(address)
    if not local or not host:
        return unusable(NOT_AN_ADDRESS)
    return ContactKey(f"{local}@{host}", shared=local in _COMMON)


@lru_cache(maxsize=4096)
def email_domain_key(text: str) -> ContactKey:
    """The registrable domain behind an address; none, with the reason `free_mail`, at providers open to anybody."""
    address = email_key(text)
    if address.key is None:
        return address
    host = address.key.partition("@")[2]
    domain = domain_of(host)
    if not _OF_ANYBODY.isdisjoint((host, domain)):
        return unusable(FREE)
    return ContactKey(domain)


def _parts(address: str) -> tuple[str, str]:
    if any(ord(c) < 33 or c in '<>()[]"\\%:' or c.isspace() for c in address):
        return "", ""
    local, _, host = _folded(address).partition("@")
    good = _LOCAL.fullmatch(local) and len(local) <= 64 and not local.startswith(".") and ".." not in local
    return (local, host_of(host)) if good and not local.endswith(".") else ("", "")


def _folded(address: str) -> str:
    return fold(address) if not address.isascii() else address.lower()
