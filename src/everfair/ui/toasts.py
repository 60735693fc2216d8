"""A short word at the foot of the page after something was done, with a way back where there is one."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise


def toast(request: HttpRequest, text: str | Promise, undo: str = "", level: int = messages.SUCCESS) -> None:
    """Shown once, on the next page or htmx answer. `undo` is an address that takes a POST and undoes it."""
    messages.add_message(request, level, str(text), extra_tags=f"undo:{undo}" if undo else "")
