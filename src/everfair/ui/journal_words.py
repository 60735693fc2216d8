"""What the journal holds, in plain words: for timelines, the audit and the desk.

`sentence(entry)` says what was done, without who, when and to whom: those are the entry's own. A verb is a code;
its words stand here, above every room whose rows it tells of and below every page that shows it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from everfair.contact.models import Interaction
from everfair.intake.kinds import Kind
from everfair.journal.models import Entry
from everfair.parties.models import ContactPoint
from everfair.shows.models import Membership
from everfair.ui import figures
from everfair.ui.lists import ListPage
from everfair.ui.stages import STAGES

Word = str | Promise
Params = Mapping[str, Any]

# verb -> (icon, what was done); `%(name)s` is a parameter of the entry
VERBS: Mapping[str, tuple[str, Word]] = {
    "party.add": ("plus", _l("Added by hand")),
    "party.change": ("pencil", _l("Changed the file")),
    "organisation.change": ("pencil", _l("Changed the organisation")),
    "person.change": ("pencil", _l("Changed the person")),
    "employment.add": ("id-badge-2", _l("Added a person")),
    "employment.change": ("id-badge-2", _l("Changed a person's work")),
    "employment.remove": ("id-badge-2", _l("Removed a person")),
    "name.add": ("tag", _l("Added a name")),
    "name.change": ("tag", _l("Changed a name")),
    "name.remove": ("tag", _l("Removed a name")),
    "contactpoint.add": ("phone", _l("Added a contact")),
    "contactpoint.change": ("phone", _l("Changed a contact")),
    "contactpoint.remove": ("phone", _l("Removed a contact")),
    "contactpoint.verify": ("circle-check", _l("Verified a contact: %(how)s")),
    "contactpoint.refute": ("phone-off", _l("Found a contact wrong: %(how)s")),
    "contactpoint.restore": ("arrow-back-up", _l("Took the check of a contact back")),
    "externalid.add": ("link", _l("Added an outside id")),
    "externalid.remove": ("link", _l("Removed an outside id")),
    "consent.give": ("circle-check", _l("Recorded a consent")),
    "consent.withdraw": ("ban", _l("Recorded that consent was withdrawn")),
    "roleholding.add": ("users", _l("Added a role")),
    "roleholding.remove": ("users", _l("Removed a role")),
    "party.merge": ("git-merge", _l("Merged a duplicate")),
    "party.unmerge": ("arrows-split", _l("Took a merge back")),
    "party.keep_apart": ("arrows-split", _l("Kept apart from another")),
    "party.lift_apart": ("git-merge", _l("May be merged again")),
    "party.link": ("affiliate", _l("Linked with another organisation")),
    "party.unlink": ("unlink", _l("Removed a link with another organisation")),
    "linkagemodel.change": ("adjustments-horizontal", _l("Changed how who is who is told")),
    "linkage.draw": ("adjustments-horizontal", _l("Drew the lines of matching")),
    "linkage.learn": ("chart-dots", _l("Learned how to match, from %(records)s customers")),
    "participation.add": ("calendar-event", _l("Recorded a participation")),
    "participation.change": ("calendar-event", _l("Changed a participation")),
    "participation.remove": ("calendar-event", _l("Removed a participation")),
    "relationship.begin": ("heart-handshake", _l("Began a relationship")),
    "relationship.change": ("user", _l("Changed the relationship")),
    "relationship.overrule": ("pin", _l("Set the stage by hand: %(stage)s")),
    "relationship.lift": ("pin", _l("Let the computed stage count again")),
    "interaction.add": ("note", _l("Noted a contact")),
    "interaction.change": ("note", _l("Changed a note")),
    "interaction.remove": ("trash", _l("Removed a note")),
    "task.add": ("list-check", _l("Created a task")),
    "task.change": ("list-check", _l("Changed a task")),
    "task.complete": ("checkbox", _l("Did a task: %(outcome)s")),
    "task.reopen": ("arrow-back-up", _l("Opened a task again")),
    "task.cancel": ("x", _l("Cancelled a task")),
    "task.hand_over": ("user", _l("Handed a task over")),
    "round.draft": ("route", _l("Drafted a round")),
    "round.propose": ("route", _l("Chose plays of a round by hand")),
    "round.leave_to_plan": ("route", _l("Left plays of a round to the plan")),
    "round.change": ("route", _l("Changed a round")),
    "round.discard": ("trash", _l("Threw a draft away")),
    "round.add_segment": ("route", _l("Added a segment")),
    "round.remove_segment": ("route", _l("Removed a segment")),
    "round.order_segments": ("route", _l("Put the segments in another order")),
    "round.choose_play": ("route", _l("Chose a play for a segment")),
    "round.drop_play": ("route", _l("Took a play from a segment")),
    "segment.change": ("route", _l("Changed a segment")),
    "round.start": (
        "player-play",
        _l("Started a round: %(members)s customers, %(held_out)s held out, %(tasks)s tasks"),
    ),
    "round.withdraw": ("arrow-back-up", _l("Took the start of a round back")),
    "round.close": ("player-stop", _l("Closed a round; %(cancelled)s open tasks were cancelled")),
    "round.reopen": ("player-play", _l("Let a closed round run again")),
    "round.results": ("flask", _l("Told what a round changed, over %(members)s customers")),
    "play.add": ("book", _l("Wrote a play")),
    "play.change": ("book", _l("Changed a play")),
    "run.publish": ("chart-dots", _l("Published an analysis of %(relationships)s relationships")),
    "series.add": ("calendar-event", _l("Added a show")),
    "series.change": ("calendar-event", _l("Changed a show")),
    "edition.add": ("calendar-event", _l("Added an edition")),
    "edition.change": ("calendar-event", _l("Changed an edition")),
    "valueterms.change": ("scale", _l("Changed what money is reckoned with")),
    "ledgerentry.add": ("coin", _l("Added a ledger entry")),
    "ledgerentry.change": ("coin", _l("Corrected a ledger entry")),
    "ledgerentry.remove": ("coin", _l("Removed a ledger entry")),
    "referral.add": ("share", _l("Wrote down who brought whom")),
    "referral.change": ("share", _l("Changed who brought whom")),
    "referral.remove": ("share", _l("Removed who brought whom")),
    "suggestion.add": ("bulb", _l("Wrote a suggestion down")),
    "suggestion.change": ("bulb", _l("Answered or changed a suggestion")),
    "suggestion.remove": ("bulb", _l("Removed a suggestion")),
    "instrument.add": ("clipboard-list", _l("Made a questionnaire")),
    "instrument.change": ("clipboard-list", _l("Changed a questionnaire")),
    "item.add": ("clipboard-list", _l("Added a question: %(code)s")),
    "item.change": ("clipboard-list", _l("Changed a question")),
    "item.move": ("clipboard-list", _l("Moved a question: %(code)s")),
    "item.remove": ("clipboard-list", _l("Removed a question: %(code)s")),
    "topic.add": ("tag", _l("Added a topic of surveys: %(code)s")),
    "competitor.change": ("tag", _l("Changed a competing show")),
    "rating.change": ("star", _l("Changed a rating of a competing show")),
    "topic.change": ("tag", _l("Changed a topic of surveys")),
    "response.add": ("message", _l("Put a response back: %(answers)s answers")),
    "response.change": ("message", _l("Changed a response")),
    "response.remove": ("message", _l("Took a response out: %(answers)s answers")),
    "series.remove": ("trash", _l("Removed a show")),
    "edition.remove": ("trash", _l("Removed an edition")),
    "run.ask": ("chart-dots", _l("Asked for an analysis")),
    "run.show": ("chart-dots", _l("Showed another analysis")),
    "quality.ask": ("chart-dots", _l("Asked for the data's quality")),
    "intake.receive": ("file-import", _l("Brought a file in")),
    "intake.load": ("file-import", _l("Loaded a file")),
    "intake.take_back": ("arrow-back-up", _l("Decided to take a loaded file back")),
    "intake.taken_back": ("arrow-back-up", _l("Took a loaded file back")),
    "intake.drop": ("file-import", _l("Loaded nothing of a file")),
    "list.export": ("file-export", _l("Exported %(list)s: %(count)s entries")),
    "user.change": ("user", _l("Changed an account")),
    "user.add": ("user", _l("Added an account")),
    "user.password": ("lock", _l("Gave an account a new password")),
    "user.disable": ("ban", _l("Shut an account")),
    "user.enable": ("lock-open", _l("Opened an account again")),
    "membership.add": ("lock-open", _l("Gave the role: %(role)s")),
    "membership.remove": ("lock", _l("Took the role away: %(role)s")),
    "role.add": ("affiliate", _l("Added a role to the tree")),
    "role.change": ("affiliate", _l("Changed a role of the tree")),
    "role.remove": ("affiliate", _l("Removed a role from the tree")),
    "job.retry": ("refresh", _l("Let a job be tried again")),
    "job.cancel": ("player-stop", _l("Stopped a job")),
}


def icon(entry: Entry) -> str:
    return VERBS.get(entry.verb, ("history", ""))[0]


def sentence(entry: Entry) -> str:
    """What was done, in the reader's language; with the file it was done with, or the fields that were changed."""
    said = words(entry.verb, entry.params)
    if file := entry.params.get("file"):
        return _("{done}: {fields}").format(done=said, fields=file)
    if entry.params.get("exact"):
        return _("{done}, exactly as stored").format(done=said)
    fields = entry.params.get("fields")
    if not fields:
        return said
    named = ", ".join(field_word(entry.object_type, name) for name in fields)
    return _("{done}: {fields}").format(done=said, fields=named)


