"""How names drift from list to list: the same organisation, written in full, in short, in English, with slips."""

from dataclasses import dataclass
from random import Random

from everfair.demo import words
from everfair.demo.naming import Organisation

FULL, SHORT, ENGLISH, TRADITIONAL, SPACED, SLIP = "full", "short", "english", "traditional", "spaced", "slip"
LATER = ((FULL, 820), (SHORT, 75), (ENGLISH, 25), (TRADITIONAL, 20), (SPACED, 45), (SLIP, 15))


@dataclass(frozen=True, slots=True)
class Written:
    """A row's way of naming an organisation."""

    manner: str
    name: str
    english: str
    website: str


def written(organisation: Organisation, first: bool, random: Random) -> Written:
    """The first time in full; later as it comes."""
    manners = [(m, w) for m, w in LATER if possible(m, organisation)]
    manner = FULL if first else random.choices([m for m, _ in manners], [w for _, w in manners])[0]
    name = spelt(manner, organisation, random)
    english = organisation.en if name != organisation.en and manner == FULL and random.random() < 0.8 else ""
    tells_website = random.random() < (0.2 if manner == SLIP else 0.7)
    return Written(manner, name, english, organisation.website if tells_website else "")


def possible(manner: str, organisation: Organisation) -> bool:
    needed = {
        SHORT: organisation.short,
        ENGLISH: organisation.en and organisation.zh,
        TRADITIONAL: organisation.traditional,
        SLIP: organisation.short,
        SPACED: organisation.zh,
    }
    return bool(needed.get(manner, True))


def spelt(manner: str, organisation: Organisation, random: Random) -> str:
    if manner == SHORT:
        return organisation.short
    if manner == ENGLISH:
        return organisation.en
    if manner == TRADITIONAL:
        return organisation.traditional
    if manner == SPACED:
        return spaced(organisation, random)
    if manner == SLIP:
        return slipped(organisation, random)
    return organisation.name


def spaced(organisation: Organisation, random: Random) -> str:
    """Spaces, full-width brackets and letters: what typing does to a name."""
    zh, at = organisation.zh, len(organisation.city)
    if random.random() < 0.5:
        return f"{zh[:at]} {zh[at:]}"
    return f"{zh[at:]}（{zh[:at]}）" if zh.startswith(organisation.city) else f" {zh} "


def slipped(organisation: Organisation, random: Random) -> str:
    """One sign of the brand is another."""
    at = organisation.zh.index(organisation.short)
    other = random.choice(words.SIGNS)[0]
    return organisation.zh[: at + 1] + other + organisation.zh[at + 2 :]
