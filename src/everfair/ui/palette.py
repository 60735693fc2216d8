"""The command palette: other rooms register who answers what is typed.

    @palette.register
    def customers(request: HttpRequest, text: str) -> Iterable[Entry]: ...

A provider is asked at every key, so it must be quick and must ask only for what this user may see.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from everfair.ui import rooms

Word = str | Promise
MOST_OF_A_GROUP = 8


@dataclass(frozen=True)
class Entry:
    label: Word
    url: str
    icon: str = "arrow-right"
    under: Word = ""
    badge: Word = ""
    group: Word = ""


Provider = Callable[[HttpRequest, str], Iterable[Entry]]
providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Ask `provider(request, text)` whenever something is typed; also usable as a decorator."""
    if provider not in providers:
        providers.append(provider)
    return provider


def answers(request: HttpRequest, text: str) -> list[tuple[Word, list[Entry]]]:
    """Entries by group, groups in the order their providers came."""
    groups: dict[str, list[Entry]] = {}
    for provider in (*providers, pages):
        for entry in islice(provider(request, text), MOST_OF_A_GROUP):
            groups.setdefault(str(entry.group), []).append(entry)
    return list(groups.items())


def pages(request: HttpRequest, text: str) -> Iterable[Entry]:
    """The rooms of the rail."""
    for room in rooms.ROOMS:
        if matches(text, str(room.word), room.code):
            yield Entry(
                room.word,
                room.url,
                room.icon,
                badge=f"g {room.key}",
                group=pgettext_lazy("palette", "Go to"),
            )


def matches(text: str, *words: str) -> bool:
    """Whether what was typed begins a word, or stands anywhere in one that is not Latin."""
    wanted = text.strip().casefold()
    return not wanted or any(wanted in word.casefold() for word in words)
