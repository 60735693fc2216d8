"""Places in names: 杭州青山画廊, 青山画廊（杭州）, Hangzhou Qingshan Gallery."""

from collections.abc import Sequence
from functools import cache, lru_cache

from everfair.names.gazetteer import ABBREVIATIONS, COUNTRIES, PROVINCES, WITHIN

_ENDINGS = (
    "壮族自治区",
    "维吾尔自治区",
    "回族自治区",
    "特别行政区",
    "自治区",
    "自治州",
    "新区",
    "省",
    "市",
    "县",
    "区",
)
_WORDS_IN_LATIN = frozenset({"dali", "hami", "luan", "jian", "yaan", "xian", "dazhou", "tibet"})
_LATIN_ALSO = {
    "macao": "澳门",
    "southkorea": "韩国",
    "japanese": "日本",
    "deutschland": "德国",
    "peking": "北京",
}
_LONGEST = 7
_MOST_NESTED = 3


@cache
def _regions() -> dict[str, str]:
    """Each place to the region it lies in; provinces and countries lie in themselves."""
    regions = {word.split("/")[0]: word.split("/")[0] for word in COUNTRIES.split()}
    province = ""
    for word in PROVINCES.split():
        place = word.split("/")[0]
        province = place if word.endswith(":") else province
        regions[place] = province
    return regions


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(place[:2] for place in _regions())


@cache
def _latin() -> dict[str, str]:
    spelled: dict[str, str] = {}
    for word in (PROVINCES + COUNTRIES).replace(":", " ").split():
        place, latin = word.split("/")
        if latin not in _WORDS_IN_LATIN:
            spelled.setdefault(latin, place)
    return spelled | _LATIN_ALSO


@cache
def _spellings() -> dict[str, str]:
    return dict(word.split("/") for word in (PROVINCES + COUNTRIES).replace(":", " ").split())


def all_places() -> frozenset[str]:
    """Chinese short forms."""
    return frozenset(_regions())


def all_latin_places() -> frozenset[str]:
    """Spellings without spaces."""
    return frozenset(_latin())


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    return {
        short: tuple(places.split(","))
        for short, _, places in (a.partition("/") for a in ABBREVIATIONS.split())
    }


def abbreviated(character: str) -> tuple[str, ...]:
    """Places that one character stands for: 沪 上海; 宁 南京, 宁波 and 宁夏."""
    return _abbreviations().get(character, ())


@lru_cache(maxsize=4096)
def place_named(text: str) -> str:
    """The place that the whole of the text names, in its Chinese short form; empty if it names none."""
    if not text:
        return ""
    joined = "".join(text.split())
    place, rest = leading_place(joined, least_left=0)
    return place if place and not rest else _latin().get(joined, "")


def leading_place(text: str, least_left: int = 2) -> tuple[str, str]:
    """(the narrowest place that simplified Chinese text begins with, what follows it)."""
    place, rest = "", text
    for _ in range(_MOST_NESTED):
        end = _place_end(rest)
        if not end or len(rest) - end < least_left:
            break
        place, rest = _short(rest[:end]), rest[end:]
    return place, rest


def trailing_place(text: str) -> tuple[str, str]:
    """(place that the text ends with as written, what precedes it)."""
    for length in range(min(_LONGEST, len(text)), 1, -1):
        if place_named(text[-length:]):
            return text[-length:], text[:-length]
    return "", text


def latin_place(words: Sequence[str]) -> str:
    """The place named by one or more Latin words: ["hong", "kong"]."""
    return _latin().get("".join(words), "")


def _place_end(text: str) -> int:
    if text[:2] not in _beginnings():
        return 0
    regions = _regions()
    for length in range(min(_LONGEST, len(text)), 1, -1):
        if text[:length] in regions:
            return length + _ending_after(text, length)
    return 0


def _ending_after(text: str, length: int) -> int:
    if not text.startswith(_ENDINGS, length):
        return 0
    return next(len(e) for e in _ENDINGS if text.startswith(e, length))


def _short(place: str) -> str:
    if place in _regions():
        return place
    return next(
        (place[: -len(e)] for e in _ENDINGS if place.endswith(e) and place[: -len(e)] in _regions()), place
    )


def contradict(one: str, other: str) -> bool:
    """Whether two places exclude each other: 杭州 and 广州 do; 杭州 and 浙江 or 余杭, 台州 and Taizhou do not."""
    if not one or not other or one == other or "中国" in (one, other):
        return _is_abroad(one, other)
    if _spellings().get(one) == _spellings().get(other, ""):
        return False
    return one not in _around(other) and other not in _around(one)


def _is_abroad(one: str, other: str) -> bool:
    """China holds its own cities, not Germany."""
    if "中国" not in (one, other) or one == other or not one or not other:
        return False
    elsewhere = other if one == "中国" else one
    return elsewhere not in ("大中华", "亚太", "亚洲") and f"{elsewhere}/" in COUNTRIES


def _around(place: str) -> tuple[str, ...]:
    """The city and the province in which it lies."""
    return _cities().get(place, ""), _regions().get(place, place)


@cache
def _cities() -> dict[str, str]:
    return dict(pair.split("/") for pair in WITHIN.split())
