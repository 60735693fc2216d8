"""By which words a question says what it asks for, and of what."""
# ruff: noqa: E501  words stand in one line

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from everfair.intake.recognising import plain_header
from everfair.surveys.models import Asks, Topic

# What is found first decides.
WORDS: tuple[tuple[Asks, str], ...] = (
    (Asks.IMPORTANCE, "importance important 重要"),
    (Asks.SPOKEN, "spoken mentioned unprompted 主动提出 主动提及 主动提到"),
    (Asks.GOAL_REACHED, "goalreached goalmet 目标达成 达成程度 达成情况 达成"),
    (Asks.GOAL_SET, "goalset 目标设定 参展目标"),
    (Asks.OVERALL, "overall 总体 整体 综合满意"),
    (Asks.INTENT, "intent intention rebook rebooking comeagain 续展 复展 再次参展 参展意愿 继续参展 参展意向 下届参展"),
    (Asks.RECOMMEND, "recommend recommendation nps 推荐"),
    (Asks.COMPLAINT, "complaint complaints complained 投诉 抱怨"),
    (Asks.EXPECTATION, "expectation expectations expected expect 期望 预期 期待 展前"),
    (Asks.PERFORMANCE, "performance perceived perception experienced 实际 表现 感受 评价 展后"),
    (Asks.LEAVING_REASON, "leavingreason whyleft 流失原因 不再参展 退出原因 不参展原因"),
    (Asks.LADDER, "ladder meansend 阶梯 价值层次"),
    (Asks.TEXT, "suggestion suggestions comment comments remark 意见 建议 其他说明"),
    (Asks.TRUST, "trust credibility benevolence 信任 信赖"),
    (Asks.BELONGING, "belonging commitment com 归属"),
    (Asks.FRIENDSHIP, "friendship friend 友谊 朋友"),
    (Asks.REPUTATION, "reputation 声誉 名声"),
    (Asks.ADAPTATION, "adaptation adapt flexibility 特殊要求 特殊需求"),
    (Asks.SHARED_INFORMATION, "sharedinformation informationshared 信息共享 共享信息 内部信息"),
    (Asks.COGNITIVE, "cognitive 首先想到 首选"),
    (Asks.AFFECTIVE, "affective liking 喜欢 喜爱"),
    (Asks.CONATIVE, "conative loyalty loy 忠诚"),
    (Asks.ATTITUDE, "attitude 态度"),
    (Asks.ALTERNATIVES, "alternatives alternative 别无选择 替代 没有别的选择"),
    (Asks.INCENTIVE, "incentive incentives 补贴 赠品 积分"),
    (Asks.PRICE, "pricesensitivity pricedriven 价格敏感 价格便宜"),
    (Asks.EASE, "convenience ease 方便 便利"),
    (Asks.KINSHIP, "kinship 亲属 亲缘 股权"),
    (Asks.TOLERANCE, "tolerance 容忍 谅解 包容"),
    (Asks.CHOOSING_TIME, "choosingtime timetochoose 选择时间 考虑时间"),
    (Asks.WALLET, "wallet walletshare 钱包"),
    (Asks.CONTESTED, "contested 竞争激烈 竞争程度"),
    (Asks.SATISFACTION, "satisfaction satisfied sat 满意"),
)  # fmt: skip
OF_TOPICS = (*(asks for asks in Asks if asks.topic_kinds), Asks.SATISFACTION)
_ASKING = sorted({word for _, words in WORDS for word in words.split()}, key=len, reverse=True)
_SHORT = 5
_TELLING = 2
_LEAST = 2
_PARTS = re.compile(r"[a-z]+|[0-9]+|[^\W\d_]+")
_NUMBERED = re.compile(r"([A-Za-z]{1,12})[ _.-]?([0-9]{1,3})")
_PAIRED = (
    ("e", "s"),
    ("e", "p"),
    ("exp", "sat"),
    ("exp", "perf"),
    ("exp", "per"),
    ("pre", "post"),
    ("before", "after"),
)


