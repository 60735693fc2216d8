"""How telling characters and words are: the rarer in a set of names, the more."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log

from everfair.names import places
from everfair.names.lexicon import lexicon
from everfair.names.name import Name

_EVERYDAY, _TELLING = 1.5, 6.0


@dataclass(frozen=True)
class Telling:
    """Weights in nats: -log of the share of names that hold a character or word. What is unknown is rarest."""

    han: dict[str, float] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)
    rarest: float = 8.0

    @classmethod
    def learn(cls, names: Iterable[Name]) -> "Telling":
        """From any set of names; which of them belong together is not asked."""
        han: Counter[str] = Counter()
        words: Counter[str] = Counter()
        counted = spelled = 0
        for name in names:
            if name.script in ("han", "kana", "mixed"):
                counted += 1
                han.update(set(name.head))
            if name.spelled:
                spelled += 1
                words.update(set(name.spelled))
        return cls(_weights(han, counted), _weights(words, spelled), log(max(counted, spelled, 1) + 1) + 1)

    def of_han(self, text: str) -> float:
        return sum([self.han.get(character, self.rarest) for character in text])

    def of_words(self, words: Sequence[str]) -> float:
        return sum([self.words.get(word, self.rarest) for word in words])


@cache
def general() -> Telling:
    """For two names without a set: what trades and places are called tells little, all else much."""
    known = lexicon()
    trades = {word for word in known.trade_words if not word.isascii()}
    han = dict.fromkeys("".join([*places.all_places(), *trades]), _EVERYDAY)
    words = dict.fromkeys(
        [*places.all_latin_places(), *(w for w in known.trade_words if w.isascii())], _EVERYDAY
    )
    return Telling(han, words, _TELLING)


def _weights(held: Counter[str], names: int) -> dict[str, float]:
    return {token: log((names + 1) / count) + 0.1 for token, count in held.items()}
