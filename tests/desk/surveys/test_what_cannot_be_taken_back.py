"""What was removed does not come back over what happened meanwhile, and never as an error."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from everfair.house.models import User
from everfair.parties.models import Party
from everfair.shows.models import Edition
from everfair.surveys.models import Answer, Instrument, Item, Response
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
In = Callable[[User], Client]


@pytest.fixture
def item(cast: Cast) -> Item:
    asked = Instrument.objects.create(code="own", zh="自制问卷", series=cast.series)
    return Item.objects.create(instrument=asked, code="q", zh="问", asks="overall")


def responded(item: Item, **more: object) -> Response:
    assert item.instrument.series is not None
    told = Response.objects.create(
        instrument=item.instrument,
        series=item.instrument.series,
        answered_on=datetime.date(2024, 5, 1),
        **more,
    )
    Answer.objects.create(response=told, item=item, value=4)
    return told


def post(client: Client, name: str, *keys: int) -> None:
    assert client.post(reverse(f"surveys:{name}", args=keys)).status_code == 302


def take_back(client: Client, which: int = -1) -> None:
    token = client.session["ways_back"][which][0]
    assert client.post(reverse("ui:undo", args=[token])).status_code == 302


def test_a_response_that_was_brought_in_again_stays_one(client_of: In, cast: Cast, item: Item) -> None:
    client, told = client_of(cast.marketing), responded(item, natural_key="k")
    post(client, "response-remove", told.pk)
    again = responded(item, natural_key="k")
    take_back(client)
    assert Response.objects.get() == again


def test_a_response_of_an_edition_that_is_gone_stays_out(client_of: In, cast: Cast, item: Item) -> None:
    edition = Edition.objects.create(series=cast.series, ordinal=1, label="2024")
    client, told = client_of(cast.marketing), responded(item, edition=edition)
    post(client, "response-remove", told.pk)
    edition.delete()
    take_back(client)
    assert not Response.objects.exists()


def test_a_response_without_its_question_stays_out(client_of: In, cast: Cast, item: Item) -> None:
    client, told = client_of(cast.marketing), responded(item)
    post(client, "response-remove", told.pk)
    post(client, "item-remove", item.instrument_id, item.pk)
    take_back(client, -2)
    assert not Response.objects.exists()


def test_a_response_comes_back_to_whom_its_customer_was_merged_into(
    client_of: In, cast: Cast, item: Item
) -> None:
    kept, gone = (Party.objects.create(zh=name) for name in ("甲公司", "乙公司"))
    client, told = client_of(cast.marketing), responded(item, party=gone)
    post(client, "response-remove", told.pk)
    kept.merge(gone, by=cast.director)
    take_back(client)
    back = Response.objects.get()
    assert (back.party, back.recorded_party) == (kept, gone)


def test_a_scale_stays_where_answers_came_meanwhile(client_of: In, cast: Cast, item: Item) -> None:
    client = client_of(cast.marketing)
    told = {"code": "q", "zh": "问", "asks": "overall", "low": 1, "high": 10, "version": item.version}
    client.post(reverse("surveys:item", args=[item.instrument_id, item.pk]), told)
    responded(item)
    take_back(client)
    item.refresh_from_db()
    assert item.high == 10


def test_a_question_does_not_take_its_short_name_back_from_another(
    client_of: In, cast: Cast, item: Item
) -> None:
    client = client_of(cast.marketing)
    post(client, "item-remove", item.instrument_id, item.pk)
    other = Item.objects.create(instrument=item.instrument, code="q", zh="别的", asks="overall")
    take_back(client)
    assert item.instrument.items.get() == other


def test_nobody_takes_back_what_their_role_no_longer_allows(client_of: In, cast: Cast, item: Item) -> None:
    client, told = client_of(cast.marketing), responded(item)
    post(client, "response-remove", told.pk)
    cast.marketing.memberships.all().delete()
    take_back(client)
    assert not Response.objects.exists()


def test_nobody_takes_out_what_their_role_no_longer_allows(client_of: In, cast: Cast, item: Item) -> None:
    client, told = client_of(cast.marketing), responded(item)
    assert client.get(reverse("surveys:response", args=[told.pk])).status_code == 200
    cast.marketing.memberships.all().delete()
    assert client.post(reverse("surveys:response-remove", args=[told.pk])).status_code == 404
    assert Response.objects.exists()
