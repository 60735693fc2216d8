from datetime import date

from everfair.demo import words
from everfair.demo.calendar import editions
from everfair.demo.naming import BRANCH, FIRM, FOREIGN, SUBSIDIARY, Namer
from everfair.names import email_key, phone_key, website_key

NAMER = Namer(7)
SOME = [NAMER.organisation(number) for number in range(2500)]


def test_the_same_seed_invents_the_same_organisation_in_any_order() -> None:
    assert Namer(7).organisation(1234) == SOME[1234]
    assert Namer(8).organisation(1234) != SOME[1234]


def test_no_two_have_one_name() -> None:
    assert len({one.name for one in SOME}) == len(SOME)


def test_a_million_have_brands_of_their_own() -> None:
    numbers = range(0, 1_000_000, 997)
    brands = {NAMER.brand(number).zh for number in numbers}
    assert len(brands) > 0.99 * len(numbers)


def test_nobody_real_is_reached() -> None:
    for one in SOME:
        for text in filter(None, (one.website, *(contact.email for contact in one.contacts))):
            assert ".example" in text or "everfair-demo-" in text
        assert one.email == "" or one.email.endswith(".example") or len(one.email.partition("@")[0]) > 18
        assert one.phone == "" or one.phone.partition("-")[2].startswith("1")
        assert all(contact.phone == "" or contact.phone.startswith("154") for contact in one.contacts)


def test_what_reaches_them_can_be_read() -> None:
    for one in SOME:
        assert one.website == "" or website_key(one.website).key
        assert one.email == "" or email_key(one.email).key
        assert one.phone == "" or phone_key(one.phone, "CN").key


def test_there_are_all_kinds_and_parts_know_their_mother() -> None:
    kinds = {one.kind for one in SOME}
    assert kinds == {FIRM, BRANCH, SUBSIDIARY, FOREIGN}
    for one in SOME:
        if one.parent is not None:
            assert SOME[one.parent].kind == FIRM and one.website == SOME[one.parent].website


def test_what_is_said_to_them_is_english_abroad() -> None:
    said = ("想先来参观", "Would like to visit first")
    assert {one.country: one.in_its_language(said) == said[1] for one in SOME} == {
        "CN": False, "JP": False, "DE": True, "GB": True, "IT": True, "FR": True, "US": True,
    }  # fmt: skip
    every = [*words.TALKED.values(), words.COMPLAINTS, words.PRAISE, words.BLAME]
    assert all(zh and en.isascii() for some in every for zh, en in some)


def test_the_next_edition_opens_in_about_four_months_on_a_thursday() -> None:
    for today in (date(2026, 2, 28), date(2027, 12, 31), date(2028, 2, 29)):
        held = editions(today, 10, days_ahead=120)
        assert [one.number for one in held] == list(range(1, 11))
        assert all(one.starts_on.weekday() == 3 for one in held)
        assert 110 < (held[-1].starts_on - today).days < 130
        assert held[-2].ends_on < today
