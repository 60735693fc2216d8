"""`everfair migrate` brings what every house starts from, once."""

import pytest
from django.core.management import call_command

from everfair.shows.models import Role, SeriesType


@pytest.mark.django_db
def test_roles_and_types_are_planted_and_planting_again_changes_nothing() -> None:
    call_command("migrate", verbosity=0)
    before = list(Role.objects.values_list("code", "parent__code")), SeriesType.objects.count()
    Role.objects.filter(code="exhibitor").update(zh="展商")
    call_command("migrate", verbosity=0)
    assert (list(Role.objects.values_list("code", "parent__code")), SeriesType.objects.count()) == before
    assert Role.objects.get(code="exhibitor").zh == "展商"
    assert Role.objects.get(code="professional-visitor").parent == Role.objects.get(code="visitor")
    assert SeriesType.objects.filter(code="government").exists()
