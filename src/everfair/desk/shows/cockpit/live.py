"""Who is in an edition now, straight from the books: bookings move faster than analyses."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet, Sum

from everfair.shows.models import Edition, Participation, Stand


@dataclass
class Live:
    edition: Edition
    side: str
    last: Edition | None
    """The edition it is compared with."""

    @cached_property
    def rows(self) -> QuerySet[Participation]:
        found: QuerySet[Participation] = Participation.objects.filter(
            edition=self.edition, role__side=self.side, status__in=Participation.TAKING_PART
        )
        return found

    @cached_property
    def parties(self) -> int:
        return self.count(self.rows)

    @cached_property
    def seen_before(self) -> int:
        """Of them, those who came to an earlier edition."""
        earlier = Participation.objects.filter(
            party=OuterRef("party"),
            edition__series=self.edition.series_id,
            edition__ordinal__lt=self.edition.ordinal,
            edition__is_held=True,
            role__side=self.side,
            status=Participation.Status.CAME,
        )
        return self.count(self.rows.filter(Exists(earlier)))

    @property
    def first_timers(self) -> int:
        return self.parties - self.seen_before

    @cached_property
    def again(self) -> int | None:
        """Of those at the last edition, how many are in this one; None without one."""
        if self.last is None:
            return None
        there = Participation.objects.filter(
            party=OuterRef("party"), edition=self.last, role__side=self.side, status=Participation.Status.CAME
        )
        return self.count(self.rows.filter(Exists(there)))

    @cached_property
    def area_dm2(self) -> int | None:
        stands = Stand.objects.filter(participation__in=self.rows)
        found: int | None = stands.aggregate(area=Sum("area_dm2"))["area"]
        return found

    @cached_property
    def without_area(self) -> int:
        """How many of them have no stand with a known area."""
        sized = Stand.objects.filter(participation=OuterRef("pk"), area_dm2__gt=0)
        return self.count(self.rows.exclude(Exists(sized)))

    @staticmethod
    def count(rows: QuerySet[Participation]) -> int:
        return rows.values("party").distinct().count()
