"""Every code by which a pair is judged or a decision refused has words, in both languages."""

import pytest
from django.utils import translation

from everfair.names import decision, likeness
from everfair.parties import refusals, same_person
from everfair.parties.reasons import KINDS, REFUSALS, WORDS, in_words, is_against, told
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
    return {decision.CERTAIN, decision.DOUBTFUL, decision.DIFFERENT, "full"}


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
    assert [side for side, _ in told([["same_core", {}], ["differs_in_city", {"a": "x", "b": "y"}]])] == [
        "for",
        "against",
    ]
