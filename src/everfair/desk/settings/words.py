"""What codes are called here: jobs, lists, kinds of objects."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Word = str | Promise

JOBS: dict[str, Word] = {
    "intake.check": _("Dry run of a list"),
    "intake.load": _("Load of a list"),
    "intake.foresee": _("Look at taking a list back"),
    "intake.take_back": _("Taking back of a list"),
    "relations.analyse": _("Analysis"),
    "loop.plan": _("Plan of a round"),
    "loop.start": _("Start of a round"),
    "loop.results": _("Result of a round"),
    "parties.index": _("Index of names"),
    "parties.find_duplicates": _("Search for duplicates"),
    "parties.join_certain": _("Joining of certain duplicates"),
    "quality.measure": _("Measuring of the data's quality"),
}
# code of the list -> its name and its door
LISTS: dict[str, tuple[Word, str]] = {
    "customers": (_("Customers"), "customers:list"),
    "everyone": (_("People and organisations"), "customers:everyone"),
    "shows": (_("Shows"), "shows:list"),
    "rounds": (_("Rounds"), "rounds:list"),
    "duplicates": (_("Duplicates"), "data:duplicates"),
    "staff": (_("Staff"), "settings:staff"),
    "jobs": (_("Jobs"), "settings:jobs"),
    "audit": (_("Audit"), "settings:audit"),
}
# what an entry of the journal is about: the beginning of its verb
ABOUT: dict[str, Word] = {
    "party": pgettext_lazy("journal", "Customers"),
    "name": pgettext_lazy("journal", "Names"),
    "contactpoint": pgettext_lazy("journal", "Contacts"),
    "employment": pgettext_lazy("journal", "People"),
    "relationship": pgettext_lazy("journal", "Relationships"),
    "participation": pgettext_lazy("journal", "Participations"),
    "interaction": pgettext_lazy("journal", "Interactions"),
    "task": pgettext_lazy("journal", "Tasks"),
    "round": pgettext_lazy("journal", "Rounds"),
    "play": pgettext_lazy("journal", "Playbook"),
    "run": pgettext_lazy("journal", "Analysis"),
    "series": pgettext_lazy("journal", "Shows"),
    "edition": pgettext_lazy("journal", "Editions"),
    "intake": pgettext_lazy("journal", "Lists brought in"),
    "list": pgettext_lazy("journal", "Exports"),
    "user": pgettext_lazy("journal", "Accounts"),
    "membership": pgettext_lazy("journal", "Roles of staff"),
    "role": pgettext_lazy("journal", "Roles of customers"),
    "job": pgettext_lazy("journal", "Jobs"),
}


def job_word(name: str) -> Word:
    return JOBS.get(name, name)


def list_word(code: str) -> tuple[Word, str]:
    """The name of a list and the door to it."""
    return LISTS.get(code, (code, ""))
