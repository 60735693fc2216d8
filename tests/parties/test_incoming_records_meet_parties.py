"""An incoming record meets the parties on file and the records before it in the same file."""

import pytest

from everfair.names import Record
from everfair.parties.match_keys import MOST_HOLDERS
from everfair.parties.matching import Match, Matcher
from everfair.parties.models import Party
from tests.parties.made import organisation, person

pytestmark = pytest.mark.django_db


def meet(*records: Record) -> list[Match]:
    return Matcher().match(records)


def named(*names: str, **more: tuple[str, ...]) -> Record:
    return Record(names=names, **more)  # type: ignore[arg-type]


@pytest.fixture
def gallery() -> Party:
    return organisation("杭州青山画廊有限公司", website="https://www.qingshan-art.cn/", city="杭州")


def test_the_same_name_in_other_characters_is_certain(gallery: Party) -> None:
    (found,) = meet(named("杭州青山畫廊有限公司"))
    assert found.certain is not None
    assert found.certain.party_id == gallery.pk
    assert found.certain.reasons[0][0] == "same_core"


def test_a_short_name_is_doubtful(gallery: Party) -> None:
    (found,) = meet(named("青山画廊"))
    assert found.certain is None
    assert [f.party_id for f in found.doubtful] == [gallery.pk]
    assert 0 < found.doubtful[0].decision.score < 1


def test_a_short_name_with_the_own_website_is_certain(gallery: Party) -> None:
    (found,) = meet(named("青山画廊", websites=("qingshan-art.cn",)))
    assert found.certain is not None
    assert "same_domain" in found.certain.decision.codes


def test_a_stranger_is_new(gallery: Party) -> None:
    assert meet(named("上海绿水茶业有限公司"))[0].is_new


def test_the_party_it_was_merged_into_is_met(gallery: Party) -> None:
    other = organisation("青山国际艺术中心")
    gallery.merge(other, by=None)
    (found,) = meet(named("青山国际艺术中心"))
    assert found.certain is not None
    assert found.certain.party_id == gallery.pk


def test_two_rows_of_one_file_are_one() -> None:
    first, second, third = meet(named("青山画廊有限公司"), named("绿水茶业"), named("青山畫廊有限公司"))
    assert first.is_new
    assert second.is_new
    assert third.certain is not None
    assert (third.certain.party_id, third.certain.row) == (None, 0)


def test_the_very_same_row_again_is_the_first_one() -> None:
    matcher = Matcher()
    matcher.match([named("青山画廊有限公司")])
    (again,) = matcher.match([named("青山画廊有限公司")])
    assert again.certain is not None
    assert again.certain.row == 0


def test_rows_that_say_nothing_do_not_join() -> None:
    _, second = meet(named("未定"), named("未定"))
    assert second.certain is None


def test_a_shared_switchboard_joins_nobody(gallery: Party) -> None:
    for number in range(MOST_HOLDERS + 1):
        organisation(f"第{number}号展位租户{chr(0x4E00 + number * 7)}", phone="0571-88888888")
    (found,) = meet(named("白石出版社", phones=("0571-88888888",)))
    assert found.is_new


def test_a_forgetful_matcher_meets_only_parties_on_file() -> None:
    matcher = Matcher()
    matcher.match([named("青山画廊有限公司")])
    matcher.forget()
    party = organisation("青山画廊有限公司")
    (found,) = matcher.match([named("青山画廊有限公司")])
    assert found.certain is not None
    assert found.certain.party_id == party.pk


def test_a_person_is_met_at_the_same_employer(gallery: Party) -> None:
    keeper = person("曾国藩", works_for=gallery)
    matcher = Matcher(Party.Kind.PERSON)
    here, elsewhere = matcher.match([named("曾国藩"), named("曾国藩")], employers=[{gallery.pk}, set()])
    assert here.certain is not None
    assert here.certain.party_id == keeper.pk
    assert elsewhere.certain is None


def test_a_person_of_the_same_name_and_mailbox_is_one(gallery: Party) -> None:
    keeper = person("曾国藩", email="zeng@qingshan.example.cn")
    (found,) = Matcher(Party.Kind.PERSON).match([named("曾國藩", emails=("ZENG@qingshan.example.cn",))])
    assert found.certain is not None
    assert found.certain.party_id == keeper.pk
