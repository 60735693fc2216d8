"""Whatever people write, names are taken apart and compared without an error, and to the same end."""

import sqlite3

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from everfair.names import (
    Record,
    across_languages,
    affiliation,
    decide,
    email_domain_key,
    email_key,
    fts5_match,
    initials,
    keys,
    normalise,
    person_keys,
    phone_key,
    pinyin,
    query_terms,
    read,
    search_terms,
    short_with_full,
    similarity,
    website_key,
)
from everfair.names.folding import fold
from everfair.names.rows import organisation_row

PARTS = st.sampled_from(
    [
        *"青山 画廊 杭州 上海市 有限公司 集团 (集团) 股份 分公司 上海分公司 驻广州办事处 株式会社".split(),
        *"(株) キノコ （中国）".split(),
        *"Co.,Ltd. Inc GmbH Group The & ★ China Shanghai Branch é C++ C# ' - . ( ) [".split(),
        *"单 重庆 吕 東方 絵 １ 2".split(),
        *"\u200b \u202e \x00 🎪 ｶﾞ ß İ ǰ ﷺ".split(" "),
    ]
)
MADE_UP = st.lists(st.one_of(PARTS, st.just(" ")), max_size=8).map("".join)
ANY = st.one_of(st.text(max_size=40), MADE_UP)


@settings(max_examples=400, deadline=None)
@given(ANY)
@example("a" * 50_000 + "!")
@example("有限公司" * 1250)
@example("(" * 5000)
@example("S.A." * 1250)
@example("上海" * 2500)
def test_a_core_is_its_own_core(text: str) -> None:
    core = normalise(text).core
    assert normalise(core).core == core


@settings(max_examples=300, deadline=None)
@given(ANY, ANY)
@example("a" * 50_000 + "!", "a" * 50_000 + "b")
@example("青" * 5000, "青" * 4999)
def test_likeness_is_symmetric_and_bounded(one: str, other: str) -> None:
    a, b = normalise(one), normalise(other)
    assert similarity(a, b) == similarity(b, a)
    assert 0.0 <= similarity(a, b).score <= 1.0
    assert similarity(a, a).score == 1.0


@settings(max_examples=200, deadline=None)
@example(Record(("集团:0",)), Record(("0",)))
@example(Record(("上海",)), Record(("上海青山画廊",)))
@given(st.builds(Record, st.tuples(ANY, ANY), city=MADE_UP), st.builds(Record, st.tuples(ANY), city=MADE_UP))
def test_a_decision_is_symmetric(one: Record, other: Record) -> None:
    assert decide(one, other).verdict == decide(other, one).verdict
    assert decide(one, other).score == decide(other, one).score
    assert set(decide(one, other).codes) == set(decide(other, one).codes)


@settings(max_examples=300, deadline=None)
@given(ANY)
@example("a" * 50_000 + "!")
@example("曾" * 5000)
@example("1" * 5000)
@example("a@" * 2500)
@example("ー株式会社")
def test_keys_of_any_text_are_made_without_error(text: str) -> None:
    assert all(2 < len(key) < 100 and key[1] == ":" for key in keys(normalise(text)))
    assert len(pinyin(text)) == len(set(pinyin(text)))
    assert len(pinyin(text)) <= 4
    assert len(initials(text)) <= 4
    person_keys(text)
    for contact in (website_key(text), email_key(text), email_domain_key(text), phone_key(text)):
        assert (contact.key is None) <= bool(contact.reason)


@settings(max_examples=300, deadline=None)
@given(ANY)
@example("a" * 50_000 + "!")
@example("青山" * 2500)
@example("0:\u1712")
def test_search_terms_are_safe_in_both_databases_and_find_their_name(text: str) -> None:
    terms, typed = search_terms(text), query_terms(text)
    assert all(term.isalnum() for term in terms.split())
    assert all(term.text.isalnum() for term in typed)
    assert terms == " ".join(terms.split())
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE party USING fts5(terms, tokenize='unicode61')")
    index.execute("INSERT INTO party(terms) VALUES (?)", (terms,))
    if typed:
        index.execute("SELECT rowid FROM party WHERE party MATCH ?", (fts5_match(typed),)).fetchall()
    index.close()


@settings(max_examples=300, deadline=None)
@given(ANY)
@example("A&B")
@example("＃C++")
def test_folding_a_name_first_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert normalise(fold(text)).core == normalise(text).core


@settings(max_examples=200, deadline=None)
@given(ANY)
@example("ー")
@example("っっ")
def test_rows_and_readings_of_any_text_are_plain_strings(text: str) -> None:
    told = organisation_row(Record((text,)))
    assert told == organisation_row(Record((text,)))
    assert all(isinstance(value, (str, list)) for value in told.values())
    assert all(item for value in told.values() if isinstance(value, list) for item in value)
    reading = read(text)
    assert reading.core_keys <= reading.keys
    assert search_terms(text).split() == [*reading.plain.split(), *reading.spoken.split()]


@settings(max_examples=200, deadline=None)
@given(ANY, ANY)
@example("青山集团", "青山（上海）有限公司")
def test_affiliation_is_symmetric_and_never_of_equals(one: str, other: str) -> None:
    a, b = normalise(one), normalise(other)
    assert affiliation(a, b) == affiliation(b, a)
    assert affiliation(a, a) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY, max_size=5), st.lists(ANY, max_size=5))
def test_pairs_of_any_two_lists_are_one_to_one(one: list[str], other: list[str]) -> None:
    left, right = [*map(normalise, one)], [*map(normalise, other)]
    for pairs in (across_languages(left, right), short_with_full(left, right)):
        assert len({p.left for p in pairs}) == len({p.right for p in pairs}) == len(pairs)
        assert all(0 < p.score <= 1.0 and 0 <= p.lead <= p.score for p in pairs)


@pytest.mark.parametrize(
    "text",
    [
        "青山画廊" * 425_000,
        "有限公司" * 400_000,
        "(上海)" * 200_000,
        "abc " * 200_000,
        " " * 50_000,
        "q" + "\u0301" * 200_000,
        "👩\u200d👩\u200d👧" * 50_000,
        "\u202e" * 200_000 + "abc",
        "(" * 200_000,
    ],
    ids=["long", "forms", "places", "words", "spaces", "zalgo", "joined emoji", "overrides", "brackets"],
)
def test_a_name_longer_than_any_is_read_in_time_that_grows_with_its_length(text: str) -> None:
    """Anything slower than linear would not end here."""
    reading = read(text)
    assert reading == read(text)
    assert all(len(key) <= 82 for key in reading.keys)
    decide(Record((text,)), Record(("青山集团",)))
    organisation_row(Record((text,)))
