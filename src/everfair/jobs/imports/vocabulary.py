"""The words in which lists say a status, a role, a channel or an outcome, and what they mean here."""
# ruff: noqa: E501  words stand in one line

import unicodedata

from everfair.contact.models import Interaction
from everfair.parties.models import Employment
from everfair.shows.models import Participation
from everfair.shows.seeds import ROLES

Words = dict[str, str]


def words(**meanings: str) -> Words:
    return {word: meaning for meaning, text in meanings.items() for word in text.split()}


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
NOTHING = frozenset({"", "-", "--", "—", "/", "无", "暂无", "n/a", "na", "none", "null", "没有"})


def said(text: str) -> str:
    """A word as it is looked up: without case, width, spaces and hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold()
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
}
LOOKED_UP = {
    "holding": HOLDING,
    "status": STATUS,
    "decision": DECISION,
    "channel": CHANNEL,
    "dealing": KIND,
    "outcome": OUTCOME,
}


def look_up(table: str, text: str) -> str | None:
    """The meaning of a word, which may also be the code itself."""
    word = said(text)
    if word in LOOKED_UP[table]:
        return LOOKED_UP[table][word]
    return next((code for code in RIGHT[table] if said(code) == word), None)
