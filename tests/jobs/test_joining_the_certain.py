"""The job that joins what the lines call certain: as far as whoever asked may, never against people's word."""

import pytest

from everfair.house.models import User
from everfair.jobs.joining import join
from everfair.parties.agreement import Share, agreement
from everfair.parties.decisions import decisions
from everfair.parties.duplicates import to_decide
from everfair.parties.models import LinkageModel, Merge, Name, Party, PossibleDuplicate, Thresholds
from everfair.relations.models import Relationship
from everfair.work.models import Job
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
FOR: list[list[object]] = [["same_core", {"weight": 12.5}]]
AGAINST: list[list[object]] = [*FOR, ["differs_in_branch", {"a": "", "b": "绍兴"}]]


def customer(cast: Cast, name: str, owner: User | None = None) -> Party:
    party = Party.objects.create(kind="organisation", zh=name)
    Name.objects.create(party=party, text=name)
    Relationship.objects.create(party=party, series=cast.series, owner=owner)
    return party


def asked(
    cast: Cast, score: float, reasons: list[list[object]] = FOR, owner: User | None = None
) -> PossibleDuplicate:
    halves = [customer(cast, name, owner) for name in ("青山", "青山画廊")]
    return PossibleDuplicate.objects.create(first=halves[0], second=halves[1], score=score, reasons=reasons)


def joined(by: User, **args: str) -> dict[str, int] | None:
    Job.objects.all().delete()
    job = Job.objects.create(name="parties.join_certain", args=args, created_by=by)
    held = Job.claim(job.pk)
    assert held is not None
    return join(held)


def draw(certain: float, doubtful: float, by: User) -> None:
    seen = LinkageModel.current("organisation").version
    LinkageModel.draw_lines("organisation", Thresholds(certain, doubtful), by=by, seen=seen)


def test_what_reaches_the_line_is_joined_and_can_be_undone(cast: Cast) -> None:
    sure, doubtful = asked(cast, 0.999), asked(cast, 0.98)
    assert joined(cast.director) == {"joined": 1, "left": 0}
    made = Merge.objects.get()
    assert {made.survivor_id, made.absorbed_id} == {sure.first_id, sure.second_id}
    assert (made.by, made.score) == (cast.director, 0.999)
    assert made.reasons == [["automatic", {"line": "99.5%"}], *FOR]
    doubtful.refresh_from_db()
    assert doubtful.state == "open"
    made.undo(by=cast.director)
    sure.refresh_from_db()
    assert sure.state == "open"


def test_the_line_that_was_drawn_counts(cast: Cast) -> None:
    asked(cast, 0.98)
    draw(0.97, 0.5, cast.director)
    assert Merge.objects.count() == 0
    assert joined(cast.director) == {"joined": 1, "left": 0}


def test_where_anything_speaks_against_it_people_decide(cast: Cast) -> None:
    asked(cast, 1.0, AGAINST)
    assert joined(cast.director) == {"joined": 0, "left": 0}


def test_a_wall_is_not_pulled_down(cast: Cast) -> None:
    """A wall around a half that was merged in meanwhile holds too."""
    pair, far = asked(cast, 1.0), customer(cast, "青山远")
    far.keep_apart(pair.second, by=cast.sales)
    pair.first.merge(far, by=cast.sales)
    assert joined(cast.director) == {"joined": 0, "left": 1}
    assert not Merge.objects.filter(absorbed=pair.second).exists()


def test_nobody_joins_what_they_may_not_decide(cast: Cast) -> None:
    asked(cast, 1.0, owner=cast.team_mate)
    assert joined(cast.sales) == {"joined": 0, "left": 1}
    assert joined(cast.stranger) == {"joined": 0, "left": 0}
    assert joined(cast.analyst) == {"joined": 0, "left": 1}


def test_three_alike_become_one(cast: Cast) -> None:
    one, other, third = (customer(cast, name) for name in ("青山", "青山画廊", "青山艺廊"))
    for first, second in ((one, other), (other, third), (one, third)):
        PossibleDuplicate.objects.create(first=first, second=second, score=1.0, reasons=FOR)
    assert joined(cast.director) == {"joined": 2, "left": 1}
    assert len({party.root for party in (one, other, third)}) == 1


def test_what_was_joined_without_asking_teaches_nothing(cast: Cast) -> None:
    asked(cast, 1.0)
    joined(cast.director)
    assert list(decisions("organisation")) == []
    assert agreement("organisation").decided == 0


def test_a_raised_lower_line_asks_about_fewer(cast: Cast) -> None:
    asked(cast, 0.6)
    assert to_decide().count() == 1
    draw(0.995, 0.7, cast.director)
    assert to_decide().count() == 0


def test_agreement_tells_how_often_people_found_the_certain_the_same(cast: Cast) -> None:
    for n in range(3):
        pair = asked(cast, 1.0)
        if n:
            pair.first.merge(pair.second, by=cast.sales)
        else:
            pair.first.keep_apart(pair.second, by=cast.sales)
    found = agreement("organisation")
    assert (found.same, found.different, found.certain) == (2, 1, Share(2, 3))
    assert not found.certain.is_telling


def test_wilsons_interval_of_a_share() -> None:
    """81 of 263: Newcombe 1998, table I, has .2553 to .3662 at 95 %; at 90 % it is narrower."""
    low, high = Share(81, 263).interval
    assert (round(low, 4), round(high, 4)) == (0.2633, 0.3566)
    assert Share(0, 0).interval == (0.0, 1.0)
