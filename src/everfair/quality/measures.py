"""The catalogue of the data's quality: what each figure is called, how it is counted, and of what it is a part.

Every measure has its heading in docs/quality.md.
"""
# ruff: noqa: E501  a formula stands in one line

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.quality.lacks import COMPLETE, FLAWS, LACKS, STALE

DECAY_A_YEAR = 0.3
"""Share of business contacts that go wrong within a year, as the trade says."""
SHARED_BY = 4
"""From so many firms on, a mailbox or number is nobody's own."""


class Group(StrEnum):
    COMPLETE = "complete"
    FRESH = "fresh"
    DOUBLE = "double"
    WRONG = "wrong"
    ROWS = "rows"


@dataclass(frozen=True)
class Measure:
    """`of`: the count that this one is a part of. `asks`: how the list of customers behind it is asked for."""

    code: str
    group: Group
    name: str | Promise
    formula: str | Promise
    of: str = ""
    asks: str = ""


def lacking(code: str, name: str | Promise, formula: str | Promise, group: Group = Group.COMPLETE) -> Measure:
    of = "persons" if code in {"firm", "reach"} else "organisations"
    return Measure(f"lacks_{code}", group, name, formula, of, f"lacks={code}")


def flawed(code: str, name: str | Promise, formula: str | Promise) -> Measure:
    return Measure(f"flaw_{code}", Group.WRONG, name, formula, "customers", f"flaw={code}")


ALL = (
    Measure("complete", Group.COMPLETE, _("Complete"),
            _("the ten parts of an organisation's file that are filled ÷ ten, on average over all organisations")),
    lacking("chinese_name", _("Without a Chinese name"), _("organisations of which no name is in Chinese or Japanese script")),
    lacking("english_name", _("Without an English name"), _("organisations of which no name is in Latin letters")),
    lacking("city", _("Without a city"), _("organisations of which no city is known")),
    lacking("country", _("Without a country"), _("organisations of which no country is known")),
    lacking("industry", _("Without an industry"), _("organisations of which no industry is known")),
    lacking("website", _("Without a website"), _("organisations without a website that can be one")),
    lacking("email", _("Without an e-mail"),
            _("organisations without a whole address, of their own or of anybody who works there; dead ones do not count")),
    lacking("phone", _("Without a phone"),
            _("organisations without a whole number, of their own or of anybody who works there; dead ones do not count")),
    lacking("decider", _("Nobody with a decision role"),
            _("organisations where nobody who works there has a part in the decision")),
    lacking("owner", _("Nobody's"), _("organisations whose relationships nobody looks after: of a show or its lists on that show, else on any")),
    lacking("reach", _("People who cannot be reached"), _("persons without e-mail, phone and WeChat of their own")),
    lacking("firm", _("People without a firm"), _("persons who work for nobody today")),
    Measure("points", Group.FRESH, pgettext_lazy("ways to reach", "Contacts"), _("e-mails, phones and WeChat names on file")),
    Measure("points_fresh", Group.FRESH, _("Verified lately"),
            _("contacts somebody made sure of within the days after which the house calls them stale"), "points"),
    Measure("points_old", Group.FRESH, _("Verified long ago"), _("contacts verified before that"), "points"),
    Measure("points_never", Group.FRESH, _("Never verified"),
            _("contacts nobody ever made sure of; to be seen in another list is not to be verified"), "points"),
    Measure("points_dead", Group.FRESH, _("Found wrong"), _("contacts found wrong or bounced"), "points"),
    Measure("age_median", Group.FRESH, _("Median age of a contact, days"),
            _("of contacts not found wrong: days since they were verified or, if never, since they came on file")),
    Measure("decayed", Group.FRESH, _("Probably wrong by now"),
            _("of contacts not found wrong: the sum of 1 − 0.7 ^ years of age, as the trade's 30 % a year would have it"),
            "points"),
    Measure("stale_email", Group.FRESH, _("E-mail to verify"),
            _("customers with an e-mail of their own, none of which was verified lately"), "customers", "stale=email"),
    Measure("stale_phone", Group.FRESH, _("Phone to verify"),
            _("customers with a phone of their own, none of which was verified lately"), "customers", "stale=phone"),
    Measure("pairs_waiting", Group.DOUBLE, _("Pairs waiting"),
            _("possible duplicates of which at least one is here and nobody has decided; of a show or its lists, both on that show")),
    Measure("pairs_joined", Group.DOUBLE, _("Joined"), _("merges that hold into customers who are here")),
    Measure("pairs_apart", Group.DOUBLE, _("Kept apart"), _("pairs somebody kept apart, of which at least one is here; of a show or its lists, both on that show")),
    Measure("copied", Group.WRONG, _("Copied lists"),
            _("editions whose list was nearly that of the edition before, as the dry run found")),
    Measure("stub", Group.WRONG, _("Stub lists"), _("editions whose list was far shorter than usual, as the dry run found")),
    flawed("shared", _("Reached like strangers"),
           _("customers with a mailbox or number by which four firms or more are reached: a switchboard, an agent")),
    flawed("placeholder", _("Placeholders"), _("customers with a word or number that only fills a field: test, 无, 123456")),
    flawed("unreadable", _("Contacts that are none"),
           _("customers with an e-mail, website or number nobody can use as it stands: without @, without area code")),
    flawed("dead", _("With a dead contact"), _("customers with a contact that was found wrong or bounced")),
    flawed("impossible", _("Impossible values"),
           _("customers who came to what is not held yet, booked when it was over, or have a stand without extent")),
    lacking("participation", pgettext_lazy("quality", "Never took part"),
            _("organisations without any participation, of any status: of a show or its lists in that show, else in any"), Group.WRONG),
    Measure("rows", Group.ROWS, _("Rows read"), _("rows of the files that were loaded")),
    Measure("rows_refused", Group.ROWS, _("Rows refused"), _("rows that were not loaded, for what was wrong in them"), "rows"),
)  # fmt: skip
MEASURES: dict[str, Measure] = {one.code: one for one in ALL}

# Columns of flags that are counted over parties: code -> condition.
FLAGS = {
    **{f"lacks_{code}": condition for code, condition in LACKS.items()},
    **{f"stale_{code}": condition for code, condition in STALE.items()},
    **{f"flaw_{code}": condition for code, condition in FLAWS.items()},
}
PARTS = tuple(f"lacks_{code}" for code in COMPLETE)


def of_group(group: Group) -> list[Measure]:
    return [one for one in ALL if one.group == group]
