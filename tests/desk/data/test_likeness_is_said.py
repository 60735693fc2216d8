"""A likeness is a share only where its reasons were weighed and none speaks against it."""

from django.utils.translation import override

from everfair.desk.data.likeness import likeness
from everfair.parties.reasons import in_words

WEIGHED = [["same_domain", {"value": "a.cn", "weight": 9.5}]]


def test_weighed_reasons_give_a_share() -> None:
    assert likeness(0.993, WEIGHED) == "99%"


def test_a_score_of_the_rules_alone_is_a_word() -> None:
    with override("en"):
        said = [likeness(score, [["same_core", {}]]) for score in (0.99, 0.8, 0.5)]
    assert said == ["high", "middle", "low"]


def test_no_share_stands_beside_a_reason_against() -> None:
    against = [*WEIGHED, ["other_domain", {"a": "a.cn", "b": "b.cn", "weight": -3.0}]]
    with override("en"):
        assert likeness(0.993, against) == "high"


def test_ids_of_lists_are_said_without_what_machines_need() -> None:
    digest = "997f0a1b2c3d4e5f997f0a1b2c3d4e5f"
    with override("en"):
        assert in_words("same_external_id", {"value": f"list:CES:{digest}"}).endswith("CES:997f0a1b…")
        assert in_words("differs_in_external_id", {"source": "list:CES"}).startswith("CES knows")
