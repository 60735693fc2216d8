"""Each condition finds the customer that has the lack or the flaw, and leaves the one beside it alone."""

import datetime

import pytest
from django.utils import timezone

from everfair.parties.models import ContactPoint, Employment, Name, Organisation, Party
from everfair.quality.lacks import FLAWS, LACKS, STALE, Condition, Whose
from everfair.quality.models import SharedContact
from everfair.relations.models import Relationship
from everfair.shows.models import Edition, Participation, Role, Stand
from tests.conftest import Cast
from tests.parties.made import organisation, person, reach

pytestmark = pytest.mark.django_db


def found(condition: Condition) -> set[int]:
    return set(Party.objects.filter(condition(Whose())).values_list("pk", flat=True))


@pytest.fixture
def whole(cast: Cast) -> Party:
    """An organisation that lacks nothing."""
    party = organisation(
        "杭州青山画廊有限公司", "Qingshan Gallery", city="杭州", country="CN", website="www.qingshan.cn",
        email="info@qingshan.cn", phone="0571-8888 8801",
    )  # fmt: skip
    Organisation.objects.filter(party=party).update(industry="画廊")
    Relationship.objects.create(party=party, series=cast.series, owner=cast.sales)
    lin = person("林青", works_for=party, email="lin@qingshan.cn")
    Employment.objects.filter(person=lin).update(decision_role="decider")
    edition = Edition.objects.create(series=cast.series, ordinal=1, label="1", starts_on="2025-05-01")
    Participation.objects.create(party=party, edition=edition, role=Role.objects.get(code="exhibitor"))
    return party


def test_who_has_everything_lacks_nothing(whole: Party) -> None:
    assert {code: found(condition) for code, condition in LACKS.items() if found(condition)} == {}
    assert {code: found(condition) for code, condition in FLAWS.items() if found(condition)} == {}


def test_who_has_nothing_lacks_all_of_an_organisation(whole: Party) -> None:
    bare = Party.objects.create(kind=Party.Kind.ORGANISATION)
    lone = Party.objects.create(kind=Party.Kind.PERSON)
    of_persons = {"firm", "reach"}
    assert {
        code for code, condition in LACKS.items() if found(condition) == {bare.pk}
    } == LACKS.keys() - of_persons
    assert {code for code, condition in LACKS.items() if found(condition) == {lone.pk}} == of_persons


def test_an_organisation_is_reached_through_its_people(whole: Party) -> None:
    ContactPoint.objects.filter(party=whole).delete()
    assert found(LACKS["email"]) == set()
    assert found(LACKS["phone"]) == {whole.pk}
    Employment.objects.update(ended_on="2025-01-01")
    assert found(LACKS["email"]) == {whole.pk}


def test_a_dead_contact_does_not_count(whole: Party) -> None:
    ContactPoint.objects.get(party=whole, kind="phone").refute(None, timezone.localdate())
    assert found(LACKS["phone"]) == {whole.pk}
    assert found(FLAWS["dead"]) == {whole.pk}


def test_a_contact_is_stale_until_one_of_its_kind_is_verified(whole: Party) -> None:
    lin = Party.objects.get(kind="person")
    assert found(STALE["phone"]) == {whole.pk}
    assert found(STALE["email"]) == {whole.pk, lin.pk}
    point = ContactPoint.objects.get(party=whole, kind="email")
    point.verify(None, timezone.localdate() - datetime.timedelta(days=366))
    assert found(STALE["email"]) == {whole.pk, lin.pk}
    point.verify(None, timezone.localdate())
    assert found(STALE["email"]) == {lin.pk}


def test_numbers_without_area_code_and_addresses_without_at_are_none(whole: Party) -> None:
    local = organisation("没有区号", phone="8888 8801")
    broken = organisation("没有域名")
    ContactPoint.objects.create(party=broken, kind="email", value="info(at)x", key="info(at)x")
    assert found(FLAWS["unreadable"]) == {local.pk, broken.pk}
    assert {local.pk, broken.pk} <= found(LACKS["email"]) & found(LACKS["phone"])


def test_words_that_only_fill_a_field_are_found(whole: Party) -> None:
    named = organisation("测试")
    placed = organisation("上海蓝海美术馆", city="无")
    called = organisation("红叶工作室", phone="13800138000")
    organisation("测试仪器有限公司")
    assert found(FLAWS["placeholder"]) == {named.pk, placed.pk, called.pk}


def test_what_cannot_be_is_found(whole: Party, cast: Cast) -> None:
    role = Role.objects.get(code="exhibitor")
    today = timezone.localdate()
    coming = Edition.objects.create(
        series=cast.series, ordinal=2, label="2", starts_on=today + datetime.timedelta(30), is_held=False
    )
    early, late, flat = (organisation(name) for name in ("早到", "晚订", "没有面积"))
    Participation.objects.create(party=early, edition=coming, role=role, status="came")
    held = Edition.objects.get(ordinal=1)
    Edition.objects.filter(pk=held.pk).update(ends_on="2025-05-03")
    Participation.objects.create(party=late, edition=held, role=role, booked_on="2025-06-01")
    stay = Participation.objects.create(party=flat, edition=held, role=role)
    Stand.objects.create(participation=stay, number="A1", natural_key="A1", area_dm2=0)
    assert found(FLAWS["impossible"]) == {early.pk, late.pk, flat.pk}


def test_merging_a_name_in_mends_what_was_lacking(whole: Party) -> None:
    english = organisation("Blue Sea Art Museum")
    chinese = organisation("上海蓝海美术馆")
    assert found(LACKS["chinese_name"]) == {english.pk}
    english.merge(chinese, by=None)
    assert found(LACKS["chinese_name"]) == set()


def test_a_shared_number_is_known_by_its_kind(whole: Party) -> None:
    other = organisation("上海蓝海美术馆")
    reach(other, phone="021-6666 0000")
    SharedContact.objects.create(kind="email", key="+862166660000", holders=9)
    assert found(FLAWS["shared"]) == set()
    SharedContact.objects.create(kind="phone", key="+862166660000", holders=9)
    assert found(FLAWS["shared"]) == {other.pk}


def test_names_are_of_the_script_they_are_written_in(whole: Party) -> None:
    party = organisation("青山画廊")
    assert found(LACKS["english_name"]) == {party.pk}
    Name.objects.create(party=party, text="Qingshan", kind="english")
    from everfair.parties.cards import refresh_cards

    refresh_cards([party.pk])
    assert found(LACKS["english_name"]) == set()
