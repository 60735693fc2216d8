"""What a new house asks about, and the questionnaires it starts with. Texts of the house from then on: people rename
topics, word items anew and retire what they do not ask."""
# ruff: noqa: E501  a question stands in one line

from everfair.surveys.models import Asks, Instrument, Item, Topic

# kind, code, Chinese, English
TOPICS: list[tuple[str, str, str, str]] = [
    ("attribute", "show-effect", "参展效果", "Effect of the show"),
    ("attribute", "layout", "展区布局", "Area layout"),
    ("attribute", "stand-fitting", "展位搭建与布置", "Stand fitting"),
    ("attribute", "promises-kept", "承诺兑现", "Promises kept"),
    ("attribute", "interaction", "互动交流", "Interaction"),
    ("attribute", "emotional-exchange", "情感沟通", "Emotional exchange"),
    ("goal", "new-markets", "开拓新市场", "New markets"),
    ("goal", "trends", "了解行业趋势", "Trends"),
    ("goal", "partners", "寻找合作伙伴", "Partners"),
    ("goal", "competitiveness", "检验自身竞争力", "Competitiveness"),
    ("goal", "contacts", "结识新客户", "Contacts"),
    ("goal", "publicity", "企业与品牌宣传", "Publicity"),
    ("goal", "needs", "了解客户需求", "Customers' needs"),
    ("goal", "relations", "维护老客户关系", "Relations kept up"),
    ("goal", "market-information", "收集市场信息", "Market information"),
    ("goal", "range-of-service", "展示服务范围", "Range of service"),
    ("goal", "pricing-room", "摸清价格空间", "Pricing room"),
    ("goal", "network", "拓展销售网络", "Sales network"),
    ("goal", "agents", "招募代理商", "Agents"),
    ("goal", "fewer-steps", "减少流通环节", "Fewer steps of distribution"),
    ("goal", "market-attitude", "测试市场对产品的反应", "The market's attitude to products"),
    ("goal", "launches", "发布新产品", "Launches"),
    ("value", "product-value", "产品价值（展会本身）", "Product value: the show itself"),
    ("value", "service-value", "服务价值", "Service value"),
    ("value", "staff-value", "人员价值", "Staff value"),
    ("value", "image-value", "形象价值", "Image value"),
    ("cost", "money-cost", "货币成本", "Money"),
    ("cost", "time-cost", "时间成本", "Time"),
    ("cost", "energy-cost", "精力与体力成本", "Energy"),
    ("cost", "psychological-cost", "心理成本", "Psychological cost"),
]

A = Asks
# code, asks, topic, low, high, turned, Chinese, English
Question = tuple[str, str, str, float, float, bool, str, str]


def asked_of(
    kind: str, asks: str, ending: str, zh: str, en: str, low: float = 1, high: float = 5
) -> list[Question]:
    """One question for each topic of a kind: 展区布局：展前期望."""
    return [
        (f"{code}-{ending}", asks, code, low, high, False, zh.format(name=name), en.format(name=english))
        for of, code, name, english in TOPICS
        if of == kind
    ]


def scale(asks: str, zh: str, en: str, *, number: int = 0, high: float = 5, low: float = 1, turned: bool = False) -> Question:  # fmt: skip
    code = f"{asks}-{number}" if number else asks
    return (code.replace("_", "-"), asks, "", low, high, turned, zh, en)


def in_words(asks: str, zh: str, en: str) -> Question:
    return (asks.replace("_", "-"), asks, "", 0, 1, False, zh, en)


