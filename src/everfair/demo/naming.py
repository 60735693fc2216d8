"""Invented organisations: each is a function of the seed and its number, so that a million need no memory.

Nobody real is reached by what is written here: websites end in .example, telephone numbers begin as none do, and
free mail boxes are longer than their provider allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from everfair.demo import words

FIRM, BRANCH, SUBSIDIARY, FOREIGN = "firm", "branch", "subsidiary", "foreign"
KINDS = ((FIRM, 90), (BRANCH, 1), (SUBSIDIARY, 2), (FOREIGN, 7))
COPRIME = 7919  # spreads numbers over the signs: neighbours have nothing in common
SWITCHBOARDS = 40  # parks whose tenants share one line


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    title: str
    decision: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Organisation:
    number: int
    kind: str
    zh: str
    short: str
    traditional: str
    en: str
    country: str
    city: str
    industry: str
    website: str
    email: str
    phone: str
    parent: int | None = None
    contacts: tuple[Contact, ...] = field(default=())

    @property
    def name(self) -> str:
        return self.zh or self.en

    def in_its_language(self, said: words.Said) -> str:
        """As it is noted of this one: abroad, but for Japan, one writes English."""
        chinese, english = said
        return chinese if self.country in ("CN", "JP") else english


@dataclass(frozen=True, slots=True)
class Brand:
    """The heart of a name: its signs, in traditional form, and read aloud."""

    zh: str
    traditional: str
    reading: str


class Namer:
    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.made = lru_cache(maxsize=20_000)(self._make)

    def organisation(self, number: int) -> Organisation:
        return self.made(number)

    def kind(self, number: int) -> str:
        if number < 5:
            return FIRM
        return drawn(self._random(number, "kind"), KINDS)

    def _random(self, number: int, what: str = "") -> Random:
        return Random(f"{self.seed}:{number}:{what}")

    def _make(self, number: int) -> Organisation:
        random, kind = self._random(number), self.kind(number)
        if kind == FOREIGN:
            return foreign(number, random)
        if kind == FIRM:
            return firm(number, self.brand(number), random)
        mother = self.organisation(self._mother(number))
        if kind == BRANCH:
            return branch(number, mother, random)
        return subsidiary(number, mother, self.brand(mother.number), random)

    def _mother(self, number: int) -> int:
        return next(other for other in range(number - 1, -1, -1) if self.kind(other) == FIRM)

    def brand(self, number: int) -> Brand:
        return brand(number + self.seed * 31)


def brand(place: int) -> Brand:
    """Two signs for the first thousands of numbers, three for those beyond."""
    n = len(words.SIGNS)
    pairs = n * (n - 1)
    spread = place * COPRIME % pairs
    first, second = divmod(spread, n - 1)
    chosen = [first, second + (second >= first)]
    if place >= pairs:
        chosen.append(place // pairs * 13 % n)
    signs = [words.SIGNS[at] for at in chosen]
    return Brand(
        "".join(sign for sign, _, _ in signs),
        "".join(traditional or sign for sign, traditional, _ in signs),
        "".join(reading for _, _, reading in signs),
    )


def drawn(random: Random, weighted: Sequence[tuple[str, int]]) -> str:
    return random.choices([one for one, _ in weighted], [weight for _, weight in weighted])[0]


def firm(number: int, heart: Brand, random: Random) -> Organisation:
    place = random.choices(words.PLACES, [one[3] for one in words.PLACES])[0]
    trade = random.choice(words.TRADES)
    form = random.choices(words.FORMS, [one[2] for one in words.FORMS])[0]
    city, latin, area = place[:3]
    zh = f"{city}{heart.zh}{trade[0]}{form[0]}"
    traditional = f"{city}{heart.traditional}{trade[1]}{form[0].replace('责任', '責任').replace('团', '團')}"
    en = " ".join(filter(None, (latin, heart.reading.capitalize(), trade[2], form[1])))
    domain = f"{heart.reading}{number:03}.example"
    return Organisation(
        number=number,
        kind=FIRM,
        zh=zh,
        short=heart.zh + trade[0],
        traditional=traditional,
        en=en if random.random() < 0.62 else "",
        country="CN",
        city=city,
        industry=trade[4],
        website=website(domain, heart.reading, number, random),
        email=mailbox(domain, heart.reading, number, random),
        phone=landline(area, number, random),
        contacts=people(domain, number, random),
    )


def website(domain: str, reading: str, number: int, random: Random) -> str:
    """Three in four have one, a few of those on a host that many share."""
    if random.random() > 0.75:
        return ""
    if random.random() < 0.06:
        return f"everfair-demo-{reading}{number:03}.taobao.com"
    return f"{'https://' if random.random() < 0.4 else ''}www.{domain}"


def mailbox(domain: str, reading: str, number: int, random: Random) -> str:
    if random.random() < 0.25:
        return f"everfair.demo.{reading}{number:03}@{random.choice(['163.com', 'qq.com', '126.com'])}"
    return f"{random.choice(['info', 'office', 'expo', 'sales'])}@{domain}"


def landline(area: str, number: int, random: Random) -> str:
    """A line of its own, or an extension of the park's switchboard. No local number begins with 1."""
    if random.random() < 0.08:
        park = random.randrange(SWITCHBOARDS)
        return f"{area}-18{park:02}8888转{100 + number % 800}"
    return f"{area}-1{number * 37 % 10_000_000:07}"


