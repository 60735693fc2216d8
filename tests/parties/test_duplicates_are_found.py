"""Looking for duplicates among the parties on file writes questions, asked once."""

import pytest

from everfair.house.models import User
from everfair.jobs.parties import look_for_duplicates
from everfair.parties.duplicates import find_duplicates, keep_found, waiting
from everfair.parties.models import Party
from everfair.work.models import Job
from tests.parties.made import organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> list[Party]:
    return [
        organisation("杭州青山画廊有限公司"),
        organisation("青山画廊"),
        organisation("上海绿水茶业有限公司"),
    ]


def looked() -> dict[str, int]:
    Job.objects.create(name="parties.find_duplicates")
    job = Job.claim_next()
    assert job is not None
    result = look_for_duplicates(job)
    assert result is not None
    job.finish(result)
    return result


def test_alike_ones_are_asked_about_once(three: list[Party]) -> None:
    assert [looked()["new"], looked()["new"]] == [1, 0]
    (question,) = waiting()
    assert (question.first, question.second, question.state) == (three[0], three[1], "open")
    assert question.reasons[0][0] == "same_bare"


def test_kept_apart_are_not_asked_about_even_through_a_merge(three: list[Party], director: User) -> None:
    three[0].keep_apart(three[1], by=director)
    third = organisation("青山")
    third.merge(three[1], by=director)
    assert (three[0].pk, third.pk) not in {(f.first, f.second) for f in find_duplicates([three[0].pk])}


def test_a_decision_stays_when_they_are_found_again(three: list[Party], director: User) -> None:
    found = find_duplicates([p.pk for p in three])
    keep_found(found)
    assert waiting().get().put_off(by=director)
    assert keep_found(found) == 0
    assert waiting().get().state == "later"


def test_those_merged_away_are_not_asked_about(three: list[Party], director: User) -> None:
    three[0].merge(three[1], by=director)
    assert find_duplicates([three[1].pk]) == []
