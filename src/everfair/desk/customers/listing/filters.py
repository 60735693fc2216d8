"""What the list can be narrowed by. Figures, flow diagrams and boards elsewhere link here with these codes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Substr
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from everfair.contact.models import Interaction, Task
from everfair.desk.customers.listing.asked import Asked
from everfair.desk.customers.listing.attendance import (
    CAME,
    booked_without_day,
    came_to_none,
    took_part_in_each,
)
from everfair.desk.customers.listing.bulk import everybody, staff
from everfair.desk.customers.listing.told_filters import told_filters
from everfair.desk.customers.quality_filters import lack_filters
from everfair.house.models import User
from everfair.house.prepared import prepared
from everfair.intake.countries import country_code
from everfair.intake.models import Batch, ImportedRow
from everfair.parties.duplicates import to_decide
from everfair.parties.models import ContactPoint, Employment, Party
from everfair.parties.places import Column, placed
from everfair.quality.lacks import Whose
from everfair.relations import pairs, wording
from everfair.relations.models import Stage
from everfair.relations.models.stage import LETTERS
from everfair.shows.models import Membership, Participation, Role, RoleHolding
from everfair.shows.models.role import Side
from everfair.shows.scope import of_seen
from everfair.surveys.models import Response
from everfair.ui.lists import Choices, Contains, Flag, NumberRange
from everfair.ui.lists.filters import Filter
from everfair.ui.stages import STAGES, stage_choices

_l = gettext_lazy
BEFORE = "none"
"""Stage at an edition: the relationship had not begun."""


@dataclass(frozen=True, kw_only=True)
class StageAt(Filter):
    """Where a relationship stood at an edition: `at=<edition>:<stage>`, each one given must hold."""

    asked: Asked
    kind = "choices"

    @property
    def offered(self) -> Sequence[tuple[str, str]]:
        """Only what is in use: there are too many to choose from."""
        return [
            (value, self.spoken(value)) for value in self.clean(self.asked.request.GET.getlist(self.code))
        ]

    def valid(self, value: str) -> bool:
        edition, _colon, stage = value.partition(":")
        known = {str(one.pk) for one in self.asked.editions.all}
        return edition in known and (stage in Stage.values or stage == BEFORE)

    def spoken(self, value: str) -> str:
        key, _colon, stage = value.partition(":")
        edition = next((str(one) for one in self.asked.editions.all if str(one.pk) == key), key)
        word = STAGES[stage].word if stage in STAGES else _("not begun")
        return f"{edition}: {word}"

    def condition(self, values: tuple[str, ...]) -> Q:
        wanted = Q()
        for value in values:
            wanted &= self.stood(value)
        return wanted

    def stood(self, value: str) -> Q:
        key, _colon, stage = value.partition(":")
        letter = LETTERS.get(stage, "-")  # type: ignore[call-overload]
        found = Q(pk__in=[])
        for side in Side.values:
            places = self.asked.editions.places(side)
            if int(key) in places:
                here: Any = Exact(Substr(F("score_path"), places.index(int(key)) + 1, 1), Value(letter))
                found |= Q(side=side) & Q(here)
        return found


def filters_for(asked: Asked) -> list[Filter]:
    shows = Choices(
        code="shows",
        label=pgettext_lazy("noun", "Show"),
        choices=[("all", _("all shows"))],
        apply=lambda rows, values: rows,
    )
    kinds = (standing_filters, people_filters, edition_filters, state_filters)
    found = [each for filters in kinds for each in filters(asked)]
    return [*found, *told_filters(), *lack_filters(Whose("party", asked.shows)), shows]


def standing_filters(asked: Asked) -> list[Filter]:
    sizes = [(str(level), word) for level, word in wording.STAND_SIZES.items()]
    return [
        Choices(code="stage", label=_l("Stage"), choices=stage_choices(), apply=narrowed_by(asked.staged)),
        NumberRange(
            code="chance", label=_l("Chance"), unit="%", scale=Decimal(".01"), field="score_chance",
        ),
        Choices(code="size", label=_l("Size"), choices=sizes, field="score_size"),
        Choices(code="ladder", label=_l("Ladder"), choices=list(wording.LADDER.items()),
                field="score_ladder"),
        Choices(code="depth", label=pgettext_lazy("of a relationship", "Depth"),
                choices=[(code, word) for code, word in wording.DEPTH.items() if code],
                field="score_depth"),
    ]  # fmt: skip


def people_filters(asked: Asked) -> list[Filter]:
    return [
        Choices(code="owner", label=_l("Owner"), choices=cache(lambda: owners(asked)), apply=owned(asked)),
        Choices(code="side", label=_l("Side"), choices=Side.choices),
        Choices(
            code="role",
            label=pgettext_lazy("of a customer", "Role"),
            choices=cache(lambda: roles(asked)),
            apply=in_role,
        ),
        Contains(code="city", label=_l("City"), apply=in_place("city")),
        Contains(code="country", label=_l("Country"), apply=in_place("country", country_code)),
    ]


def edition_filters(asked: Asked) -> list[Filter]:
    editions = cache(asked.editions.labels)
    return [
        Choices(code="came", label=_l("Came to"), choices=editions, apply=took_part_in_each(asked, CAME)),
        Choices(code="not_came", label=_l("Did not come to"), choices=editions,
                apply=came_to_none(asked)),
        Choices(code="booked", label=_l("Booked for"), choices=editions,
                apply=took_part_in_each(asked, Participation.TAKING_PART)),
        Choices(code="undated", label=_l("Booked without a day for"), choices=editions,
                apply=booked_without_day(asked)),
        Choices(code="answered", label=_l("Answered at"), choices=editions, apply=answered_at_each),
        Choices(code="first", label=_l("First came to"), choices=editions,
                field="score_first_edition_id"),
        StageAt(code="at", label=_l("Stage at"), asked=asked),
    ]  # fmt: skip


def answered_at_each(rows: QuerySet[Any], editions: tuple[str, ...]) -> QuerySet[Any]:
    """A questionnaire around each of these editions, on the side of the relationship."""
    told = Response.objects.filter(party=OuterRef("party"), side=OuterRef("side"))
    for edition in editions:
        rows = rows.filter(Exists(told.filter(edition=int(edition))))
    return rows


def state_filters(asked: Asked) -> list[Filter]:
    return [
        Flag(code="first_timer", label=_l("Came once only"),
             apply=lambda rows, values: rows.filter(score_times_came=1)),
        Flag(code="open_task", label=_l("Has an open task"),
             apply=lambda rows, values: rows.filter(Exists(open_tasks(asked)))),
        Flag(code="stop", label=_l("Do not contact"), apply=lambda rows, values: rows.filter(left_alone())),
        Flag(code="duplicates", label=_l("Duplicates waiting"),
             apply=lambda rows, values: rows.filter(doubtful(asked))),
        Flag(code="overruled", label=_l("Stage set by hand"),
             apply=lambda rows, values: rows.filter(Exists(asked.overruled.filter(relationship=OuterRef("pk"))))),
        Flag(code="unscored", label=_l("Not analysed yet"),
             apply=lambda rows, values: rows.filter(score_relationship_id=None)),
        Choices(code="batch", label=_l("Brought in by"), choices=cache(lambda: batches(asked)), apply=brought_in),
    ]  # fmt: skip


def narrowed_by(condition: Any) -> Any:
    return lambda rows, values: rows.filter(condition(values))


def owners(asked: Asked) -> list[tuple[str, str]]:
    """Mine, nobody's, then the staff who work on the show."""
    of_one = asked.series_id and not asked.everywhere
    named = [(str(one.pk), str(one)) for one in (staff_of(asked.series_id) if of_one else everybody())]
    return [("mine", _("Mine")), ("none", pgettext("owner", "Nobody")), *named]


