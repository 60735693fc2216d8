"""The pages of Data in the command palette."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.desk.data.tabs import TABS
from everfair.shows.scope import Capability
from everfair.ui import palette
from everfair.ui.asking import scope_for


@palette.register
def data(request: HttpRequest, text: str) -> Iterator[palette.Entry]:
    scope = scope_for(request)
    offered = [
        (_("Bring in a list"), "import upload", "data:upload", "cloud-upload", Capability.IMPORT),
        *((str(tab.word), tab.code, tab.door, tab.icon, tab.capability) for tab in TABS),
    ]
    for word, code, name, icon, capability in offered:
        if scope.may(capability) and palette.matches(text, word, code):
            yield palette.Entry(word, reverse(name), icon, group=_("Data"))
