"""The pages of Data, each under its one name: as tabs, and in the command palette."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from everfair.shows.scope import Capability


@dataclass(frozen=True)
class Tab:
    code: str
    word: Promise | str
    door: str
    icon: str
    capability: Capability


TABS = (
    Tab("imports", _("Imports"), "data:home", "file-import", Capability.SEE),
    Tab("duplicates", _("Possible duplicates"), "data:duplicates", "git-merge", Capability.MERGE),
    Tab("quality", _("Quality of the data"), "data:quality", "chart-dots", Capability.SEE),
    Tab("exports", _("Take data out"), "data:exports", "file-export", Capability.EXPORT),
)
