"""Parents, branches and subsidiaries: linked once, never round in a circle, shown as far as one may see."""

import pytest

from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.parties import refusals
from everfair.parties.linking import group_of
from everfair.parties.models import Link, Party
from tests.parties.made import organisation, person

pytestmark = pytest.mark.django_db
EVERYBODY = Party.objects.filter(merged_into=None)


@pytest.fixture
def three() -> list[Party]:
    return [organisation(f"青山{word}", indexed=False) for word in ("集团", "画廊", "画廊杭州分店")]


def drawn(party: Party, seen: object = None) -> list[tuple[int, str]]:
    among = EVERYBODY.all() if seen is None else seen
    return [(member.depth, str(member.party)) for member in group_of(party, among)]  # type: ignore[arg-type]


def named(*parties: Party) -> list[str]:
    return [str(Party.objects.get(pk=party.pk)) for party in parties]


def test_a_group_is_drawn_from_its_head_whoever_of_it_is_asked(three: list[Party]) -> None:
    head, gallery, shop = three
    head.link(gallery, "subsidiary", by=None)
    gallery.link(shop, "branch", by=None)
    wanted = list(zip((0, 1, 2), named(*three), strict=True))
    assert drawn(shop) == drawn(gallery) == drawn(head) == wanted


def test_who_stands_alone_has_no_group(three: list[Party]) -> None:
    assert drawn(three[0]) == []


def test_linking_twice_is_linking_once_and_another_kind_replaces(three: list[Party], director: User) -> None:
    head, gallery, _shop = three
    made = head.link(gallery, "branch", by=director)
    assert head.link(gallery, "branch", by=director) == made
    assert head.link(gallery, "subsidiary", by=director).kind == "subsidiary"
    assert Link.objects.count() == 1
    assert Entry.objects.filter(verb="party.link").count() == 2


def test_links_do_not_go_round(three: list[Party]) -> None:
    head, gallery, shop = three
    head.link(gallery, "subsidiary", by=None)
    gallery.link(shop, "branch", by=None)
    with pytest.raises(refusals.GoesRound):
        shop.link(head, "branch", by=None)
    with pytest.raises(refusals.SameParty):
        head.link(head, "branch", by=None)
    with pytest.raises(refusals.NoOrganisation):
        head.link(person("曾青"), "branch", by=None)


def test_a_link_of_the_absorbed_counts_for_the_survivor_and_a_link_between_the_merged_is_not_drawn(
    three: list[Party],
) -> None:
    head, gallery, shop = three
    head.link(gallery, "branch", by=None)
    gallery.link(shop, "branch", by=None)
    merged = head.merge(gallery, by=None)
    assert drawn(shop) == [(0, named(head)[0]), (1, named(shop)[0])]
    merged.undo(by=None)
    assert [depth for depth, _name in drawn(shop)] == [0, 1, 2]


def test_nobody_unseen_is_named_nor_anybody_below_them(three: list[Party]) -> None:
    head, gallery, shop = three
    head.link(gallery, "branch", by=None)
    gallery.link(shop, "branch", by=None)
    assert drawn(head, EVERYBODY.exclude(pk=gallery.pk)) == []
    assert drawn(gallery, EVERYBODY.exclude(pk=head.pk)) == [(0, named(gallery)[0]), (1, named(shop)[0])]


def test_a_ring_that_merges_made_ends(three: list[Party]) -> None:
    """The head is merged into its own branch's branch: links go round then, the drawing does not."""
    head, gallery, shop = three
    head.link(gallery, "branch", by=None)
    gallery.link(shop, "branch", by=None)
    shop.merge(head, by=None)
    assert {name for _depth, name in drawn(gallery)} <= set(named(gallery, shop))


def test_removing_twice_is_removing_once(three: list[Party]) -> None:
    made = three[0].link(three[1], "branch", by=None)
    again = Link.objects.get(pk=made.pk)
    assert [made.remove(by=None), again.remove(by=None)] == [True, False]
    assert Entry.objects.filter(verb="party.unlink").count() == 1
