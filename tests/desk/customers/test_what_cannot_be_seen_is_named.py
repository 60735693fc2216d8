"""A name that turns the line round, or holds what nobody sees, says so wherever it stands; ordinary ones stay plain."""

from typing import Any

import pytest
from django.urls import reverse

from everfair.parties.models import PossibleDuplicate
from tests.conftest import Cast
from tests.desk.customers.made import customer, editions

pytestmark = pytest.mark.django_db
SIGN = '<span class="sign" title="RIGHT-TO-LEFT OVERRIDE">RLO</span>'


@pytest.mark.parametrize("place", ["list", "everyone", "file", "duplicates", "pair"])
def test_row_05_override_characters_are_named(place: str, cast: Cast, client_of: Any) -> None:
    editions(cast.series)
    odd = customer(cast.series, "青山\u202eexe.画廊", attended="111").party
    plain = customer(cast.series, "青山 exe. 画廊", attended="111").party
    pair = PossibleDuplicate.objects.create(first=odd, second=plain, score=0.9)
    address = {
        "list": reverse("customers:list"),
        "everyone": reverse("customers:everyone"),
        "file": reverse("customers:file", args=[odd.pk]),
        "duplicates": reverse("data:duplicates"),
        "pair": reverse("data:duplicate", args=[pair.pk]),
    }[place]
    page = client_of(cast.director).get(address, follow=True).content.decode()
    assert SIGN in page
    assert 'class="seen">青山 exe. 画廊' not in page
