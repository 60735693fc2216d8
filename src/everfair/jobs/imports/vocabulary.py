"""The words in which lists say a status, a role, a channel or an outcome, and what they mean here."""
# ruff: noqa: E501  words stand in one line

import unicodedata

from everfair.contact.models import Interaction, Suggestion
from everfair.intake.traditional import SIMPLIFIED
from everfair.parties.models import Closeness, Employment
from everfair.relations.models import LedgerEntry
from everfair.shows.models import Participation
from everfair.shows.models.role import Side
from everfair.shows.seeds import ROLES
from everfair.surveys.models import Response

Words = dict[str, str]


def words(**meanings: str) -> Words:
    return {
        word: meaning for meaning, text in meanings.items() for word in text.translate(SIMPLIFIED).split()
    }


STATUS = words(
    invited="invited 已邀请 邀请 邀请中 受邀",
    applied="applied registered application 已报名 报名 已申请 申请 待确认 意向",
    booked="booked confirmed contracted reserved paid signed 已预订 预订 预定 已预定 已签约 签约 已确认 已付款 已定 确认 已缴费",
    came="came attended present arrived yes y visited exhibited checkedin 已到 到 到场 已到场 到展 已到展 参展 已参展 出席 已出席 是 已签到 签到 参加 √",
    no_show="noshow absent no n 未到 未到场 缺席 未出席 没来 爽约 否 未参展 未签到",
    cancelled="cancelled canceled withdrawn 已取消 取消 退展 已退展 撤展 放弃 退出",
)
# A part of the word decides, the first that is found.
ROLE: list[tuple[str, str]] = [
    ("赞助", "sponsor"), ("sponsor", "sponsor"), ("专业观众", "professional-visitor"), ("观众", "visitor"),
    ("visitor", "visitor"), ("attendee", "visitor"), ("展商", "exhibitor"), ("参展", "exhibitor"),
    ("exhibitor", "exhibitor"), ("搭建", "stand-builder"), ("standbuilder", "stand-builder"), ("主办", "host"),
    ("host", "host"), ("承办", "organiser"), ("组展", "organiser"), ("organiser", "organiser"),
    ("organizer", "organiser"), ("媒体", "media"), ("media", "media"), ("press", "media"), ("协会", "association"),
    ("商会", "association"), ("支持单位", "association"), ("协办", "association"), ("association", "association"),
    ("chamber", "association"), ("展馆", "venue"), ("venue", "venue"), ("物流", "freight"), ("运输", "freight"),
    ("freight", "freight"), ("酒店", "travel-hotel"), ("hotel", "travel-hotel"), ("政府", "government"),
    ("government", "government"), ("使馆", "embassy"), ("领馆", "embassy"), ("embassy", "embassy"),
]  # fmt: skip
DECISION = words(
    decider="decider decisionmaker 决策者 决策人 拍板人 决定者",
    influencer="influencer 影响者 影响人",
    user="user 使用者 用户",
    buyer="buyer purchaser 采购 采购者 购买者",
    gatekeeper="gatekeeper 把关者 守门人 把关人",
)
CHANNEL = words(
    phone="phone call tel telephone 电话 致电 来电 通话",
    email="email mail 邮件 电子邮件 邮箱",
    message="message wechat sms whatsapp chat 微信 短信 消息 企业微信 钉钉 qq 微信群",
    visit="visit 拜访 上门 走访 面谈 来访",
    onsite="onsite show booth 现场 展会现场 展位 展会",
    web="web website form 网站 官网 表单 网络 线上",
    post="post letter 信函 邮寄 快递",
    other="other 其他 其它",
)
KIND = words(
    contact="contact followup call 联系 跟进 沟通 回访 邀约",
    meeting="meeting visit 会面 会议 拜访 洽谈 面谈",
    enquiry="enquiry inquiry question 咨询 询问 询价",
    event="event 活动 参会",
    complaint="complaint 投诉 抱怨",
    satisfaction="satisfaction survey nps feedback 满意度 调查 评价 反馈 问卷",
    note="note 备注 记录 笔记",
)
HOLDING = words(
    held="held done tookplace finished 已举办 举办 已举行 举行 已结束 如期举办 否 no n false 0",
    planned="planned scheduled upcoming announced confirmed 计划 计划中 待举办 将举办 未举办 筹备中 已确认",
    cancelled="cancelled canceled calledoff 取消 已取消 停办 中止 是 yes y true 1",
)
OUTCOME = words(
    reached="reached contacted answered 已联系 已联系上 联系上 接通 已接通 已沟通",
    not_reached="notreached noanswer unreachable 未联系上 未接通 无人接听 联系不上",
    interested="interested 有兴趣 有意向 感兴趣 意向",
    declined="declined refused notinterested 拒绝 已拒绝 不参加 无意向 婉拒 没兴趣",
    booked="booked 已预订 预订 签约 已签约 成交",
    solved="solved resolved closed 已解决 解决",
    unsolved="unsolved notsolved unresolved open 未解决 待解决 处理中",
)
MONEY_KIND = words(
    economic="economic economicvalue margin revenue 经济 经济价值 直接价值 毛利 利润 收入",
    demonstration="demonstration demonstrationvalue example 示范 示范价值 示范效应 带动 带动价值",
    recommendation="recommendation recommendationvalue referral wordofmouth 推荐 推荐价值 口碑 口碑价值 转介绍",
    capability="capability capabilityvalue knowledge learning 能力 能力价值 知识 学习价值",
    initial="initial initialcost acquisition investment 初始投入 初始投入成本 初始成本 初始 投入 开发成本 获取成本 培育成本",
    maintenance="maintenance maintenancecost upkeep keeping 维持 维持成本 维护 维护成本 保持成本 服务成本",
    ending="ending endingcost exit parting 结束 结束成本 终止 终止成本 退出成本 解除成本",
)
DIRECTION = words(
    brought="brought recommended recommendation praise positive good 推荐 介绍 带来 带动 好评 好口碑 正面 正面口碑 正向 赞 称赞",
    kept_away="keptaway warned warning deterred complaint negative bad 劝阻 劝退 差评 坏口碑 负面 负面口碑 负向 不推荐 阻止 劝离",
)
CONCERN = words(
    needs="needs need demand 需求 客户需求 需要",
    innovation="innovation idea 创新 新点子 创意",
    competitors="competitors competitor competition 竞争 竞争对手 竞争者 竞品 同类展会",
    satisfaction="satisfaction service 满意 满意度 客户满意 服务",
    development="development growth 发展 发展动向 行业发展 客户发展",
)
ANSWERED = words(
    received="received open new pending 收到 已收到 待处理 未处理 待答复 未答复",
    answered="answered replied 已答复 已回复 答复 回复 已处理",
    adopted="adopted accepted implemented yes y 已采纳 采纳 已实施 已采用 是",
    declined="declined rejected refused no n 未采纳 不采纳 不予采纳 已拒绝 拒绝 已谢绝 谢绝 否",
)
MOMENT = words(
    before="before beforetheshow pre t0 t1 展前 前 前测 事前 参展前",
    after="after aftertheshow post t2 展后 后 后测 事后 参展后",
    once="once atonce both 一次 一次性 同时",
)
SIDE = words(
    exhibitor="exhibitor exhibitors 参展商 展商 参展企业",
    visitor="visitor visitors attendee professionalvisitor 观众 专业观众 参观者",
    sponsor="sponsor sponsors 赞助商 赞助",
    partner="partner partners supplier 合作伙伴 合作方 供应商",
)
LEAVING = words(
    show_effect="showeffect effect noeffect 展会效果 参展效果 效果 效果不好 效果不佳",
    service="service badservice 服务 服务不好 服务质量",
    price="price cost tooexpensive 价格 费用 价格高 费用高 太贵",
    competitor="competitor rival anothershow 竞争展会 同类展会 竞争者 参加了其他展会",
    need_changed="needchanged nolongerneeded 需求变化 需求改变 需求变了 业务调整",
    business_ended="businessended closed bankrupt 停业 歇业 倒闭 业务终止 转行",
)
CLOSENESS = words(
    none="leftinpeace wantstobeleftinpeace leavealone 不愿被打扰 不打扰 勿扰",
    loose="loose 松散 偶尔 偶尔联系",
    regular="regular 常规 定期 定期联系",
    close="close 紧密 密切 密切合作",
)
YES_OR_NO = words(yes="yes y true 1 是 √ 勿扰 请勿联系 不再联系 退订", no="no n false 0 否 可联系 可以联系")
NOTHING = frozenset({"", "-", "--", "—", "/", "无", "暂无", "n/a", "na", "none", "null", "没有"})


