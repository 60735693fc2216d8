"""What a panel of a page is made of: a sentence first, then pictures, each with its data."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from everfair.relations import visible
from everfair.relations.measures import MEASURES, Measure
from everfair.relations.models import AnalysisRun
from everfair.shows.models import Edition, Series
from everfair.shows.scope import Scope
from everfair.surveys.models import Asks, Competitor, Item, Topic
from everfair.surveys.visible import instruments
from everfair.tables.values.amounts import decimals_of
from everfair.ui.of_series import customers_url

Body = Mapping[str, Any]
MOST_NAMED = 6


@dataclass(frozen=True)
class Chart:
    """`data` has the shape of its `kind` (docs/ui-components.md)."""

    kind: str
    title: str
    data: dict[str, Any]
    size: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """Tells the chart's data apart on a page."""
        return f"chart-{zlib.crc32(f'{self.kind} {self.title}'.encode()):08x}"

    @property
    def is_nothing(self) -> bool:
        """Bars and lines that are all at zero, or none at all."""
        if self.kind == "bars":
            return not any(item["value"] for item in self.data["items"])
        return self.kind == "lines" and not any(any(one["values"]) for one in self.data["series"])


@dataclass(frozen=True)
class Link:
    words: str
    url: str
    icon: str = "users"


@dataclass(frozen=True)
class Choice:
    """One of several groups of topics, of which a panel shows one."""

    words: str
    value: str
    is_on: bool


@dataclass(frozen=True)
class Panel:
    """One finding, ready to be shown. `says` is what `n` counts; `sentences` tell the result, the chief one first."""

    code: str
    n: int
    says: str
    sentences: list[str]
    charts: list[Chart] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    beware: str = ""
    title: str = ""
    """Where it is not the whole measure that is told."""
    choices: list[Choice] = field(default_factory=list)

    @property
    def measure(self) -> Measure:
        return MEASURES[self.code]

    @property
    def told(self) -> list[str]:
        """The sentences, no interval and no count broken in two."""
        whole = (sentence.replace(" – ", "\u00a0–\u2060\u00a0") for sentence in self.sentences)
        return [sentence.replace("n = ", "n\u00a0=\u00a0") for sentence in whole]

    @property
    def anchor(self) -> str:
        return self.code if not self.title else f"part-{zlib.crc32(self.title.encode()):08x}"


@dataclass(frozen=True)
class Lacking:
    """A finding for which there is too little."""

    code: str
    n: int
    needs: int
    of: str

    @property
    def measure(self) -> Measure:
        return MEASURES[self.code]


@dataclass
class Asked:
    """Of which show and side, by whom, in which run: names of what marks stand for, and ways to those behind them."""

    series: Series
    side: str
    scope: Scope
    run: AnalysisRun
    editions: list[Edition]
    group: str = ""
    """Of the groups of topics that are told apart, which one."""

    @cached_property
    def topics(self) -> dict[str, str]:
        return {one.code: str(one) for one in Topic.objects.all()}

    def topic(self, code: str) -> str:
        return self.topics.get(code, code)

    @cached_property
    def questionnaires(self) -> dict[str, set[str]]:
        """Questionnaire -> topics whose performance it asks for."""
        seen = instruments(self.scope).filter(Q(series=self.series) | Q(series=None))
        asked = Item.objects.filter(instrument__in=seen, asks=Asks.PERFORMANCE, topic__isnull=False)
        found: dict[str, set[str]] = {}
        for item in asked.select_related("instrument", "topic"):
            found.setdefault(str(item.instrument), set()).add(item.topic.code if item.topic else "")
        return found

    @cached_property
    def competitors(self) -> dict[int, str]:
        return dict(Competitor.objects.filter(series=self.series).values_list("pk", "name"))

    def edition(self, key: int) -> str:
        return next((str(one) for one in self.editions if one.pk == key), f"#{key}")

    def ratings(self, competitor: int, topic: str = "", **narrowed: str) -> str:
        """The ratings of a competing show one by one."""
        address = reverse("findings:ratings", args=[self.series.pk, competitor])
        of_topic = {"topic": topic} if topic else {}
        return f"{address}?{urlencode({'side': self.side, **of_topic, **narrowed})}"

    def customers(self, **narrowed: str | list[str]) -> str:
        """The customers of this side that a mark is made of; of a list of values, any."""
        pairs = [
            (code, each)
            for code, value in narrowed.items()
            for each in ([value] if isinstance(value, str) else value)
        ]
        return customers_url(self.series, ("side", self.side), *pairs)

    def respondents(self, topic: str = "", **narrowed: str) -> str:
        """Those who answered on a topic, or on what `asks` says; `share`: who answered so high."""
        address = reverse("findings:respondents", args=[self.series.pk])
        of_topic = {"topic": topic} if topic else {}
        return f"{address}?{urlencode({'side': self.side, **of_topic, **narrowed})}"

    def rival(self, competitor: int) -> str:
        """The page of a competing show."""
        address = reverse("findings:rival", args=[self.series.pk, competitor])
        return f"{address}?{urlencode({'side': self.side})}"

    def names(self, relationships: Iterable[int]) -> dict[int, tuple[str, str]]:
        """(name, address of the file) of those that may be seen."""
        rows = visible.relationships(self.scope).filter(pk__in=list(relationships)).select_related("party")
        return {one.pk: (str(one.party), reverse("customers:file", args=[one.party_id])) for one in rows}

    def major(self, minor: float, currency: str) -> int:
        """Whole units of a currency, for axes."""
        return round(minor / float(10 ** decimals_of(currency)))


def listed(words: Sequence[str]) -> str:
    """Names in a sentence: more than MOST_NAMED nobody reads."""
    shown = [_("“{word}”").format(word=word) for word in words[:MOST_NAMED]]
    more = len(words) - len(shown)
    told = _(", ").join(shown)
    return _("{named} and {n} more").format(named=told, n=more) if more else told
