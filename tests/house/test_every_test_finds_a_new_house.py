"""Whatever test ran before, the next one finds the roles a house starts from and an empty cache."""

import pytest
from django.core.cache import cache

from everfair.shows.models import Role


@pytest.mark.parametrize("time", ["first", "second"])
def test_after_a_test_that_commits(transactional_db: None, time: str) -> None:
    assert Role.objects.filter(code="exhibitor").exists()
    assert cache.get("left-behind") is None
    cache.set("left-behind", time)


@pytest.mark.django_db
def test_by_mark() -> None:
    assert Role.objects.filter(code="exhibitor").exists()