@dataclass(frozen=True)
class Said:
    """What a header or an item's text says. `asks` is empty where it does not tell."""

    asks: str = ""
    topic: str = ""


class Wording:
    """Tells what texts ask for, knowing the topics there are."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.kinds: dict[str, str] = {}
        names: dict[str, str] = {}
        for topic in topics:
            self.kinds[topic.code] = topic.kind
            names |= dict.fromkeys(called(topic), topic.code)
        self.names = sorted(names.items(), key=lambda pair: -len(pair[0]))

    def say(self, text: str) -> Said:
        asks = next((asks for asks, words in WORDS if any(says(text, word) for word in words.split())), None)
        topic = "" if asks and asks not in OF_TOPICS else self.topic(text)
        return Said(fitting(asks, self.kinds[topic]) if topic else asks or "", topic)

    def topic(self, text: str) -> str:
        """The one whose name stands in the text (the longest, where several do), else the only one whose name holds
        all that the text says besides what is asked for: 布局 is 展区布局."""
        whole = next((code for name, code in self.names if stands_in(name, text)), "")
        if whole or not (rest := bare(text)):
            return whole
        found = {code for name, code in self.names if stands_in(rest, name)}
        return found.pop() if len(found) == 1 else ""


def called(topic: Topic) -> list[str]:
    return [name for name in (topic.zh, topic.en, topic.code) if name]


def fitting(asks: Asks | None, kind: str) -> str:
    """What is asked of a topic of that kind, whichever word the list has for it."""
    if kind == Topic.Kind.VALUE:
        return Asks.VALUE_PART
    if kind == Topic.Kind.COST:
        return Asks.COST_PART
    if kind == Topic.Kind.GOAL:
        return {Asks.EXPECTATION: Asks.GOAL_SET, Asks.GOAL_SET: Asks.GOAL_SET}.get(asks or Asks.TEXT, Asks.GOAL_REACHED)  # fmt: skip
    return asks if asks and kind in asks.topic_kinds else Asks.PERFORMANCE


def says(text: str, word: str) -> bool:
    """Short Latin words stand alone, longer ones and Chinese may be part of what is written together."""
    if word.isascii() and len(word) < _SHORT:
        return word in parts(text)
    return word in plain_header(text)


def stands_in(name: str, text: str) -> bool:
    """As whole words; in Chinese, as a part. A name of one sign, or of figures alone, is the text or nothing: it would
    stand in any."""
    plain = plain_header(name)
    if len(plain) < _LEAST or plain.isdecimal():
        return bool(plain) and plain == plain_header(text)
    if not name.isascii():
        return plain_header(name) in plain_header(text)
    words, among = parts(name), parts(text)
    return bool(words) and any(among[at : at + len(words)] == words for at in range(len(among)))


def parts(text: str) -> list[str]:
    return _PARTS.findall(folded(text))


def bare(text: str) -> str:
    """The text without the words that say what is asked for; empty where too little is left to go by."""
    if text.isascii():
        return " ".join(part for part in parts(text) if part not in _ASKING and len(part) > _TELLING)
    plain = plain_header(text)
    for word in _ASKING:
        plain = plain.replace(word, "")
    rest = plain.replace("程度", "").replace("度", "")
    return rest if len(rest) > 1 and not rest.isascii() else ""


def pairs_of(headers: Iterable[str]) -> dict[str, tuple[str, str]]:
    """e1, e2 ... beside s1, s2 ... are expectations and what was seen: header -> (what it asks, of which number)."""
    numbered: dict[str, dict[str, str]] = {}
    for header in headers:
        if match := _NUMBERED.fullmatch(header.strip()):
            numbered.setdefault(match[1].casefold(), {})[match[2]] = header
    found: dict[str, tuple[str, str]] = {}
    for before, after in _PAIRED:
        expected, seen = numbered.get(before, {}), numbered.get(after, {})
        both = expected.keys() & seen.keys()
        if len(both) > 1 and not found:
            found |= {expected[number]: (Asks.EXPECTATION.value, number) for number in both}
            found |= {seen[number]: (Asks.PERFORMANCE.value, number) for number in both}
    return found


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
