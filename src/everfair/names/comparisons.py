"""In what two records are compared, and what is known of the weight of each agreement before any data is seen.

The shares among pairs that are one (m) and that are not (u) are a first belief, of lists of exhibitors and of lists of
persons: a run that has enough records puts what it found in their place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from everfair.names.agreement import (
    Agreement,
    Alike,
    AnySame,
    Begun,
    Both,
    Contained,
    Covered,
    Crossed,
    Either,
    Else,
    Neither,
    NoneOf,
    Not,
    Row,
    Same,
    Shared,
    Slip,
    Unknown,
    Within,
)
from everfair.names.weights import UNKNOWN, Comparison, Level, LinkModel

ORGANISATION, PERSON = "organisation", "person"


@dataclass(frozen=True)
class Test:
    """A level: when a pair is on it, and its first weights."""

    level: Level
    agreement: Agreement


@dataclass(frozen=True)
class Question:
    """A comparison: when it cannot be answered, and its levels in order; the last takes what is left."""

    name: str
    unknown: Agreement
    tests: tuple[Test, ...]

    def answer(self, a: Row, b: Row) -> str:
        """The level on which two records are; '' where nothing can be said."""
        if self.unknown.holds(a, b):
            return UNKNOWN
        return next(test.level.name for test in self.tests if test.agreement.holds(a, b))


def levels(questions: Sequence[Question], a: Row, b: Row) -> dict[str, str]:
    return {question.name: question.answer(a, b) for question in questions}


def _test(name: str, agreement: Agreement, m: float, u: float, rarity: str = "") -> Test:
    return Test(Level(name, m, u, rarity), agreement)


def _common(column: str, m: float, u: float) -> Question:
    """Lists of contact keys: one in common, or none."""
    shared = _test("same", AnySame(column), m, u)
    return Question(column, NoneOf(column), (shared, _test("other", Else(), 1 - m, 1 - u)))


def _spelt(
    column: str, near: float, m: tuple[float, ...], u: tuple[float, ...], rarity: str = ""
) -> Question:
    """A text: the same, nearly the same, another."""
    return Question(
        column,
        Unknown(column),
        (
            _test("same", Same(column), m[0], u[0], rarity),
            _test("alike", Either(Alike(column, near), Slip(column)), m[1], u[1]),
            _test("other", Else(), m[2], u[2]),
        ),
    )


# A Chinese name and an English one are compared as they sound, unless the two have a name in common.
_TWO_SCRIPTS = Both(Not(Same("script")), Not(AnySame("cores")))
# The one name is made of the other's signs: that it speaks of the same trade says nothing more.
_MADE_OF = Either(
    Either(AnySame("cores"), Same("bare")), Either(Begun("short", "bare"), Within("sketch", "han"))
)
_NAME = Question(
    "name",
    Either(Unknown("core"), _TWO_SCRIPTS),
    (
        _test("same_core", AnySame("cores"), 0.45, 1e-5, "core"),
        _test("same_bare", Same("bare"), 0.13, 3e-5, "bare"),
        _test("begins", Either(Begun("whole", "bare"), Begun("whole", "han")), 0.18, 5e-5, "brand"),
        _test("brand_shortened", Within("brand_sketch", "bare"), 0.08, 5e-5, "brand"),
        _test("shortened", Within("begun_sketch", "han"), 0.04, 1e-4),
        _test("within", Contained("inside", "han"), 0.03, 1e-4, "brand"),
        _test("begins_elsewhere", Begun("short", "bare"), 0.01, 1e-4, "brand"),
        _test("same_brand", AnySame("brands"), 0.01, 1e-4, "brand"),
        _test("sketched", Within("sketch", "han"), 0.01, 2e-4),
        _test("alike", Alike("core", 0.95), 0.02, 1e-4),
        _test("nearly_alike", Both(Neither("han"), Alike("core", 0.88)), 0.01, 3e-3),
        _test("other", Else(), 0.03, 0.995),
    ),
)
_SPOKEN = Question(
    "spoken",
    Either(Unknown("core"), Not(_TWO_SCRIPTS)),
    (
        _test("same_reading", Same("reading"), 0.1, 2e-5, "reading"),
        _test("same_sound", AnySame("sounds"), 0.4, 1e-4, "sound"),
        _test("near_sound", Alike("sound", 0.85), 0.1, 1e-3),
        _test("initials", Same("initials"), 0.03, 1e-4),
        _test("other", Else(), 0.37, 0.998),
    ),
)
_IDEAS = Question(
    "ideas",
    Either(NoneOf("ideas"), Both(AnySame("ideas"), _MADE_OF)),
    (
        _test("three", Shared("ideas", 3), 0.15, 0.001),
        _test("two", Shared("ideas", 2), 0.25, 0.01),
        _test("all", Covered("ideas", 1.0), 0.25, 0.02),
        _test("one", AnySame("ideas"), 0.15, 0.03),
        _test("none", Else(), 0.2, 0.939),
    ),
)
# Names in one script have been compared with their places in them; what is left is that these may differ.
_PLACE = Question(
    "place",
    Either(Unknown("place"), Both(Same("place"), Same("script"))),
    (_test("same", Same("place"), 0.93, 0.08, "place"), _test("other", Else(), 0.07, 0.92)),
)
_COUNTRY = Question(
    "country",
    Unknown("country"),
    (_test("same", Same("country"), 0.97, 0.6), _test("other", Else(), 0.03, 0.4)),
)
_BRANCH = Question(
    "branch",
    Neither("branch"),
    (_test("same", Same("branch"), 0.5, 0.05), _test("other", Else(), 0.5, 0.95)),
)
_MAILBOXES, _LINES = _common("mailboxes", 0.5, 1e-5), _common("lines", 0.5, 1e-5)
_IDS = _common("ids", 0.9, 1e-7)
_ORGANISATION = (
    _NAME,
    _SPOKEN,
    _IDEAS,
    _PLACE,
    _common("domains", 0.8, 2e-5),
    _MAILBOXES,
    _LINES,
    _IDS,
    _COUNTRY,
    _BRANCH,
)


def _part_of_name(column: str, other: str) -> Question:
    """The same, sounding the same, in the place of the other part, misspelt."""
    return Question(
        column,
        Unknown(column),
        (
            _test("same", Same(column), 0.75, 0.01, column),
            _test("same_sound", Same(f"{column}_sound"), 0.04, 0.005, f"{column}_sound"),
            _test("crossed", Crossed(column, other), 0.03, 0.001),
            _test("alike", Either(Alike(column, 0.9), Slip(column)), 0.1, 0.01),
            _test("somewhat_alike", Alike(column, 0.8), 0.03, 0.02),
            _test("other", Else(), 0.05, 0.954),
        ),
    )


_STREET = Question(
    "street",
    Unknown("street"),
    (
        _test("same", Same("street"), 0.7, 1e-4),
        _test("alike", Alike("street", 0.9), 0.15, 1e-3),
        _test("crossed", Crossed("street", "quarter"), 0.04, 1e-5),
        _test("somewhat_alike", Alike("street", 0.8), 0.04, 0.01),
        _test("other", Else(), 0.07, 0.9889),
    ),
)
_PERSON = (
    _part_of_name("given", "surname"),
    _part_of_name("surname", "given"),
    _spelt("birth_date", 1.0, (0.85, 0.1, 0.05), (1e-4, 1e-3, 0.9989)),
    _spelt("number", 1.0, (0.85, 0.1, 0.05), (1e-6, 1e-5, 0.99999)),
    _STREET,
    _spelt("quarter", 0.9, (0.75, 0.15, 0.1), (0.001, 0.002, 0.997), "quarter"),
    _spelt("city", 0.9, (0.8, 0.12, 0.08), (0.01, 0.005, 0.985), "city"),
    _spelt("postcode", 1.0, (0.85, 0.1, 0.05), (0.002, 0.02, 0.978), "postcode"),
    _spelt("region", 1.0, (0.9, 0.02, 0.08), (0.25, 0.05, 0.7)),
    _common("employers", 0.7, 1e-3),
    _MAILBOXES,
    _LINES,
    _IDS,
)
QUESTIONS: Mapping[str, tuple[Question, ...]] = {ORGANISATION: _ORGANISATION, PERSON: _PERSON}


def first_model(kind: str, prior: float = 1e-5) -> LinkModel:
    """What is believed before anything was fitted."""
    told = tuple(Comparison(q.name, tuple(test.level for test in q.tests)) for q in QUESTIONS[kind])
    return LinkModel(kind, prior, told)
