"""What relationships of the demo cost and bring beside their stands: ledger, recommendations, suggestions."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import numpy as np

from everfair.demo.fair import Fair
from everfair.demo.life import DISAPPEARANCE, NEVER, TRUST
from everfair.demo.words import Said

Cells = tuple[object, ...]
LEDGER = ("日期", "公司名称", "网址", "展会", "届次", "价值或成本", "金额", "币种", "备注")
REFERRALS = ("推荐日期", "被推荐单位", "网址", "推荐单位", "推荐单位网址", "展会", "口碑", "备注")
SUGGESTIONS = (
    "提出日期",
    "公司名称",
    "网址",
    "展会",
    "建议种类",
    "建议内容",
    "处理状态",
    "答复",
    "答复日期",
    "采纳效益",
    "币种",
)
SINCE = 4  # place of the edition from which on costs were written down
BROUGHT = 0.3  # of newcomers came on somebody's recommendation
WARNED = 0.03  # of prospects were told not to come
SAID: tuple[tuple[str, Said, str, int], ...] = (
    ("需求", ("希望增加小面积标准展位", "More small shell scheme stands, please"), "已采纳", 18_000),
    ("需求", ("希望延长布展时间", "More time to set up would help"), "已采纳", 6_000),
    ("需求", ("希望提供翻译服务", "We need interpreters on site"), "已答复", 0),
    ("创新", ("建议开设线上预约洽谈", "Let visitors book appointments online"), "已采纳", 42_000),
    ("创新", ("建议用电子会刊代替纸质会刊", "Make the catalogue a digital one"), "已采纳", 26_000),
    ("创新", ("建议增加新品发布专区", "Set up an area for launches"), "未采纳", 0),
    ("竞争", ("听说华东艺术产业展明年降价", "We hear another show cuts its prices"), "已答复", 0),
    ("竞争", ("长三角画廊博览会正在联系我们", "Another fair is in touch with us"), "收到", 0),
    ("满意", ("观众入口指示不清", "Signs at the visitors' entrance are not clear"), "已采纳", 3_000),
    ("满意", ("餐饮排队太久", "Queues for food are too long"), "已答复", 0),
    ("发展", ("我们明年打算进入华南市场", "We mean to enter the south of China next year"), "已答复", 0),
    ("发展", ("行业正在向定制化转变", "Our trade is turning to made-to-order work"), "收到", 0),
)
REPLY: Said = ("感谢您的意见，我们已转相关部门处理。", "Thank you. We passed it on to those in charge.")


def ledger(fair: Fair) -> Iterator[tuple[int, str, Cells]]:
    """Costs of winning, keeping and parting, from the fifth edition on."""
    for at in range(SINCE, fair.next):
        opens = fair.calendar[at].starts_on
        came = fair.lives.came[:, at]
        for row in np.flatnonzero(fair.lives.entry == at).tolist():
            yield from entry(fair, row, at, opens, "初始投入", (600, 3200), "邀约、拜访与首展扶持", 0.8)
        for row in np.flatnonzero(came & (fair.lives.entry < at)).tolist():
            yield from entry(fair, row, at, opens, "维持", (200, 1500), "拜访、礼品与会议", 0.6)
        gone = (fair.lives.stage[:, at] == DISAPPEARANCE) & fair.lives.came[:, at - 1] & ~came
        for row in np.flatnonzero(gone).tolist():
            yield from entry(fair, row, at, opens, "结束", (150, 700), "回访与善后", 0.4)
        learnt = came & (fair.lives.stage[:, at] == TRUST)
        for row in np.flatnonzero(learnt).tolist():
            yield from entry(fair, row, at, opens, "能力", (1000, 12_000), "试用新服务并提供改进意见", 0.02)


def entry(
    fair: Fair, row: int, at: int, opens: date, kind: str, yuan: tuple[int, int], note: str, chance: float
) -> Iterator[tuple[int, str, Cells]]:
    one = fair.namer.organisation(int(fair.numbers[row]))
    random = Random(f"{fair.namer.seed}:{fair.about.slug}:{at}:{kind}:{one.number}")
    if random.random() < chance:
        day = opens - timedelta(days=random.randint(5, 120))
        amount = f"{random.randint(*yuan) * (1 + int(fair.lives.size[row])):,}.00"
        edition = f"第{fair.calendar[at].number}届"
        yield (
            one.number,
            "full",
            (day, one.name, one.website, fair.about.zh, edition, kind, amount, "CNY", note),
        )


def referrals(fair: Fair) -> Iterator[tuple[int, str, Cells]]:
    """Newcomers brought by customers in trust; some prospects were warned off by those who had left."""
    stage, entry = fair.lives.stage, fair.lives.entry
    for at in range(2, fair.next):
        trusting = np.flatnonzero(stage[:, at - 1] == TRUST)
        gone = np.flatnonzero(stage[:, at - 1] == DISAPPEARANCE)
        for row in np.flatnonzero(entry == at).tolist():
            yield from told(fair, row, at, trusting, BROUGHT, "推荐")
        for row in np.flatnonzero((entry == NEVER) & (fair.living.known == at)).tolist():
            yield from told(fair, row, at, gone, WARNED, "劝阻")


def told(
    fair: Fair, row: int, at: int, by: "np.ndarray[tuple[int], np.dtype[np.int64]]", chance: float, word: str
) -> Iterator[tuple[int, str, Cells]]:
    one = fair.namer.organisation(int(fair.numbers[row]))
    random = Random(f"{fair.namer.seed}:{fair.about.slug}:{at}:brought:{one.number}")
    if not len(by) or random.random() >= chance:
        return
    other = fair.namer.organisation(int(fair.numbers[int(random.choice(by.tolist()))]))
    day = fair.calendar[at].starts_on - timedelta(days=random.randint(60, 200))
    cells = (day, one.name, one.website, other.name, other.website, fair.about.zh, word, "")
    yield one.number, "full", cells


def suggestions(fair: Fair, until: date) -> Iterator[tuple[int, str, Cells]]:
    for at in range(SINCE, fair.next):
        closes = fair.calendar[at].ends_on
        for row in np.flatnonzero(fair.lives.came[:, at]).tolist():
            one = fair.namer.organisation(int(fair.numbers[row]))
            random = Random(f"{fair.namer.seed}:{fair.about.slug}:{at}:suggests:{one.number}")
            day = closes + timedelta(days=random.randint(0, 40))
            if random.random() < 0.06 and day <= until:
                kind, said, state, effect = random.choice(SAID)
                answered = "" if state == "收到" else min(day + timedelta(days=random.randint(2, 20)), until)
                reply = "" if state == "收到" else one.in_its_language(REPLY)
                worth = f"{effect * random.randint(5, 15) / 10:.2f}" if effect else ""
                yield one.number, "full", (
                    day, one.name, one.website, fair.about.zh, kind, one.in_its_language(said), state, reply, answered,
                    worth, "CNY" if worth else "",
                )  # fmt: skip
