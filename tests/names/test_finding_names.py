"""Search from the first character: Chinese, pinyin, initials, English, on a real full-text index."""

import sqlite3
from collections.abc import Iterator

import pytest

from everfair.names import (
    Term,
    fts5_match,
    letters_left_out,
    plain_terms,
    query_terms,
    search_terms,
    tsquery,
)

PARTIES = {
    1: ("杭州青山画廊有限公司", "Qingshan Gallery Co., Ltd."),
    2: ("重庆厦门路美术馆", "Crème de la Crème"),
    3: ("𰻝𰻝面馆䶮", "DigitalOcean", "AND NOT NEAR"),
    4: ("キノコ堂", "O’Reilly 2nd", "曾仇画室"),
}


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE party USING fts5(terms, tokenize='unicode61')")
    for number, names in PARTIES.items():
        connection.execute("INSERT INTO party(rowid, terms) VALUES (?, ?)", (number, search_terms(*names)))
    yield connection
    connection.close()


def found(index: sqlite3.Connection, typed: str) -> list[int]:
    match = fts5_match(query_terms(typed))
    rows = index.execute("SELECT rowid FROM party WHERE party MATCH ? ORDER BY rowid", (match,))
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("typed", "party"),
    [
        ("青", 1),
        ("青山", 1),
        ("青山画廊", 1),
        ("畫廊", 1),
        ("靑山", 1),
        ("杭州青山画廊有限公司", 1),
        ("qingshan", 1),
        ("qingshanhua", 1),
        ("hangzhouqingshanhualang", 1),
        ("qs", 1),
        ("hzqshl", 1),
        ("hzq", 1),
        ("qing shan", 1),
        ("Qingshan Gallery", 1),
        ("ＱＩＮＧＳＨＡＮ　gal", 1),
        ("青山 gallery", 1),
        ("chongqing", 2),
        ("xiamen", 2),
        ("creme", 2),
        ("CRÈME", 2),
        ("𰻝", 3),
        ("𰻝面", 3),
        ("䶮", 3),
        ("digitalocean", 3),
        ("digital ocean", 3),
        ("and not near", 3),
        ("きのこ", 4),
        ("キノ", 4),
        ("oreilly", 4),
        ("O'Reilly", 4),
        ("2nd", 4),
        ("zeng", 4),
        ("ceng", 4),
    ],
)
def test_a_party_is_found(index: sqlite3.Connection, typed: str, party: int) -> None:
    assert found(index, typed) == [party]


@pytest.mark.parametrize("typed", ["青水", "山青", "galleryx", "zzz", "水"])
def test_what_is_not_there_is_not_found(index: sqlite3.Connection, typed: str) -> None:
    assert found(index, typed) == []


@pytest.mark.parametrize("typed", ["", " ", "\"'*()", "\x00", "\u202e", "🎪", "%_\\", "\ud800"])
def test_what_holds_nothing_searchable_gives_no_terms(typed: str) -> None:
    assert query_terms(typed) == []


def test_terms_say_what_they_are() -> None:
    assert query_terms("青山ab") == [Term("青山", prefix=False), Term("ab", prefix=True)]
    assert query_terms("青") == [Term("青", prefix=False)]
    assert fts5_match(query_terms("青 ab")) == '"青" "ab"*'
    assert tsquery(query_terms("青 ab")) == "'青' & 'ab':*"


def test_a_long_query_is_held_short() -> None:
    assert len(query_terms("青山画廊" * 1000)) <= 16
    assert all(len(term.text) <= 40 for term in query_terms("a" * 5000))


def test_plain_terms_are_part_of_all_terms() -> None:
    names = PARTIES[1]
    assert set(plain_terms(*names).split()) <= set(search_terms(*names).split())


def test_of_single_letters_two_are_looked_for() -> None:
    assert [term.text for term in query_terms("a b c qingshan d 青")] == ["a", "b", "qingshan", "青"]
    assert letters_left_out("a b c qingshan d 青") == ["c", "d"]
    assert letters_left_out("a b qs 青山") == []
