"""What the customer answered last, questionnaire by questionnaire."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from everfair.house.prepared import prepared
from everfair.parties.among import among
from everfair.relations.models import Relationship
from everfair.surveys.models import Answer, Asks, Item, Response

LOOKED_AT = 40
SHOWN = 7
EXPECTED = {Asks.EXPECTATION, Asks.GOAL_SET}
SEEN = {Asks.PERFORMANCE, Asks.GOAL_REACHED}


@dataclass
class Line:
    """One topic with what was expected and what was seen, or one other question."""

    about: str
    expected: float | None = None
    seen: float | None = None
    text: str = ""
    high: float = 5

    @property
    def is_short(self) -> bool:
        """Whether it fell short of what was expected."""
        return self.expected is not None and self.seen is not None and self.seen < self.expected


@dataclass
class Answered:
    """The last response to a questionnaire, with the one before the show that it goes with."""

    response: Response
    lines: list[Line] = field(default_factory=list)

    @property
    def shown(self) -> Sequence[Line]:
        return self.lines[:SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.lines) - SHOWN)


def last_answers(responses: Sequence[Response], relationship: Relationship | None) -> list[Answered]:
    """On the show of the relationship, newest first, as they are given."""
    held = [one for one in responses if is_on(one, relationship)][:LOOKED_AT]
    last = {one.instrument_id: one for one in reversed(held)}
    told = {one.pk: Answered(one) for one in held if one in last.values()}
    whose = {one.pk: last[one.instrument_id].pk for one in held if goes_with(one, last[one.instrument_id])}
    by_response: dict[int, list[Answer]] = {}
    for answer in answers_in(list(whose)) if whose else ():
        by_response.setdefault(whose[answer.response_id], []).append(answer)
    for pk, ones in by_response.items():
        told[pk].lines = lines_of(ones)
    return list(told.values())


def is_on(one: Response, relationship: Relationship | None) -> bool:
    here = (relationship.series_id, relationship.side) if relationship is not None else None
    return here in (None, (one.series_id, one.side))


@prepared
def answers_in(responses: Sequence[int]) -> QuerySet[Answer]:
    rows = Answer.objects.filter(response__in=among(responses)).order_by("item__order", "item_id")
    of_item = ("item__topic", "item__asks", "item__high", *named("item__"), *named("item__topic__"))
    return rows.select_related("item__topic").only("response", "item", "value", "text", *of_item)


def named(path: str) -> tuple[str, str]:
    return f"{path}zh", f"{path}en"


def goes_with(one: Response, last: Response) -> bool:
    """The last one itself, or what the same person said on the other side of the same edition."""
    if one.pk == last.pk:
        return True
    same = (one.edition_id, one.person_id) == (last.edition_id, last.person_id)
    return same and {one.moment, last.moment} == {Response.Moment.BEFORE, Response.Moment.AFTER}


def lines_of(answers: Iterable[Answer]) -> list[Line]:
    lines: dict[object, Line] = {}
    for answer in answers:
        item = answer.item
        line = lines.setdefault(place_of(item), Line(str(item.topic or item), high=item.high))
        if item.asks in EXPECTED:
            line.expected = answer.value
        elif answer.value is None:
            line.text = answer.text
        else:
            line.seen = answer.value
    return list(lines.values())


def place_of(item: Item) -> object:
    """Expectation and performance of a topic share a line."""
    return ("topic", item.topic_id) if item.asks in EXPECTED | SEEN else item.pk
