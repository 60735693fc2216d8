"""The rooms of the left rail."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Room:
    code: str
    word: Promise | str
    icon: str
    door: str
    key: str
    """Pressed after g, leads here."""
    namespaces: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.door)

    def holds(self, namespace: str) -> bool:
        return namespace == self.code or namespace in self.namespaces


ROOMS = (
    Room("start", pgettext_lazy("room", "Desk"), "layout-dashboard", "start:desk", "d"),
    Room("customers", pgettext_lazy("room", "Customers"), "users", "customers:list", "c"),
    Room(
        "relationships", pgettext_lazy("room", "Relationships"), "heart-handshake", "relationships:board", "r"
    ),
    Room("findings", pgettext_lazy("room", "Findings"), "sparkles", "findings:home", "f"),
    Room("shows", pgettext_lazy("room", "Shows"), "calendar-event", "shows:list", "s", ("analysis",)),
    Room("surveys", pgettext_lazy("room", "Surveys"), "clipboard-list", "surveys:home", "u"),
    Room("rounds", pgettext_lazy("room", "Rounds"), "route", "rounds:list", "o"),
    Room("data", pgettext_lazy("room", "Data"), "database", "data:home", "a"),
    Room("settings", pgettext_lazy("room", "Settings"), "settings", "settings:home", "e"),
)
