"""A branch on file is linked with its head office by itself; firms of one group are asked about; never merged."""

import pytest

from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.names.comparisons import first_model
from everfair.parties import belonging
from everfair.parties.duplicates import find_duplicates, to_decide, waiting
from everfair.parties.joining import certain
from everfair.parties.models import Link, LinkageModel, Party, PossibleDuplicate
from tests.parties.made import organisation

pytestmark = pytest.mark.django_db


def looked(*parties: Party) -> int:
    return belonging.keep(find_duplicates([party.pk for party in parties]))


@pytest.fixture
def head() -> Party:
    return organisation("杭州青山画廊有限公司")


@pytest.fixture
def branch(head: Party) -> Party:
    return organisation("杭州青山画廊有限公司上海分公司")


def test_a_branch_is_linked_unasked_and_the_journal_says_so(head: Party, branch: Party) -> None:
    assert looked(branch) == 0
    made = Link.objects.get()
    assert (made.parent, made.child, made.kind, made.by) == (head, branch, "branch", None)
    assert not waiting().exists()
    assert Entry.objects.get(verb="party.link").params["automatic"]


def test_looking_again_links_nothing_twice(head: Party, branch: Party) -> None:
    assert [looked(branch, head), looked(branch, head)] == [0, 0]
    assert Link.objects.count() == Entry.objects.filter(verb="party.link").count() == 1


def test_a_link_that_was_removed_is_not_made_or_asked_about_again(
    head: Party, branch: Party, director: User
) -> None:
    looked(branch)
    Link.objects.get().remove(by=director)
    assert looked(branch) == 0
    assert not Link.objects.exists()
    assert not to_decide().exists()


def test_nor_when_the_head_was_merged_into_another_since(head: Party, branch: Party, director: User) -> None:
    looked(branch)
    Link.objects.get().remove(by=director)
    survivor = organisation("杭州青山画廊股份有限公司")
    survivor.merge(head, by=director)
    looked(branch)
    assert not Link.objects.exists()
    assert not to_decide().filter(asks="belong").exists()


def test_those_kept_apart_are_not_linked(head: Party, branch: Party, director: User) -> None:
    head.keep_apart(branch, by=director)
    looked(branch)
    assert not Link.objects.exists()


def test_where_two_are_called_like_the_head_office_people_are_asked(head: Party, branch: Party) -> None:
    organisation("杭州青山画廊有限公司", city="杭州")
    looked(branch)
    assert not Link.objects.exists()
    assert {pair.asks for pair in to_decide()} == {"belong"}
    assert not certain().exists()


def test_branches_of_one_head_are_not_asked_about(branch: Party) -> None:
    other = organisation("杭州青山画廊有限公司北京分公司")
    looked(branch, other)
    assert Link.objects.filter(parent__zh="杭州青山画廊有限公司").count() == 2
    assert not to_decide().exists()


def test_a_word_in_common_makes_no_question_but_a_website_does() -> None:
    one = organisation("青山（上海）有限公司", website="qingshan.cn")
    other = organisation("青山（北京）有限公司")
    looked(one, other)
    assert not to_decide().exists()
    third = organisation("青山（广州）有限公司", website="qingshan.cn")
    looked(one, other, third)
    (asked,) = to_decide()
    assert (asked.first, asked.second, asked.asks) == (one, third, "belong")


def keep_model(**common: float) -> None:
    told = first_model("organisation").as_json() | {"records": 500, "shares": {"brand": common}}
    gaps = len(LinkageModel.EDGES) - 1
    LinkageModel.keep("organisation", parameters=told, histogram=[0] * gaps, records=500, pairs=1)


@pytest.mark.parametrize(("common", "asked"), [({}, 1), ({"青山": 0.01}, 0)])
def test_a_brand_that_is_rare_in_the_house_makes_a_question(common: dict[str, float], asked: int) -> None:
    keep_model(**common)
    one, other = organisation("青山（上海）有限公司"), organisation("青山（北京）有限公司")
    looked(one, other)
    assert to_decide().count() == asked


def test_an_answer_about_belonging_teaches_nothing_about_likeness(head: Party, director: User) -> None:
    from everfair.parties.decisions import answered

    twin = organisation("杭州青山画廊有限公司", city="杭州")
    branch = organisation("杭州青山画廊有限公司上海分公司")
    looked(branch)
    branch.keep_apart(twin, by=director)
    assert PossibleDuplicate.objects.filter(state="apart", decided_by=director).exists()
    assert not answered("organisation").exists()
