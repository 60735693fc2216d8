"""Imports and duplicates in the command palette."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.shows.scope import Capability
from everfair.ui import palette
from everfair.ui.asking import scope_for


@palette.register
def data(request: HttpRequest, text: str) -> Iterator[palette.Entry]:
    scope = scope_for(request)
    offered = [
        (_("Bring in a list"), "import", "data:upload", "cloud-upload", Capability.IMPORT),
        (_("Imports"), "lists", "data:home", "file-import", Capability.IMPORT),
        (_("Take data out"), "export", "data:exports", "file-export", Capability.EXPORT),
        (_("Quality of the data"), "quality", "data:quality", "chart-dots", Capability.SEE),
        (_("Duplicates"), "merge", "data:duplicates", "git-merge", Capability.MERGE),
    ]
    for word, code, name, icon, capability in offered:
        if scope.may(capability) and palette.matches(text, word, code):
            yield palette.Entry(word, reverse(name), icon, group=_("Data"))
