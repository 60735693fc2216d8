"""What a customer answered last stands on its file, for those who see the show."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from everfair.desk.customers.file.answered import last_answers
from everfair.desk.customers.file.reading import responses_of
from everfair.house.models import User
from everfair.shows.models import Edition, Series
from everfair.shows.scope import scope_of
from everfair.surveys.models import Answer, Instrument, Response
from tests.conftest import Cast
from tests.desk.customers.made import customer, editions

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]


def told(
    series: Series, party: int, day: int, moment: str, edition: Edition | None = None, **answers: float
) -> Response:
    instrument = Instrument.objects.get(code="satisfaction")
    made = Response.objects.create(
        instrument=instrument, series=series, party_id=party, edition=edition, moment=moment,
        answered_on=datetime.date(2024, 5, day), source="问卷.csv",
    )  # fmt: skip
    for code, value in answers.items():
        Answer.objects.create(
            response=made, item=instrument.items.get(code=code.replace("_", "-")), value=value
        )
    return made


def test_before_and_after_of_an_edition_stand_together(client_of: In, cast: Cast) -> None:
    one = customer(cast.series, "杭州青山画廊", attended="1")
    edition = editions(cast.series)[-1]
    told(cast.series, one.party_id, 1, "after", layout_performance=1)
    told(cast.series, one.party_id, 8, "before", edition, layout_expectation=5, promises_kept_expectation=3)
    last = told(cast.series, one.party_id, 20, "after", edition, layout_performance=2, overall=4)
    (answered,) = last_answers(responses_of(one.party_id, seen=scope_of(cast.analyst).seen), one)
    assert answered.response == last
    layout, promises, overall = answered.lines
    assert (layout.expected, layout.seen, layout.is_short) == (5, 2, True)
    assert (promises.expected, promises.seen) == (3, None)
    assert (overall.expected, overall.seen) == (None, 4)
    page = client_of(cast.analyst).get(reverse("customers:further", args=[one.party_id])).content.decode()
    assert "展区布局" in page
    assert "问卷.csv" in page


def test_answers_on_a_show_that_is_not_theirs_stay_unseen(client_of: In, cast: Cast) -> None:
    one = customer(cast.series, "杭州青山画廊")
    told(cast.other_series, one.party_id, 1, "once", overall=1)
    assert last_answers(responses_of(one.party_id, seen=scope_of(cast.analyst).seen), None) == []
    page = client_of(cast.analyst).get(reverse("customers:further", args=[one.party_id])).content.decode()
    assert 'id="answers"' not in page
