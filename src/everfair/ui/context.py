"""What every page's frame needs, worked out only when a template asks for it."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from everfair.ui import rooms, show_choice
from everfair.ui.asking import token_for

LANGUAGE_WORDS = {"zh-hans": "简体中文", "en": "English"}


class Frame:
    """The frame of one request: rooms, the show we are in, theme, languages."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def signed_in(self) -> bool:
        return bool(getattr(self.request, "user", None) and self.request.user.is_authenticated)

    @cached_property
    def room(self) -> str:
        """The code of the room this page belongs to; empty where it belongs to none."""
        match = self.request.resolver_match
        namespace = match.namespace.split(":")[0] if match else ""
        return next((room.code for room in rooms.ROOMS if namespace and room.holds(namespace)), "")

    @cached_property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get("theme") or getattr(
            getattr(self.request, "user", None), "theme", ""
        )
        return chosen if chosen in ("light", "dark") else "system"

    @cached_property
    def rail(self) -> str:
        return "icons" if self.request.COOKIES.get("rail") == "icons" else "words"

    @cached_property
    def show(self) -> show_choice.ShowChoice:
        return show_choice.chosen(self.request)

    @property
    def languages(self) -> list[tuple[str, str, bool]]:
        """Code, own name, whether it is the one in use."""
        now = get_language()
        return [(code, LANGUAGE_WORDS.get(code, str(word)), code == now) for code, word in settings.LANGUAGES]

    @property
    def next_language(self) -> tuple[str, str]:
        others = [(code, word) for code, word, used in self.languages if not used]
        return others[0] if others else ("", "")


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"frame": Frame(request), "csrf_token": SimpleLazyObject(lambda: token_for(request))}
