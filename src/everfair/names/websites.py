"""Websites as keys: the domain a firm owns, or the page it rents on a shared host."""

import re
from functools import lru_cache
from urllib.parse import unquote

from everfair.names.contact_key import ContactKey, unusable
from everfair.names.shared_hosts import (
    CHINESE_PROVINCES,
    HIDES_OWNER,
    OWNER_IN_HOST,
    OWNER_IN_PATH,
    SECOND_LEVEL,
)

EMPTY, NOT_A_URL, HIDDEN, SHARED_HOST = "empty", "not_a_url", "hidden_owner", "shared_host"
_LONGEST = 2048
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")
_SCHEME = re.compile(r"^(?:https?:)?/{2,}|^https?:/?", re.IGNORECASE)
# What most addresses look like: nothing is left to look at.
_USUAL = re.compile(
    r"(?:https?://)?(?:www[0-9]?\.)?((?:[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?\.){1,4}[a-z]{2,12})/?"
)
_TOP = re.compile(r"[a-z]{2,}|xn--[a-z0-9-]+")


@lru_cache(maxsize=4096)
def website_key(url: str) -> ContactKey:
    """The registrable domain (`esm.co.jp` of https://agile.esm.co.jp/x), punycoded, without www.

    On shared hosts the key is the page (`facebook.com/qingshan`, `qingshan.github.io`) with the reason
    `shared_host`; `shared` if nobody's page in particular is meant (facebook.com itself). Reasons without a
    key: `empty`, `not_a_url`, `hidden_owner` (link shorteners).
    """
    text = url.strip()
    if not text:
        return unusable(EMPTY)
    usual = _USUAL.fullmatch(text.lower()) if text.isascii() else None
    if usual:
        return _owner(usual[1], "")
    host, path = _parts(text)
    if not _is_host(host):
        return unusable(NOT_A_URL)
    return _owner(host, path)


def domain_of(host: str) -> str:
    """The part of a host name that one registers: two labels, or three below co.jp, com.cn, zj.cn and the like."""
    labels = host.split(".")
    below = len(labels) > 2 and len(labels[-1]) == 2 and _is_registry(labels[-2], labels[-1])
    return ".".join(labels[-3:] if below else labels[-2:])


def host_of(text: str) -> str:
    """A host name in lower case and punycode, without www; empty if it cannot be one."""
    host = text.strip().rstrip(".").lower()
    host = re.sub("^www[0-9]?\\.", "", host.replace("。", "."))
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    return host if _is_host(host) else ""


def _is_registry(second: str, top: str) -> bool:
    return second in SECOND_LEVEL or (top == "cn" and second in CHINESE_PROVINCES)


def _parts(text: str) -> tuple[str, str]:
    if len(text) > _LONGEST or any(c.isspace() or c in "<>\"'`{}|\\," for c in text):
        return "", ""
    rest = _SCHEME.sub("", text, count=1)
    place, _, path = re.sub("[?#]", "/?", rest, count=1).partition("/")
    return host_of(re.sub(":[0-9]+$", "", place)), path.partition("?")[0]


def _is_host(host: str) -> bool:
    labels = host.split(".")
    return (
        1 < len(labels) < 12
        and len(host) <= 253
        and all(_LABEL.fullmatch(label) and len(label) < 64 for label in labels)
        and _TOP.fullmatch(labels[-1]) is not None
    )


def _owner(host: str, path: str) -> ContactKey:
    if host in HIDES_OWNER:
        return unusable(HIDDEN)
    for shared in _and_parents(host):
        if shared in OWNER_IN_PATH:
            return _page(shared, OWNER_IN_PATH[shared], path)
        if shared in OWNER_IN_HOST:
            return ContactKey(host, SHARED_HOST, shared=shared == host)
    return ContactKey(domain_of(host))


def _and_parents(host: str) -> list[str]:
    """The host and the domains it lies in, except the top one."""
    found: list[str] = []
    while "." in host:
        found.append(host)
        host = host.partition(".")[2]
    return found


def _page(host: str, depth: int, path: str) -> ContactKey:
    named = [unquote(part).lower() for part in path.split("/") if part][:depth]
    return ContactKey("/".join([host, *named]), SHARED_HOST, shared=not named)
