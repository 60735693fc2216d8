"""An edition is spoken of by its number, or by its year."""

import pytest
from django.utils.translation import override

from everfair.shows.models.edition import spoken_label


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("13", "第13届", "edition 13"),
        ("2026", "2026年", "2026"),
        ("1899", "第1899届", "edition 1899"),
        ("春季", "春季", "春季"),
    ],
)
def test_a_year_is_no_count(label: str, zh: str, en: str) -> None:
    with override("zh-hans"):
        assert str(spoken_label(label)) == zh
    with override("en"):
        assert str(spoken_label(label)) == en