def said(text: str) -> str:
    """A word as it is looked up: without case, width, spaces and hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(SIMPLIFIED)
    return "".join(sign for sign in folded if sign.isalnum() or sign in "√/")


def role_code(text: str) -> str | None:
    word = said(text)
    return ROLE_CODES.get(word) or next((code for part, code in ROLE if part in word), None)


ROLE_CODES = {said(code): code for code, *_ in ROLES}


def says_nothing(text: str) -> bool:
    return text.strip().casefold() in NOTHING


# What a refused word is told would be right.
RIGHT = {
    "holding": ["held", "planned", "cancelled"],
    "status": Participation.Status.values,
    "decision": Employment.DecisionRole.values,
    "channel": Interaction.Channel.values,
    "dealing": Interaction.Kind.values,
    "outcome": Interaction.Outcome.values,
    "money_kind": LedgerEntry.Kind.values,
    "direction": list(dict.fromkeys(DIRECTION.values())),
    "concern": Suggestion.Kind.values,
    "answered": Suggestion.State.values,
    "moment": Response.Moment.values,
    "side": Side.values,
    "leaving": list(dict.fromkeys(LEAVING.values())),
    "closeness": Closeness.values,
    "yes_or_no": ["yes", "no"],
}
LOOKED_UP = {
    "holding": HOLDING,
    "status": STATUS,
    "decision": DECISION,
    "channel": CHANNEL,
    "dealing": KIND,
    "outcome": OUTCOME,
    "money_kind": MONEY_KIND,
    "direction": DIRECTION,
    "concern": CONCERN,
    "answered": ANSWERED,
    "moment": MOMENT,
    "side": SIDE,
    "leaving": LEAVING,
    "closeness": CLOSENESS,
    "yes_or_no": YES_OR_NO,
}


def look_up(table: str, text: str) -> str | None:
    """The meaning of a word, which may also be the code itself."""
    word = said(text)
    if word in LOOKED_UP[table]:
        return LOOKED_UP[table][word]
    return next((code for code in RIGHT[table] if said(code) == word), None)