INSTRUMENTS: list[tuple[str, str, str, list[Question]]] = [
    (
        "satisfaction", "参展满意度（展前期望与展后评价）", "Satisfaction: expectation before, performance after",
        [
            *asked_of("attribute", A.EXPECTATION, "expectation", "{name}：展前期望", "{name}: expectation before the show"),
            *asked_of("attribute", A.PERFORMANCE, "performance", "{name}：展后评价", "{name}: performance after the show"),
            *asked_of("attribute", A.IMPORTANCE, "importance", "{name}：重要程度", "{name}: importance"),
            *asked_of("attribute", A.SPOKEN, "spoken", "{name}：主动提及（1 是，0 否）", "{name}: spoken of unprompted (1 yes, 0 no)", 0, 1),
            scale(A.OVERALL, "您对本届展会的总体满意度", "How satisfied are you with this edition as a whole?"),
            scale(A.INTENT, "您下届继续参展的可能性", "How likely are you to take part in the next edition?"),
            scale(A.RECOMMEND, "您向同行推荐本展会的可能性（0 至 10 分）", "How likely are you to recommend this show to others in your trade (0 to 10)?", low=0, high=10),
            scale(A.COMPLAINT, "本届展会您有过不满或投诉（1 有，0 没有）", "Was there anything you complained of (1 yes, 0 no)?", low=0, high=1, turned=True),
            in_words(A.TEXT, "您的意见和建议", "What else would you like to tell us?"),
        ],
    ),
    (
        "relationship-quality", "关系质量", "Quality of the relationship",
        [
            scale(A.SATISFACTION, "与主办方的合作总体上令我们满意", "On the whole, working with the organiser satisfies us.", number=1),
            scale(A.SATISFACTION, "与其他展会相比，与该主办方合作更令我们满意", "It satisfies us more than working with organisers of other shows.", number=2),
            scale(A.TRUST, "主办方说到做到，值得信赖", "The organiser keeps its word.", number=1),
            scale(A.TRUST, "主办方有能力把展会办好", "The organiser has what it takes to run the show well.", number=2),
            scale(A.TRUST, "作决定时，主办方会考虑我们的利益", "The organiser takes our interests into account.", number=3),
            scale(A.BELONGING, "我们把自己看作这个展会的一员", "We feel that we belong to this show.", number=1),
            scale(A.BELONGING, "我们愿意为维持这段关系多作投入", "We are ready to do more to keep up this relationship.", number=2),
            scale(A.FRIENDSHIP, "我们与主办方的工作人员是朋友", "The organiser's people have become friends.", number=1),
            scale(A.FRIENDSHIP, "除了业务，我们也愿意与他们来往", "We like to meet them outside business, too.", number=2),
            scale(A.REPUTATION, "主办方在业内有实力、口碑好", "The organiser is of weight and has a good name in the trade."),
            scale(A.ADAPTATION, "主办方愿意照顾我们的特殊要求", "The organiser is willing to meet special wishes."),
            scale(A.SHARED_INFORMATION, "主办方会与我们分享内部信息", "The organiser shares information with us that is not public."),
        ],
    ),
    (
        "loyalty", "忠诚度", "Loyalty",
        [
            scale(A.COGNITIVE, "要参展时，我们首先想到本展会", "When we think of taking part in a show, this one comes to mind first.", number=1),
            scale(A.COGNITIVE, "本展会的价格在我们可以接受的范围内", "Its prices are within what we accept.", number=2),
            scale(A.AFFECTIVE, "我们喜欢参加本展会", "We like to take part in this show."),
            scale(A.CONATIVE, "今后几届我们都打算参展", "We intend to take part in the editions to come."),
            scale(A.ATTITUDE, "与同类展会相比，我们更看好本展会", "We think more of this show than of others of its kind."),
            scale(A.ALTERNATIVES, "除本展会外，我们没有别的选择", "There is no other show we could go to."),
            scale(A.PRICE, "我们参展主要是因为价格便宜", "We come above all because it is cheap."),
            scale(A.INCENTIVE, "我们参展主要是因为有补贴、积分或赠品", "We come above all for subsidies, points or gifts."),
            scale(A.EASE, "我们参展主要是因为方便、习惯了", "We come above all because it is convenient and a habit."),
            scale(A.KINSHIP, "我们与主办方有股权或亲属关系（1 有，0 没有）", "We are tied to the organiser by ownership or kinship (1 yes, 0 no).", low=0, high=1),
            scale(A.TOLERANCE, "偶尔有不周之处，我们可以谅解", "When something goes wrong once, we bear with it."),
            scale(A.CHOOSING_TIME, "是否参展，我们需要考虑很久", "We think for a long time before we decide to take part.", turned=True),
            scale(A.WALLET, "本展会占我们同类展会支出的比例（0 至 1）", "This show's part of what we spend on shows of its kind (0 to 1)", low=0, high=1),
            scale(A.CONTESTED, "我们所在的市场竞争激烈", "Our market is highly contested."),
            in_words(A.LEAVING_REASON, "若不再参展，主要原因", "If you do not come again: the main reason"),
        ],
    ),
    (
        "goals", "参展目标（展前设定与展后达成）", "Goals of taking part: set before, reached after",
        [
            *asked_of("goal", A.GOAL_SET, "set", "{name}：展前目标的重要程度", "{name}: how much it matters, before the show"),
            *asked_of("goal", A.GOAL_REACHED, "reached", "{name}：展后达成程度", "{name}: how far it was reached, after the show"),
        ],
    ),
    (
        "delivered-value", "让渡价值", "Delivered value",
        [
            *asked_of("value", A.VALUE_PART, "received", "{name}：得到多少", "{name}: how much was received"),
            *asked_of("cost", A.COST_PART, "borne", "{name}：付出多少", "{name}: how much was borne"),
        ],
    ),
    (
        "means-end", "价值层次访谈", "Laddering interview",
        [in_words(A.LADDER, "价值层次（属性 > 结果 > 目标）", "Ladder: attribute > consequence > goal")],
    ),
]  # fmt: skip


def asked(instrument: str, asks: str) -> str:
    """The Chinese wording of the first question of an instrument that asks for it."""
    questions = next(questions for code, _zh, _en, questions in INSTRUMENTS if code == instrument)
    return next(zh for _code, of, *_rest, zh, _en in questions if of == asks)


def plant() -> None:
    """Make what is missing; what a house has changed stays as it is."""
    for place, (kind, code, zh, en) in enumerate(TOPICS, 1):
        Topic.objects.get_or_create(code=code, defaults={"kind": kind, "zh": zh, "en": en, "order": place})
    topics = {topic.code: topic for topic in Topic.objects.all()}
    for code, zh, en, questions in INSTRUMENTS:
        instrument, is_new = Instrument.objects.get_or_create(code=code, defaults={"zh": zh, "en": en})
        if is_new:
            Item.objects.bulk_create(
                item_of(instrument, place, topics, question) for place, question in enumerate(questions, 1)
            )


def item_of(instrument: Instrument, place: int, topics: dict[str, Topic], question: Question) -> Item:
    code, asks, topic, low, high, turned, zh, en = question
    told = {"low": low, "high": high, "is_turned": turned, "zh": zh, "en": en, "order": place}
    return Item(instrument=instrument, code=code, asks=asks, topic=topics.get(topic), **told)