def mobile(number: int, turn: int) -> str:
    """154 was never given out."""
    return f"154{(number * 4 + turn) * 101 % 100_000_000:08}"


def people(domain: str, number: int, random: Random) -> tuple[Contact, ...]:
    count = random.choices((0, 1, 2, 3), (22, 48, 22, 8))[0]
    return tuple(person(domain, number, turn, random) for turn in range(count))


def person(domain: str, number: int, turn: int, random: Random) -> Contact:
    surname, reading = random.choice(words.SURNAMES).split("/")
    given = [random.choice(words.GIVEN).split("/") for _ in range(random.choice((1, 2, 2)))]
    name = surname + "".join(sign for sign, _ in given)
    title, decision = random.choice(words.TITLES)
    said = f"{reading}.{''.join(sound for _, sound in given)}{turn or ''}"
    email = f"{said}@{domain}" if random.random() < 0.6 else ""
    return Contact(name, title, decision if random.random() < 0.7 else "", email, mobile(number, turn))


def foreign(number: int, random: Random) -> Organisation:
    country = random.choice(list(words.FOREIGN_FORMS))
    forms, cities, ending = words.FOREIGN_FORMS[country]
    if country == "JP":
        word, folk = "".join(put_together(number, [words.JAPANESE] * 3)), words.JAPANESE_PEOPLE
    else:
        parts = put_together(number, [words.WESTERN_FIRST, words.WESTERN_LAST] * 2)
        word, folk = f"{parts[0]}{parts[1]} {parts[2]}{parts[3]}", words.WESTERN_PEOPLE
    name = random.choice(forms).format(word)
    stem = word.lower().replace(" ", "-") if country != "JP" else "studio"
    domain = f"{stem}{number:03}-{ending}"
    contact = Contact(random.choice(folk), "Director", "决策者", f"office{number}@{domain}", "")
    zh, en = (name, "") if country == "JP" else ("", name)
    return Organisation(
        number=number,
        kind=FOREIGN,
        zh=zh,
        short="",
        traditional="",
        en=en,
        country=country,
        city=random.choice(cities),
        industry=random.choice(words.INDUSTRIES),
        website=f"www.{domain}",
        email=f"info@{domain}",
        phone="",
        contacts=(contact,),
    )


def put_together(number: int, lists: list[list[str]]) -> list[str]:
    """One word of each list, another combination for each number, until all are used."""
    spread, chosen = number * COPRIME, []
    for one in lists:
        spread, at = divmod(spread, len(one))
        chosen.append(one[at])
    return chosen


def branch(number: int, mother: Organisation, random: Random) -> Organisation:
    """A part of its mother that takes part on its own: same website, its name says which."""
    place = random.choice([one for one in words.PLACES if one[0] != mother.city])
    zh = f"{mother.zh}{place[0]}分公司"
    phone = landline(place[2], number, random)
    return Organisation(
        number,
        BRANCH,
        zh,
        "",
        "",
        "",
        "CN",
        place[0],
        mother.industry,
        mother.website,
        "",
        phone,
        mother.number,
    )


def subsidiary(number: int, mother: Organisation, heart: Brand, random: Random) -> Organisation:
    """A firm of its own under the mother's brand and website."""
    trades = [one for one in words.TRADES if one[0] not in mother.zh]
    trade = trades[number % len(trades)]
    zh = f"{mother.city}{heart.zh}{trade[0]}有限公司"
    phone = landline("0571", number, random)
    website = mother.website
    return Organisation(
        number,
        SUBSIDIARY,
        zh,
        heart.zh + trade[0],
        "",
        "",
        "CN",
        mother.city,
        trade[4],
        website,
        "",
        phone,
        mother.number,
    )