@prepared
def staff_of(series: int) -> QuerySet[User]:
    here = Membership.objects.filter(Q(series=series) | Q(series=None), user=OuterRef("pk"))
    return staff().filter(Exists(here)).only("name", "username")


def owned(asked: Asked) -> Any:
    def narrow(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
        people = {int(value) for value in values if value.isdecimal()}
        people |= {asked.scope.user_id} if "mine" in values else set()
        wanted = Q(owner__in=people)
        return rows.filter(wanted | Q(owner=None) if "none" in values else wanted)

    return narrow


def in_place(column: Column, reading: Callable[[str], str] = str) -> Any:
    return lambda rows, values: rows.filter(placed(column, reading(values[0]), path="party__"))


def roles(asked: Asked) -> list[tuple[str, str]]:
    """The roles somebody has on the show."""
    held = RoleHolding.objects.filter(series__in=asked.shows).values("role")
    return [(str(one.pk), str(one)) for one in Role.objects.filter(pk__in=held)]


def in_role(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    held = RoleHolding.objects.filter(party=OuterRef("party"), series=OuterRef("series"), role__in=values)
    return rows.filter(Exists(held))


def open_tasks(asked: Asked) -> QuerySet[Task]:
    seen = of_seen(asked.scope.seen)
    return Task.objects.filter(seen, party=OuterRef("party"), done_at=None, cancelled_at=None)


def left_alone() -> Q:
    return Q(party__do_not_contact=True) | Q(party__absorbed_do_not_contact=True)


def doubtful(asked: Asked) -> Q:
    """Those of whom the user sees the other half, too."""
    waiting = pairs.seen(asked.scope, to_decide())
    return Q(party__in=waiting.values("first")) | Q(party__in=waiting.values("second"))


def batches(asked: Asked) -> list[tuple[str, str]]:
    """The latest files of the show, and the one asked for."""
    seen = Batch.objects.filter(asked.scope.series_filter() | Q(created_by=asked.scope.user_id))
    wanted = [key for key in asked.request.GET.getlist("batch") if key.isdecimal() and len(key) < 16]
    latest = list(seen.filter(state__in=Batch.STANDING, series=asked.series_id)[:4])
    given = list(seen.filter(pk__in=wanted))
    return [(str(one.pk), one.filename) for one in dict.fromkeys([*latest, *given])]


def brought_in(rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
    """Customers whose rows a file became: their participations, dealings, contacts, or they themselves."""
    wanted = Q()
    for kind, (model, path) in BROUGHT.items():
        loaded = ImportedRow.objects.filter(batch__in=values, object_type=kind).values("object_id")
        wanted |= Q(party__in=model._base_manager.filter(pk__in=loaded).values(path))
    return rows.filter(wanted)


BROUGHT: dict[str, tuple[type[Model], str]] = {
    "shows.participation": (Participation, "party"),
    "contact.interaction": (Interaction, "party"),
    "parties.contactpoint": (ContactPoint, "party"),
    "parties.employment": (Employment, "organisation"),
    "parties.party": (Party, "pk"),
}
