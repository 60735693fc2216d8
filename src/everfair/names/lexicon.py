"""What the words of firms' names mean: ideas that Chinese and English words share (`lexicon.txt`)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

TRADE, BRAND = "trade", "brand"
LONGEST_HAN, LONGEST_PHRASE = 6, 4
Ideas = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """`han` and `latin`: word (Latin phrases without spaces) -> ideas; `trades`: those saying what a firm does."""

    han: dict[str, Ideas]
    latin: dict[str, Ideas]
    trades: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Read once from the file that comes with the package."""
    text = resources.files("everfair.names").joinpath("lexicon.txt").read_text("utf-8")
    han: dict[str, list[str]] = {}
    latin: dict[str, list[str]] = {}
    trades = set()
    for section, idea, chinese, english in _lines(text):
        for word in chinese:
            han.setdefault(word, []).append(idea)
        for phrase in english:
            latin.setdefault(phrase, []).append(idea)
        if section == TRADE:
            trades.add(idea)
    return Lexicon(_settled(han), _settled(latin), frozenset(trades))


def _lines(text: str) -> Iterator[tuple[str, str, list[str], list[str]]]:
    section = TRADE
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
        elif line and not line.startswith("#"):
            idea, _, words = line.partition(":")
            chinese, _, english = words.partition("|")
            yield section, idea, chinese.split(), ["".join(p.split()) for p in english.split(",")]


def _settled(words: dict[str, list[str]]) -> dict[str, Ideas]:
    return {word: tuple(dict.fromkeys(ideas)) for word, ideas in words.items()}


def han_ideas(word: str) -> Ideas:
    return lexicon().han.get(word, ())


def latin_ideas(phrase: str) -> Ideas:
    return lexicon().latin.get(phrase, ())


def trades_at_the_end(han: str) -> tuple[str, list[str]]:
    """(what stands in front, the trade words behind it in order) of simplified Chinese; a front is always left."""
    words: list[str] = []
    end = len(han)
    while end > 2:
        length = next(
            (n for n in range(min(LONGEST_HAN, end - 1), 1, -1) if _is_trade(han[end - n : end])), 0
        )
        if not length:
            break
        words.append(han[end - length : end])
        end -= length
    return han[:end], words[::-1]


@lru_cache(maxsize=16384)
def _is_trade(word: str) -> bool:
    known = lexicon()
    return any(idea in known.trades for idea in known.han.get(word, ()))


def phrases(words: Sequence[str]) -> Iterator[tuple[int, int, Ideas]]:
    """(start, end, ideas) of Latin words taken together as long as the lexicon knows them; unknown words alone."""
    known = lexicon().latin
    start = 0
    while start < len(words):
        longest = min(LONGEST_PHRASE, len(words) - start)
        length = next((n for n in range(longest, 0, -1) if "".join(words[start : start + n]) in known), 1)
        yield start, start + length, known.get("".join(words[start : start + length]), ())
        start += length


def says_a_trade(ideas: Iterable[str]) -> bool:
    return any(idea in lexicon().trades for idea in ideas)
