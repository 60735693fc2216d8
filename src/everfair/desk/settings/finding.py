"""What the command palette knows of the settings."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from everfair.desk.settings.tabs import PARTS
from everfair.ui import palette
from everfair.ui.asking import scope_for


@palette.register
def parts(request: HttpRequest, text: str) -> Iterable[palette.Entry]:
    """The parts of the settings this user may enter, once something is typed."""
    if not text.strip():
        return
    scope = scope_for(request)
    for part in PARTS:
        if part.open_to(scope) and palette.matches(text, str(part.word)):
            yield palette.Entry(part.word, part.url, part.icon, group=_("Settings"))
