"""What the words of firms' names mean: ideas that Chinese and English words share (`lexicon.txt`)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

TRADE, BRAND, HOUSEHOLD = "trade", "brand", "household"
LONGEST_HAN, LONGEST_PHRASE = 6, 4
Ideas = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """`han` and `latin`: word (Latin phrases without spaces) -> ideas; `trades`: ideas saying what a firm does, and
    `trade_words` the words for them (no single Han characters: brands are made of these, too); `households`: ideas
    that are one firm's name."""

    han: dict[str, Ideas]
    latin: dict[str, Ideas]
    trades: frozenset[str]
    trade_words: frozenset[str]
    households: frozenset[str]

    @cached_property
    def trade_beginnings(self) -> frozenset[str]:
        """First two characters of trade words."""
        return frozenset(word[:2] for word in self.trade_words)

    @cached_property
    def household_beginnings(self) -> frozenset[str]:
        """First two characters, or three letters, of names of firms that everybody knows."""
        words = (*self.han.items(), *self.latin.items())
        told = [word for word, ideas in words if self.households.intersection(ideas)]
        return frozenset(word[: 3 if word.isascii() else 2] for word in told)

    @cached_property
    def trade_endings(self) -> frozenset[str]:
        """Last two characters of trade words."""
        return frozenset(word[-2:] for word in self.trade_words)


@cache
def lexicon() -> Lexicon:
    """Read once from the file that comes with the package."""
    text = resources.files("everfair.names").joinpath("lexicon.txt").read_text("utf-8")
    han: dict[str, list[str]] = {}
    latin: dict[str, list[str]] = {}
    trades: set[str] = set()
    trade_words: set[str] = set()
    households: set[str] = set()
    for section, idea, chinese, english in _lines(text):
        for word in chinese:
            han.setdefault(word, []).append(idea)
        for phrase in english:
            latin.setdefault(phrase, []).append(idea)
        if section == HOUSEHOLD:
            households.add(idea)
        if section == TRADE:
            trades.add(idea)
            trade_words.update(word for word in (*chinese, *english) if len(word) > 1)
    return Lexicon(
        _settled(han), _settled(latin), frozenset(trades), frozenset(trade_words), frozenset(households)
    )


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


@cache
def _han_of_ideas() -> dict[str, tuple[str, ...]]:
    meant: dict[str, list[str]] = {}
    for word, ideas in lexicon().han.items():
        for idea in ideas:
            meant.setdefault(idea, []).append(word)
    return {idea: tuple(words) for idea, words in meant.items()}


def han_words(latin: str) -> frozenset[str]:
    """Chinese words that a Latin word or phrase may stand for."""
    return frozenset(word for idea in latin_ideas(latin) for word in _han_of_ideas()[idea])


def han_ideas(word: str) -> Ideas:
    return lexicon().han.get(word, ())


def latin_ideas(phrase: str) -> Ideas:
    return lexicon().latin.get(phrase, ())


def household(brand: str) -> str:
    """The firm that everybody knows under that name, in either language (中兴, zte); '' for any other."""
    ideas = latin_ideas(brand) if brand.isascii() else han_ideas(brand)
    return next((idea for idea in ideas if idea in lexicon().households), "")


def may_be_household(name: str) -> bool:
    """By its first characters or letters, which costs little."""
    known = lexicon().household_beginnings
    return name[: 3 if name.isascii() else 2] in known or name in known


def trades_at_the_end(han: str) -> tuple[str, list[str]]:
    """(what stands in front, the trade words behind it in order) of simplified Chinese; a front is always left."""
    words: list[str] = []
    end = len(han)
    while start := _trade_before(end, han):
        words.append(han[start:end])
        end = start
    return han[:end], words[::-1]


def _trade_before(end: int, han: str) -> int:
    """Where the longest trade word begins that ends there; 0 if there is none, or nothing before it."""
    if han[max(end - 2, 0) : end] not in lexicon().trade_endings:
        return 0
    known = lexicon().trade_words
    for start in range(max(end - LONGEST_HAN, 1), end - 1):
        if han[start:end] in known:
            return start
    return 0


def is_trade(word: str) -> bool:
    """Whether a Chinese word of two or more characters, or a Latin one, says what a firm does or is."""
    return word in lexicon().trade_words


def phrases(words: Sequence[str]) -> Iterator[tuple[int, int, Ideas]]:
    """(start, end, ideas) of Latin words taken together as long as the lexicon knows them; unknown words alone."""
    known = lexicon().latin
    start = 0
    while start < len(words):
        end = min(start + LONGEST_PHRASE, len(words))
        while end > start + 1 and "".join(words[start:end]) not in known:
            end -= 1
        yield start, end, known.get("".join(words[start:end]), ())
        start = end


def says_a_trade(ideas: Iterable[str]) -> bool:
    return not lexicon().trades.isdisjoint(ideas)
