"""Parts of every page that are the same for everybody: drawn once in a process for each room and language."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from everfair.ui.rooms import ROOMS


@lru_cache(maxsize=100)
def rail(room: str, _language: str | None) -> SafeString:
    """`room`: the code of the one the page belongs to."""
    return render_to_string("ui/_rail.html", {"rooms": ROOMS, "here": room})


@lru_cache(maxsize=10)
def dialogs(_language: str | None) -> SafeString:
    """The palette and the keys."""
    drawn = [render_to_string(f"ui/_{name}_dialog.html", {"rooms": ROOMS}) for name in ("palette", "keys")]
    return SafeString("\n".join(drawn))
