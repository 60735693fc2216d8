"""Every code by which a pair is judged or a decision refused has words, in both languages."""

import pytest
from django.utils import translation

from everfair.names import decision, likeness
from everfair.parties import refusals, same_person
from everfair.parties.reasons import KINDS, REFUSALS, WORDS, foremost, in_words, is_against, weighed
from everfair.parties.settling import owned_models


def codes(module: object) -> set[str]:
    return {
        value
        for name, value in vars(module).items()
        if name.isupper()
        and not name.startswith("_")
        and isinstance(value, str)
        and value not in decision_words()
    }


def decision_words() -> set[str]:
    return {decision.CERTAIN, decision.DOUBTFUL, decision.DIFFERENT, decision.RELATED, "full"}


@pytest.mark.parametrize("code", sorted(codes(decision) | codes(likeness) | codes(same_person)))
def test_every_reason_has_words(code: str) -> None:
    assert code in WORDS


def test_every_refusal_has_words() -> None:
    assert {refusal.code for refusal in refusals.Refusal.__subclasses__()} == set(REFUSALS)


def test_every_kind_that_moves_has_words() -> None:
    derived = {"parties.MatchKey", "parties.SearchEntry"}
    assert {owned.model._meta.label for owned in owned_models()} - derived <= set(KINDS)


def test_parameters_stand_in_the_words() -> None:
    with translation.override("en"):
        assert in_words("same_domain", {"value": "qingshan.cn"}) == "the same web domain: qingshan.cn"
        assert in_words("same_domain", {"value": "{0.__class__}"}) == "the same web domain: {0.__class__}"


def test_a_reason_without_its_parameter_is_still_told() -> None:
    assert in_words("same_domain")


def test_what_speaks_against_is_told_apart() -> None:
    assert is_against("differs_in_city")
    told = weighed([["differs_in_city", {"a": "x", "b": "y"}], ["same_core", {}]])
    assert [reason.side for reason in told] == ["for", "against"]


def test_the_weight_of_a_reason_tells_its_side_and_its_place() -> None:
    told = weighed(
        [["same_bare", {"weight": 2}], ["same_core", {"weight": 16.0}], ["same_domain", {"weight": -4}]]
    )
    assert [(reason.side, reason.bits, reason.share) for reason in told] == [
        ("for", 16.0, 1.0),
        ("for", 2.0, 0.125),
        ("against", -4.0, 0.25),
    ]
    assert weighed([["same_core", {}]])[0].bits is None


def test_a_line_of_a_list_never_hides_what_speaks_against() -> None:
    stored = [["same_core", {}], ["same_domain", {}], ["differs_in_branch", {}]]
    assert [reason.side for reason in foremost(stored)] == ["for", "against"]
    assert [reason.side for reason in foremost(stored[:2])] == ["for", "for"]
    assert [reason.side for reason in foremost(stored[2:])] == ["against"]
    assert foremost([]) == []
