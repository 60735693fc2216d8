"""Once the house has looked over all its customers, a pair has the same score and reasons wherever it is met."""

import pytest

from everfair.jobs.house_search import keep_learned, linked_house
from everfair.names import Record
from everfair.parties.duplicates import Likeness, find_duplicates, weighed
from everfair.parties.matching import Matcher
from everfair.parties.models import LinkageModel, Party
from everfair.parties.reasons import weighed as in_words
from tests.parties.made import organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def gallery() -> Party:
    return organisation("杭州青山画廊有限公司", website="qingshan.cn", phone="0571-88001234", country="CN")


@pytest.fixture
def short(gallery: Party) -> Party:
    return organisation("青山画廊", phone="0571-88001234", country="CN")


def in_bulk(kind: str) -> list[Likeness]:
    found, rows = linked_house(kind)
    keep_learned(found, rows)
    pairs = set(zip(found.pairs["first"].to_pylist(), found.pairs["second"].to_pylist(), strict=True))
    return weighed(pairs, found.model)


def test_organisations_score_alike_in_bulk_alone_and_in_an_import(gallery: Party, short: Party) -> None:
    (bulk,) = in_bulk("organisation")
    (alone,) = find_duplicates([short.pk])
    assert alone == bulk
    record = Record(("青山画廊",), country="CN", phones=("0571-88001234",))
    met = Matcher().match([record])[0]
    found = {one.party_id: one for one in (met.certain, *met.doubtful) if one}
    assert found[short.pk].decision.is_certain
    Party.objects.filter(pk=short.pk).delete()
    met = Matcher().match([record])[0]
    (doubt,) = [one for one in (met.certain, *met.doubtful) if one]
    assert (doubt.party_id, doubt.decision) == (gallery.pk, bulk.decision)


def test_the_weight_of_the_engine_is_the_weight_alone(gallery: Party, short: Party) -> None:
    """The score told is that of the engine, where the verdict does not cap it."""
    found, _rows = linked_house("organisation")
    (likeness,) = weighed({(gallery.pk, short.pk)}, found.model)
    (p,) = found.pairs["probability"].to_pylist()
    assert likeness.decision.score == pytest.approx(min(max(p, 0.5), 0.99) if p < 0.995 else p, abs=1e-4)


def test_persons_score_alike_in_bulk_and_alone(gallery: Party) -> None:
    one = person("曾青", gallery, email="zeng@qingshan.cn")
    person("曾青", gallery, email="zengqing@163.com", phone="13800001234")
    assert in_bulk("person") == find_duplicates([one.pk]) != []


def test_reasons_carry_what_they_weigh_for_the_bars(gallery: Party, short: Party) -> None:
    (found,) = in_bulk("organisation")
    bits = {code: dict(params).get("weight") for code, params in found.decision.reasons}
    assert all(isinstance(weight, float) and weight > 0 for weight in bits.values())
    assert any(reason.share > 0 for reason in in_words(found.reasons))


def test_before_the_house_has_looked_the_rules_alone_decide(gallery: Party, short: Party) -> None:
    assert LinkageModel.weights("organisation") is None
    (found,) = find_duplicates([short.pk])
    assert not any(dict(params).get("weight") for _code, params in found.decision.reasons)
