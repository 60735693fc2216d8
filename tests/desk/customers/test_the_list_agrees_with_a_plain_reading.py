"""Whatever the list is asked, it shows what reading row by row would have found, to each what they may see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

import pytest
from django.test import Client

from everfair.house.models import User
from everfair.jobs.parties import derive
from everfair.parties import merging
from everfair.relations import foremost
from everfair.relations.models import AnalysisRun, Relationship
from everfair.shows.models import Edition, Participation, Role
from everfair.ui.lists import counting
from tests.conftest import Cast
from tests.desk.customers import made
from tests.desk.customers.conftest import Fair

SignIn = Callable[[User], Client]
SIGNS = ("青山", "蓝海", "红叶", "山青", "海蓝青")
TRADES = ("画廊有限公司", "茶庄", "机械厂")
CITIES = ("杭州", "上海", "杭州湾", "")
PATHS = ("FTTTT", "CFTTT", "-CFTT", "FTTWW", "-CWDD", "---CF")
SIZE = 40


@dataclass(frozen=True)
class Row:
    """One customer as the test made it, to be read without any query."""

    relationship: Relationship
    name: str
    city: str
    side: str
    owner: User | None
    came: frozenset[int]
    stage: str
    chance: float | None
    times: int | None

    @property
    def pk(self) -> int:
        return self.relationship.pk


@dataclass
class House:
    editions: list[Edition]
    rows: dict[str, list[Row]] = field(default_factory=dict)


@pytest.fixture(params=[1, 2])
def house(request: pytest.FixtureRequest, cast: Cast) -> House:
    random = Random(request.param)
    here = House(made.editions(cast.series))
    made.editions(cast.other_series)
    owners = (None, cast.sales, cast.team_mate)
    drawn = [draw(random, cast, owners) for _ in range(SIZE)]
    derive([row.relationship.party_id for row in drawn])
    merged = merge_two(drawn, cast.director)
    for show in (cast.series, cast.other_series):
        here.rows[show.slug] = [
            row for row in drawn if row.relationship.series_id == show.pk and row is not merged
        ]
    return published(here, cast, random)


def draw(random: Random, cast: Cast, owners: tuple[User | None, ...]) -> Row:
    show = cast.other_series if random.random() < 0.2 else cast.series
    attended = "".join(random.choice("01") for _ in range(5))
    name, city = random.choice(SIGNS) + random.choice(TRADES), random.choice(CITIES)
    owner = random.choice(owners)
    found = made.customer(show, name, attended=attended, owner=owner, city=city, readings=False)
    side = "exhibitor"
    if random.random() < 0.25:
        side = turn_visitor(found)
    editions = list(show.editions.order_by("ordinal").values_list("pk", flat=True))
    came = frozenset(key for key, mark in zip(editions, attended, strict=False) if mark == "1")
    return Row(found, name, city, side, owner, came, "", None, None)


def turn_visitor(found: Relationship) -> str:
    """Its participations go with it to the other side."""
    role = Role.objects.get(code="visitor")
    Participation.objects.filter(party=found.party_id).update(role=role)
    Relationship.objects.filter(pk=found.pk).update(side=role.side)
    return role.side


def merge_two(drawn: list[Row], by: User) -> Row:
    """Two of one show and side become one; the row that is left out of every list."""
    pairs = ((one, other) for one in drawn for other in drawn if one.pk < other.pk)
    alike = (
        (one, other)
        for one, other in pairs
        if one.relationship.series_id == other.relationship.series_id
        and (one.side, one.owner, one.came) == (other.side, other.owner, other.came)
    )
    one, other = next(alike, (drawn[0], drawn[0]))
    if one is other:
        pytest.skip("no two alike were drawn")
    merging.merge(one.relationship.party, other.relationship.party, by=by)
    return other


def published(here: House, cast: Cast, random: Random) -> House:
    told: dict[int, tuple[str, str, float | None]] = {}
    for row in here.rows[cast.series.slug]:
        if random.random() < 0.85:
            chance = random.choice((None, 0.2, 0.5, 0.5, 0.9))
            told[row.pk] = (random.choice(PATHS), "01011", chance)
    foremost.write(made.analysed(cast.series, told).pk)
    names = {"T": "trust", "W": "weakening", "D": "disappearance", "F": "confirmation"}
    here.rows[cast.series.slug] = [
        Row(**{**vars(row), "stage": names[told[row.pk][0][-1]], "chance": told[row.pk][2], "times": 3})
        if row.pk in told
        else row
        for row in here.rows[cast.series.slug]
    ]
    first = here.rows[cast.series.slug][0]
    first.relationship.overrule("trust", "Seen on Monday", by=cast.director)
    here.rows[cast.series.slug][0] = Row(**{**vars(first), "stage": "trust"})
    return here


def shown(client: Client, query: str) -> list[int]:
    return [row.pk for row, _url, _drawn in client.get(f"/customers/?{query}").context["lines"]]


def questions(house: House) -> Iterator[tuple[str, Callable[[Row], bool]]]:
    third, last = house.editions[2].pk, house.editions[4].pk
    yield "", lambda row: True
    yield "stage=trust", lambda row: row.stage == "trust"
    yield "stage=trust&stage=weakening", lambda row: row.stage in ("trust", "weakening")
    yield "owner=none", lambda row: row.owner is None
    yield "owner=mine", lambda row: row.owner is not None and row.owner.username == "sales"
    yield "city=杭州", lambda row: "杭州" in row.city
    yield "city=湾", lambda row: "湾" in row.city
    yield "city=nowhere", lambda row: False
    yield f"came={last}", lambda row: last in row.came
    yield f"came={third}&not_came={last}", lambda row: third in row.came and last not in row.came
    yield f"booked={third}", lambda row: third in row.came
    yield "side=visitor", lambda row: row.side == "visitor"
    yield "chance=40..60", lambda row: row.chance == 0.5
    yield "unscored=1", lambda row: row.times is None
    yield "size=1&stage=trust", lambda row: row.times is not None and row.stage == "trust"
    yield "q=青山", lambda row: "青山" in row.name
    yield "q=青", lambda row: "青" in row.name
    yield "q=qingshan", lambda row: "青山" in row.name
    yield "q=qs", lambda row: "青山" in row.name
    yield "q=茶庄&city=上海", lambda row: "茶庄" in row.name and "上海" in row.city
    yield (
        f"q=机械&came={last}&owner=none",
        lambda row: "机械" in row.name and last in row.came and row.owner is None,
    )


@pytest.mark.parametrize("found_few", [3_000, 2])
def test_every_filter_and_search(
    found_few: int, house: House, cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("everfair.parties.search.few", lambda way: found_few)
    client = client_of(cast.sales)
    for query, holds in questions(house):
        wanted = {row.pk for row in house.rows[cast.series.slug] if holds(row)}
        assert set(shown(client, query)) == wanted, query


@pytest.mark.parametrize(
    "query", ["q=青", "q=qs", "q=hua+lang", "q=青&stage=trust", "q=青&shows=all", "q=青&sort=-times"]
)
def test_page_by_page_a_search_shows_the_same(
    query: str, house: House, cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However those are found who are too many to be gathered."""
    client = client_of(cast.sales)
    everybody = shown(client, query)
    monkeypatch.setattr("everfair.parties.search.few", lambda way: 0)
    monkeypatch.setattr(counting, "PAGE_ROWS", 3)
    pages = [shown(client, f"{query}&page={number}") for number in range(1, -(-len(everybody) // 3) + 1)]
    assert [key for page in pages for key in page] == everybody != []


def test_the_likeliest_first_then_those_nothing_is_known_of(
    house: House, cast: Cast, client_of: SignIn
) -> None:
    rows = house.rows[cast.series.slug]
    known = sorted(
        (row for row in rows if row.chance is not None), key=lambda row: (-(row.chance or 0), row.pk)
    )
    found = shown(client_of(cast.sales), "sort=-chance")
    assert found[: len(known)] == [row.pk for row in known]
    turned = shown(client_of(cast.sales), "sort=chance")
    assert turned[: len(known)] == [row.pk for row in reversed(known)]
    assert found[len(known) :] == turned[len(known) :]


@pytest.mark.parametrize("query", ["", "sort=name", "sort=-times", "sort=-area", "sort=stage", "stage=trust"])
def test_pages_one_after_the_other_are_the_whole_list(
    query: str, house: House, cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(cast.sales)
    whole = shown(client, query)
    monkeypatch.setattr(counting, "PAGE_ROWS", 7)
    pages = [shown(client, f"{query}&page={page}") for page in range(1, -(-len(whole) // 7) + 1)]
    assert [key for page in pages for key in page] == whole
    assert shown(client, f"{query}&page=999") == pages[-1]


@pytest.mark.parametrize("most", [0, 1_000])
@pytest.mark.parametrize("query", ["", "sort=chance", "sort=-last", "sort=stage"])
def test_whoever_was_merged_stands_there_once(
    most: int, query: str, house: House, cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, rows = client_of(cast.sales), house.rows[cast.series.slug]
    before = shown(client, query)
    likely = sorted((row for row in rows if row.chance is not None), key=lambda row: row.pk)
    kept, gone = likely[0], next(row for row in likely[1:] if row.side == likely[0].side)
    merging.merge(kept.relationship.party, gone.relationship.party, by=cast.director)
    monkeypatch.setattr("everfair.desk.customers.listing.asked.GONE_AT_MOST", most)
    assert shown(client, query) == [key for key in before if key != gone.pk]


def test_to_each_what_they_may_see(house: House, cast: Cast, client_of: SignIn) -> None:
    ours, theirs = ({row.pk for row in house.rows[show.slug]} for show in (cast.series, cast.other_series))
    for user, seen in ((cast.director, ours | theirs), (cast.sales, ours), (cast.stranger, theirs)):
        client = client_of(user)
        assert set(shown(client, "shows=all")) == seen
        assert set(shown(client, "shows=all&q=青山")) == {
            row.pk for rows in house.rows.values() for row in rows if row.pk in seen and "青山" in row.name
        }
        assert set(shown(client, "shows=all&city=杭州")) == {
            row.pk for rows in house.rows.values() for row in rows if row.pk in seen and "杭州" in row.city
        }


def test_the_board_counts_what_the_list_shows(house: House, cast: Cast, client_of: SignIn) -> None:
    """Live, from what a run kept, and after a merge and something new since."""
    client = client_of(cast.sales)
    assert board(client) == counted(client)
    run = AnalysisRun.published()
    assert run is not None
    run.publish()
    assert board(client) == counted(client)
    made.customer(cast.series, "新客茶庄", readings=False)
    scored = [row for row in house.rows[cast.series.slug] if row.times and row.side == "exhibitor"]
    merging.merge(scored[-1].relationship.party, scored[-2].relationship.party, by=cast.director)
    assert board(client) == counted(client)


def board(client: Client) -> dict[str, int]:
    context = client.get("/relationships/?side=exhibitor").context
    counts = {column.look.code: column.count for column in context["columns"]}
    return counts | {"unscored": context["unscored"].number}


def counted(client: Client) -> dict[str, int]:
    stages = ("cultivation", "confirmation", "trust", "weakening", "disappearance")
    counts = {stage: len(shown(client, f"side=exhibitor&stage={stage}")) for stage in stages}
    return counts | {"unscored": len(shown(client, "side=exhibitor&unscored=1"))}


@pytest.mark.parametrize(
    "typed", ["a" * 50_000 + "!", "%", "_", "'\"\\", "青\0山", "(((((((((((", "* OR NEAR(", ":*&|!<->"]
)
@pytest.mark.parametrize("where", ["/customers/", "/customers/everyone/", "/palette/"])
def test_nothing_typed_is_more_than_words(
    typed: str, where: str, fair: Fair, sales: User, client_of: SignIn
) -> None:
    asked = {"q": typed, "city": typed, "stage": typed, "chance": typed, "came": typed}
    assert client_of(sales).get(where, asked).status_code == 200
