"""Going through the pairs as one narrowed them, three at once, and what a merge says of itself afterwards."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from everfair.house.models import User
from everfair.parties.cards import refresh_cards
from everfair.parties.models import (
    ContactPoint,
    KeepApart,
    Merge,
    Name,
    Organisation,
    Party,
    PossibleDuplicate,
)
from everfair.relations.models import Relationship
from everfair.shows.models import Series
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
EN = {"accept-language": "en"}


def customer(series: Series, name: str, owner: User | None = None, source: str = "") -> Party:
    party = Party.objects.create(kind="organisation", zh=name, source=source)
    Name.objects.create(party=party, text=name)
    Relationship.objects.create(party=party, series=series, owner=owner)
    return party


def ask(one: Party, other: Party, score: float = 0.8, **params: object) -> PossibleDuplicate:
    first, second = sorted((one, other), key=lambda party: party.pk)
    reasons = [["same_bare", {"bare": "青山", **params}]]
    return PossibleDuplicate.objects.create(first=first, second=second, score=score, reasons=reasons)


@pytest.fixture
def three(cast: Cast) -> list[Party]:
    return [customer(cast.series, name) for name in ("青山", "青山画廊", "杭州青山画廊有限公司")]


def test_the_next_pair_is_the_next_of_the_narrowed_list(cast: Cast, client_of: ClientOf) -> None:
    pairs = [
        ask(customer(cast.series, f"甲{n}"), customer(cast.series, f"甲甲{n}"), score)
        for n, score in enumerate((0.9, 0.8, 0.7, 0.6))
    ]
    client, narrow = client_of(cast.sales), "?score=55..85"
    page = client.get(f"/data/duplicates/{pairs[1].pk}/{narrow}")
    assert page.context["next"].startswith(f"/data/duplicates/{pairs[2].pk}/")
    assert page.context["previous"].startswith(f"/data/duplicates/{pairs[3].pk}/")
    answer = client.post(f"/data/duplicates/{pairs[3].pk}/apart/{narrow}")
    assert answer.headers["Location"] == f"/data/duplicates/{pairs[1].pk}/?score=55..85"


@pytest.mark.parametrize(
    ("narrow", "found"),
    [("show=%(other)s", 1), ("show=%(own)s", 2), ("source=春季", 1), ("kind=person", 0), ("certain=1", 1)],
)
def test_pairs_are_narrowed_by_show_list_kind_and_line(
    narrow: str, found: int, cast: Cast, client_of: ClientOf
) -> None:
    ask(customer(cast.series, "青山", source="春季名单.csv"), customer(cast.series, "青山画廊"), 1.0)
    ask(customer(cast.series, "白石"), customer(cast.other_series, "白石画院"), 0.7)
    asked = narrow % {"own": cast.series.pk, "other": cast.other_series.pk}
    assert client_of(cast.director).get(f"/data/duplicates/?{asked}").context["count"].number == found


def test_a_weighed_reason_has_its_bar(three: list[Party], cast: Cast, client_of: ClientOf) -> None:
    pair = ask(three[0], three[1], weight=7.25)
    told = client_of(cast.sales).get(f"/data/duplicates/{pair.pk}/", headers=EN).content.decode()
    assert 'class="weight for"' in told
    assert "7.3 bits" in told or "7.2 bits" in told


def test_what_differs_in_a_name_is_marked(cast: Cast, client_of: ClientOf) -> None:
    pair = ask(customer(cast.series, "苏州启田朗智能"), customer(cast.series, "苏州启砚朗智能"))
    told = client_of(cast.sales).get(f"/data/duplicates/{pair.pk}/").content.decode()
    assert "苏州启<mark>田</mark>朗智能" in told
    assert "苏州启<mark>砚</mark>朗智能" in told


def test_the_chosen_of_a_group_become_one(three: list[Party], cast: Cast, client_of: ClientOf) -> None:
    pair = ask(three[0], three[1])
    ask(three[1], three[2])
    client, url = client_of(cast.sales), f"/data/duplicates/{pair.pk}/group/"
    assert client.get(f"/data/duplicates/{pair.pk}/").context["together"] == 3
    assert len(client.get(url).context["members"]) == 3
    client.post(url, {"member": [party.pk for party in three], "survivor": three[2].pk})
    assert {party.root for party in three} == {three[2]}
    assert set(Merge.objects.values_list("by", flat=True)) == {cast.sales.pk}


@pytest.mark.parametrize("chosen", [[], [0]])
def test_one_alone_is_no_group(
    chosen: list[int], three: list[Party], cast: Cast, client_of: ClientOf
) -> None:
    pair = ask(three[0], three[1])
    told = {"member": [three[n].pk for n in chosen], "survivor": three[0].pk}
    client_of(cast.sales).post(f"/data/duplicates/{pair.pk}/group/", told)
    assert not Merge.objects.exists()


def test_nobody_is_drawn_into_a_group_who_is_not_in_it(
    three: list[Party], cast: Cast, client_of: ClientOf
) -> None:
    pair, outsider = ask(three[0], three[1]), customer(cast.series, "白石")
    told = {"member": [three[0].pk, outsider.pk], "survivor": outsider.pk}
    client_of(cast.sales).post(f"/data/duplicates/{pair.pk}/group/", told)
    assert outsider.root == outsider
    assert not Merge.objects.exists()


def test_a_colleagues_customer_in_the_group_stays(
    three: list[Party], cast: Cast, client_of: ClientOf
) -> None:
    theirs = customer(cast.series, "青山美术", owner=cast.team_mate)
    pair = ask(three[0], three[1])
    ask(three[1], theirs)
    told = {"member": [three[0].pk, theirs.pk], "survivor": three[0].pk}
    assert client_of(cast.sales).post(f"/data/duplicates/{pair.pk}/group/", told).status_code == 404
    assert not Merge.objects.exists()


def test_a_group_does_not_name_whom_one_may_not_see(
    three: list[Party], cast: Cast, client_of: ClientOf
) -> None:
    hidden = customer(cast.other_series, "蓝田茶庄秘")
    pair = ask(three[0], three[1])
    ask(three[1], hidden)
    client = client_of(cast.sales)
    for url in ("/data/duplicates/", f"/data/duplicates/{pair.pk}/", f"/data/duplicates/{pair.pk}/group/"):
        assert "蓝田茶庄秘" not in client.get(url).content.decode()
    assert client.get(f"/data/duplicates/{pair.pk}/").context["together"] == 2


def test_a_merge_tells_who_when_why_and_how_the_two_were(
    three: list[Party], cast: Cast, client_of: ClientOf
) -> None:
    pair = ask(three[0], three[1], 0.87)
    client = client_of(cast.sales)
    client.post(f"/data/duplicates/{pair.pk}/merge/", {"survivor": three[0].pk})
    merge = Merge.objects.get()
    assert (merge.score, merge.reasons) == (0.87, pair.reasons)
    Name.objects.create(party=three[0], text="后来的名字")
    ContactPoint.objects.create(party=three[0], kind="phone", value="0571-1", key="05711")
    page = client.get(f"/data/duplicates/merges/{merge.pk}/", headers=EN)
    told = page.content.decode()
    assert "Likeness then: middle" in told
    assert "后来的名字" not in told
    names = next(line for line in page.context["lines"] if line.label == "Names")
    assert [[value.text for value in side] for side in names.sides] == [["青山"], ["青山画廊"]]
    client.post(f"/data/duplicates/merges/{merge.pk}/undo/")
    assert three[1].root == three[1]


def test_the_sides_of_a_merge_are_called_as_they_were(cast: Cast, client_of: ClientOf) -> None:
    """The one that stayed is called by the English name of the other from then on."""
    one, other = customer(cast.series, "青山画廊"), customer(cast.series, "青山画廊有限公司")
    Name.objects.create(party=other, text="Qingshan Gallery", kind="english")
    refresh_cards([other.pk])
    pair, client = ask(one, Party.objects.get(pk=other.pk)), client_of(cast.sales)
    address = f"/data/duplicates/{pair.pk}/merge/"
    done = client.post(address, {"survivor": one.pk}, headers=EN, follow=True).content.decode()
    assert "Qingshan Gallery now counts as 青山画廊." in done
    assert Party.objects.get(pk=one.pk).en == "Qingshan Gallery"
    page = client.get(f"/data/duplicates/merges/{Merge.objects.get().pk}/", headers=EN)
    heads = [(head.text, head.other) for head in page.context["heads"]]
    assert heads == [("青山画廊", ""), ("Qingshan Gallery", "青山画廊有限公司")]
    assert "Qingshan Gallery counts as 青山画廊<" in page.content.decode()
    rows = client.get("/data/duplicates/merges/", headers=EN).content.decode()
    assert "and took in 青山画廊有限公司 · Qingshan Gallery" in rows


def test_two_called_the_same_are_told_apart(cast: Cast, client_of: ClientOf) -> None:
    one, other = customer(cast.series, "青山画廊"), customer(cast.series, "青山画廊")
    pair, client = ask(one, other), client_of(cast.sales)
    address = f"/data/duplicates/{pair.pk}/"
    stays, goes = client.get(address, headers=EN).context["heads"]
    assert [stays.apart, goes.apart] == [f"#{one.pk}", f"#{other.pk}"]
    ContactPoint.objects.create(party=one, kind="website", value="qingshan.cn", key="qingshan.cn")
    Organisation.objects.create(party=one, city="杭州")
    Organisation.objects.create(party=other, city="上海")
    page = client.get(address, headers=EN)
    assert {head.apart for head in page.context["heads"]} == {"City: 杭州", "City: 上海"}
    assert page.content.decode().count("City: ") == 2
    listed = client.get("/data/duplicates/", headers=EN).content.decode()
    assert f"青山画廊 · #{one.pk}" in listed
    assert f"青山画廊 · #{other.pk}" in listed


def test_what_differs_in_what_two_are_called_is_marked_at_their_heads(
    cast: Cast, client_of: ClientOf
) -> None:
    pair = ask(customer(cast.series, "苏州启田朗智能"), customer(cast.series, "苏州启砚朗智能"))
    page = client_of(cast.sales).get(f"/data/duplicates/{pair.pk}/")
    assert {head.pieces[1] for head in page.context["heads"]} == {("田", True), ("砚", True)}
    assert page.content.decode().count("苏州启<mark>田</mark>朗智能") == 2


def test_a_merge_within_a_merge_is_told_with_the_families_of_its_time(
    three: list[Party], cast: Cast, client_of: ClientOf
) -> None:
    three[1].merge(three[2], by=cast.sales)
    last = three[0].merge(three[1], by=cast.sales)
    client = client_of(cast.sales)
    names = client.get(f"/data/duplicates/merges/{last.pk}/", headers=EN).context["lines"][0]
    assert sorted(value.text for value in names.sides[1]) == ["杭州青山画廊有限公司", "青山画廊"]


def test_who_may_not_see_the_survivor_does_not_see_the_merge(
    three: list[Party], cast: Cast, client_of: ClientOf
) -> None:
    merge = three[0].merge(three[1], by=cast.sales)
    assert client_of(cast.stranger).get(f"/data/duplicates/merges/{merge.pk}/").status_code == 404
    assert client_of(cast.analyst).get(f"/data/duplicates/merges/{merge.pk}/").status_code == 404


def test_linking_that_is_refused_builds_no_wall(three: list[Party], cast: Cast, client_of: ClientOf) -> None:
    three[1].link(three[0], "branch", by=None)
    pair = ask(three[0], three[1])
    client_of(cast.sales).post(f"/data/duplicates/{pair.pk}/link/", {"kind": "branch", "parent": three[0].pk})
    assert not KeepApart.objects.exists()


def test_the_last_decisions_are_taken_back_one_by_one(cast: Cast, client_of: ClientOf) -> None:
    pairs = [
        ask(customer(cast.series, f"甲{n}"), customer(cast.series, f"甲甲{n}"), 0.9 - n / 10)
        for n in range(3)
    ]
    client = client_of(cast.sales)
    client.post(f"/data/duplicates/{pairs[0].pk}/merge/", {"survivor": pairs[0].first_id})
    client.post(f"/data/duplicates/{pairs[1].pk}/later/")
    for _ in range(2):
        client.post(client.get(f"/data/duplicates/{pairs[2].pk}/").context["undo_last"])
    assert set(PossibleDuplicate.objects.values_list("state", flat=True)) == {"open"}
    assert client.get(f"/data/duplicates/{pairs[2].pk}/").context["undo_last"] == ""


def test_the_file_tells_whom_it_was_merged_from_and_leads_there(
    three: list[Party], cast: Cast, client_of: ClientOf
) -> None:
    merge = three[0].merge(three[1], by=cast.team_mate)
    told = client_of(cast.sales).get(reverse("customers:file", args=[three[0].pk])).content.decode()
    assert reverse("data:merge", args=[merge.pk]) in told
    assert str(cast.team_mate) in told
    plain = client_of(cast.service).get(reverse("customers:file", args=[three[0].pk])).content.decode()
    assert "青山画廊" in plain
    assert reverse("data:merge", args=[merge.pk]) not in plain


def test_the_file_shows_the_group_and_takes_a_link_away_and_back(
    three: list[Party], cast: Cast, client_of: ClientOf
) -> None:
    made = three[2].link(three[1], "branch", by=cast.sales)
    three[1].link(customer(cast.other_series, "蓝田茶庄秘"), "branch", by=cast.director)
    client, url = client_of(cast.sales), reverse("customers:file", args=[three[1].pk])
    page = client.get(url)
    assert [member.party for member, _may in page.context["group"]] == [three[2], three[1]]
    assert "蓝田茶庄秘" not in page.content.decode()
    gone = client.post(reverse("customers:remove_link", args=[three[1].pk, made.pk]), follow=True)
    assert client.get(url).context["group"] == []
    undo = next(m.extra_tags for m in gone.context["messages"]).removeprefix("undo:").split()[0]
    client.post(undo)
    assert len(client.get(url).context["group"]) == 2


def test_a_link_to_somebody_unseen_cannot_be_removed(
    three: list[Party], cast: Cast, client_of: ClientOf
) -> None:
    made = three[1].link(customer(cast.other_series, "蓝田茶庄秘"), "branch", by=cast.director)
    url = reverse("customers:remove_link", args=[three[1].pk, made.pk])
    assert client_of(cast.sales).post(url).status_code == 404


def test_a_branch_is_offered_to_be_linked_before_to_be_merged(
    three: list[Party], cast: Cast, client_of: ClientOf
) -> None:
    pair = ask(three[0], three[1])
    PossibleDuplicate.objects.update(
        score=1.0,
        reasons=[["branch_of", {"parent": "青山", "branch": "青山画廊"}]],
        asks=PossibleDuplicate.Asks.BELONG,
    )
    told = client_of(cast.sales).get(f"/data/duplicates/{pair.pk}/").content.decode()
    assert '<summary class="button primary" data-key="l">' in told
    assert '<button class="button primary" data-key="m">' not in told
    assert client_of(cast.sales).get("/data/duplicates/?certain=1").context["count"].number == 0


def test_many_selected_are_taken_as_many_as_one_looks_at(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("everfair.desk.data.duplicates_list.AT_ONCE", 2)
    for n in range(3):
        ask(customer(cast.series, f"甲{n}"), customer(cast.series, f"甲甲{n}"), 0.9 - n / 10)
    theirs = customer(cast.series, "乙", owner=cast.team_mate)
    ask(theirs, customer(cast.series, "乙乙"), 0.95)
    page = client_of(cast.sales).post("/data/duplicates/", {"bulk": "apart", "all": "1"})
    told = page.context
    assert (told["count"], told["left"], told["beyond"]) == (1, 1, 2)
    assert not KeepApart.objects.exists()