def words(verb: str, params: Params) -> str:
    known = VERBS.get(verb)
    if known is None:
        return verb
    return str(known[1]) % Spoken(params)


class Spoken(dict[str, str]):
    """The parameters in words; one that an old entry lacks is a dash."""

    def __init__(self, params: Params) -> None:
        super().__init__({name: SAID.get(name, plain)(value) for name, value in params.items()})

    def __missing__(self, name: str) -> str:
        return "–"


def plain(value: Any) -> str:
    if value is None:
        return "–"
    return figures.number(value) if isinstance(value, int | float) else str(value)


def stage(value: Any) -> str:
    return str(STAGES[value].word) if value in STAGES else str(value)


def outcome(value: Any) -> str:
    return str(dict(Interaction.Outcome.choices).get(value, value))


def staff_role(value: Any) -> str:
    return str(dict(Membership.Role.choices).get(value, value))


def checked_how(value: Any) -> str:
    return str(dict([*ContactPoint.How.choices, *ContactPoint.Fault.choices]).get(value, value))


def exported(value: Any) -> str:
    """What left the house: one of its lists, a list for moving house, or what stands on another page."""
    return str((ListPage.titles | dict(Kind.choices) | OTHER_FILES).get(value, value))


OTHER_FILES = {
    "relationship-ledger": _l("the ledger of a relationship"),
    "refused": _l("refused rows of a list"),
    "remaining": _l("what stays of a list taken back"),
    "measures": _l("the measures of a show"),
}
SAID: Mapping[str, Callable[[Any], str]] = {
    "stage": stage, "outcome": outcome, "role": staff_role, "how": checked_how, "list": exported
}  # fmt: skip


def field_word(object_type: str, name: str) -> str:
    """A field as its form calls it."""
    try:
        field = apps.get_model(object_type)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist, ValueError):
        return name
    return str(getattr(field, "verbose_name", name))
