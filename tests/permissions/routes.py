"""Every route of the house with its address."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLResolver, get_resolver, reverse

from tests.permissions.world import Args

Route = tuple[str, frozenset[str]]


def routes(resolver: Any = None, prefix: str = "", outer: frozenset[str] = frozenset()) -> Iterator[Route]:
    """(name, what stands in its address); a route without a name is called `?`, which no matrix lists."""
    for each in (resolver or get_resolver()).url_patterns:
        names = outer | each.pattern.converters.keys() | each.pattern.regex.groupindex.keys()
        if isinstance(each, URLResolver):
            yield from routes(each, f"{prefix}{each.namespace}:" if each.namespace else prefix, names)
        else:
            yield f"{prefix}{each.name or '?'}", names


def address(name: str, wanted: frozenset[str], arguments: Args) -> str:
    """The route's address, about the thing that the world has of that kind."""
    room = name.partition(":")[0] if ":" in name else "account"
    given = arguments.get(name) or arguments.get(room, {})
    return reverse(name, kwargs={key: given[key] for key in wanted})
