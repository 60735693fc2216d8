"""What customers answer in the demo's surveys, as their planted stage and the planted merits of the show have it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

import numpy as np

from everfair.demo.fair import Fair
from everfair.surveys import seeds
from everfair.surveys.models import Asks

ANSWERS = 0.45  # of those who came
CONTENT = (0.0, 0.25, 0.85, -0.9, -1.2)  # by stage: how content customers are, in standard deviations
RIVALS = {"华东艺术产业展": 0.1, "长三角画廊博览会": -0.25, "Jiangnan Culture Expo": -0.1}
"""Competing shows, and how much better (of a scale of 1) each is on the whole."""


@dataclass(frozen=True)
class Merit:
    """An attribute of the show: means on the scale of 1 to 5, and what a poor (up to 2) and a good performance (5) do
    to overall satisfaction, as a share of its scale."""

    expected: float
    seen: float
    important: float
    spoken: float
    penalty: float = 0.0
    reward: float = 0.0
    rival: float = 0.0  # by how much the first competing show is ahead


MERITS = {
    "show-effect": Merit(4.3, 3.5, 4.6, 0.85, 0.16, 0.16, rival=0.25),
    "layout": Merit(3.4, 3.6, 3.2, 0.45),
    "stand-fitting": Merit(3.7, 3.7, 3.6, 0.7, 0.05, 0.05),
    "promises-kept": Merit(4.5, 3.6, 3.9, 0.15, penalty=0.24, rival=-0.2),
    "interaction": Merit(3.5, 3.6, 3.0, 0.3, 0.04, 0.04),
    "emotional-exchange": Merit(2.2, 3.7, 2.6, 0.6, reward=0.22),
}
DRIVERS = {Asks.REPUTATION: 0.15, Asks.ADAPTATION: 0.55, Asks.SHARED_INFORMATION: 0.3}
"""What trust hangs on."""
REASONS = ("效果不好", "服务不好", "价格高", "参加了其他展会", "需求变化", "停业")
LADDERS = (
    ("位置好的展位", "更多观众看到", "认识新客户", "拿到订单", "企业成长"),
    ("专业观众多", "认识新客户", "拿到订单", "企业成长"),
    ("论坛和活动", "了解行业趋势", "做对决策", "企业成长"),
    ("搭建质量好", "展台有面子", "品牌更响", "行业地位"),
    ("工作人员热情", "参展省心", "安心", "长期合作"),
    ("承诺都兑现", "参展省心", "安心", "长期合作"),
    ("同行都来", "了解竞争对手", "做对决策", "行业地位"),
)
Cells = tuple[object, ...]
Answers = Callable[["Mind"], Iterator[object]]


class Mind:
    """One respondent: how content, and of what market, drawn once for an organisation and edition."""

    def __init__(self, fair: Fair, row: int, at: int) -> None:
        number = int(fair.numbers[row])
        self.organisation = fair.namer.organisation(number)
        self.stage = int(np.clip(fair.lives.stage[row, at], 0, 4))
        self.came = int(fair.lives.came[row, : at + 1].sum())
        self.lasting = Random(f"{fair.namer.seed}:mind:{number}")
        self.random = Random(f"{fair.namer.seed}:{fair.about.slug}:{at}:mind:{number}")
        self.content = CONTENT[self.stage] + self.random.gauss(0, 0.7)
        self.tie = self.lasting.random()
        """Below .5 something else than liking brings it here."""

    def five(self, mean: float, spread: float = 0.8) -> int:
        """An answer from 1 to 5."""
        return min(max(round(self.random.gauss(mean, spread)), 1), 5)

    def yes(self, chance: float) -> int:
        return int(self.random.random() < chance)

    @property
    def is_contested(self) -> bool:
        """Whether other shows court this industry."""
        return len(self.organisation.industry) % 2 == 0


def satisfied(mind: Mind) -> Iterator[object]:
    seen = {code: mind.five(merit.seen + 0.35 * mind.content) for code, merit in MERITS.items()}
    yield from (mind.five(merit.expected, 0.6) for merit in MERITS.values())
    yield from seen.values()
    yield from (mind.five(merit.important, 0.7) for merit in MERITS.values())
    yield from (mind.yes(merit.spoken) for merit in MERITS.values())
    moved = sum(
        merit.reward * (seen[code] == 5) - merit.penalty * (seen[code] <= 2) for code, merit in MERITS.items()
    )
    yield mind.five(3.5 + 4 * moved, 0.4)
    yield mind.five(3.3 + 0.9 * mind.content)
    yield min(max(round(mind.random.gauss(6.6 + 1.6 * mind.content, 1.3)), 0), 10)
    yield mind.yes(0.3 if mind.content < -0.5 else 0.06)
    yield ""


def gaps_of_all(fair: Fair, editions: range) -> dict[str, float]:
    """Expected less seen, topic by topic, of everybody who came, asked or not: what a survey is to find."""
    many = len(MERITS)
    told = np.array(
        [
            list(satisfied(Mind(fair, row, at)))[: 2 * many]
            for at in editions
            for row in np.flatnonzero(fair.lives.came[:, at]).tolist()
        ],
        dtype=float,
    )
    return dict(zip(MERITS, (told[:, :many] - told[:, many:]).mean(axis=0).round(3).tolist(), strict=True))


def related(mind: Mind) -> Iterator[object]:
    signs = {asks: mind.random.gauss(0, 1) for asks in DRIVERS}
    trust = 3.4 + 0.4 * mind.content + sum(DRIVERS[asks] * sign for asks, sign in signs.items())
    for mean, items in (
        (3.5 + 0.7 * mind.content, 2), (trust, 3), (3.1 + 0.6 * mind.content, 2), (2.9 + 0.4 * mind.content, 2),
    ):  # fmt: skip
        yield from (mind.five(mean, 0.5) for _ in range(items))
    yield from (mind.five(3.3 + 0.8 * sign, 0.3) for sign in signs.values())


def loyal(mind: Mind) -> Iterator[object]:
    liking = 3.4 + 0.8 * mind.content
    yield from (
        mind.five(liking + 0.2),
        mind.five(3.4 + 0.3 * mind.content),
        mind.five(liking),
        mind.five(liking),
    )
    yield mind.five(3.2 + 0.8 * mind.content - 0.3 * mind.is_contested)
    for low, high in ((0.0, 0.1), (0.1, 0.22), (0.22, 0.3), (0.3, 0.46)):
        yield mind.five(4.8 if low <= mind.tie < high else 2.0, 0.4)
    yield int(0.46 <= mind.tie < 0.5)
    yield from (mind.five(3.3 + 0.5 * mind.content), mind.five(3.0 - 0.4 * mind.content))
    yield round(min(max(mind.random.gauss(0.42 + 0.1 * mind.content, 0.15), 0.02), 1), 2)
    yield mind.five(4.4 if mind.is_contested else 1.8, 0.5)
    yield ""


def aimed(mind: Mind) -> Iterator[object]:
    topics = [code for kind, code, *_ in seeds.TOPICS if kind == "goal"]
    meant = {code: mind.five(4.3 if mind.random.random() < 0.35 else 2.4, 0.6) for code in topics}
    yield from meant.values()
    yield from (mind.five(3.1 + 0.5 * mind.content - 0.5 * (code == "contacts")) for code in topics)


def delivered(mind: Mind) -> Iterator[object]:
    yield from (mind.five(mean + 0.5 * mind.content) for mean in (3.6, 3.4, 3.8, 3.5))
    yield from (mind.five(mean - 0.2 * mind.content) for mean in (3.4, 2.8, 2.6, 2.4))


def climbed(mind: Mind) -> Iterator[object]:
    ladder = mind.random.choice(LADDERS)
    start = mind.random.choice((0, 0, 0, 1))
    yield " > ".join(ladder[start : start + mind.random.choice((3, 4, 5))])


def left(mind: Mind) -> Iterator[object]:
    weights = (30, 12, 22 if mind.organisation.industry else 10, 28 if mind.is_contested else 6, 16, 8)
    yield mind.random.choices(REASONS, weights)[0]


QUESTIONS = {code: [zh for *_, zh, _en in asked] for code, _zh, _en, asked in seeds.INSTRUMENTS}
ANSWERED: dict[str, Answers] = {
    "satisfaction": satisfied,
    "relationship-quality": related,
    "loyalty": loyal,
    "goals": aimed,
    "delivered-value": delivered,
    "means-end": climbed,
}
HEADER = ("展会", "届次", "答卷日期", "公司名称", "网址")
LEFT = seeds.asked("loyalty", Asks.LEAVING_REASON)


def answers(fair: Fair, at: int, code: str, day: date) -> Iterator[tuple[int, str, Cells]]:
    """One questionnaire after edition `at`, a row a respondent, a column a question."""
    for row in respondents(fair, at):
        mind = Mind(fair, row, at)
        yield mind.organisation.number, "full", (*head(fair, at, mind, day), *ANSWERED[code](mind))


def leavers(fair: Fair, at: int, day: date) -> Iterator[tuple[int, str, Cells]]:
    """Those who came last time and not to edition `at`, asked why by telephone."""
    gone = fair.lives.came[:, at - 1] & ~fair.lives.came[:, at]
    for row in np.flatnonzero(gone).tolist():
        mind = Mind(fair, row, at)
        if mind.random.random() < 0.3:
            yield mind.organisation.number, "full", (*head(fair, at, mind, day), *left(mind))


def ratings(fair: Fair, at: int, day: date) -> Iterator[tuple[int, str, Cells]]:
    """How respondents rate one competing show each, topic by topic."""
    names = {code: zh for _kind, code, zh, _en in seeds.TOPICS}
    for row in respondents(fair, at):
        mind = Mind(fair, row, at)
        if not mind.is_contested and mind.random.random() < 0.6:
            continue
        rival = mind.random.choice(tuple(RIVALS))
        for code, merit in MERITS.items():
            better = RIVALS[rival] + (merit.rival if rival == next(iter(RIVALS)) else 0.0)
            score = mind.five(merit.seen + 4 * better - 0.1 * mind.content)
            cells = (*head(fair, at, mind, day), rival, names[code], score, "1-5")
            yield mind.organisation.number, "full", cells


RATED = (*HEADER, "竞争展会", "指标", "得分", "分制")


def respondents(fair: Fair, at: int) -> Iterator[int]:
    for row in np.flatnonzero(fair.lives.came[:, at]).tolist():
        number = int(fair.numbers[row])
        if Random(f"{fair.namer.seed}:{fair.about.slug}:{at}:asked:{number}").random() < ANSWERS:
            yield row


def head(fair: Fair, at: int, mind: Mind, day: date) -> Cells:
    one = mind.organisation
    return fair.about.zh, f"第{fair.calendar[at].number}届", day, one.name, one.website
