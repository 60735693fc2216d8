"""The fields of each kind of list, and the words by which people head their columns."""
# ruff: noqa: E501  words stand in one line

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from everfair.intake.kinds import Kind


class Reads(StrEnum):
    """How a cell of a field is read."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    PAST_DAY = "past_day"
    EDITION = "edition"
    STANDS = "stands"
    AREA = "area"
    SPACES = "spaces"
    AMOUNT = "amount"
    CURRENCY = "currency"
    EMAIL = "email"
    PHONE = "phone"
    COUNTRY = "country"
    BIRTHDAY = "birthday"
    CLOSENESS = "closeness"
    YES_OR_NO = "yes_or_no"
    CONSENTS = "consents"
    SCORE = "score"
    IDS = "ids"
    STATUS = "status"
    ROLE = "role"
    DECISION = "decision"
    CHANNEL = "channel"
    DEALING = "dealing"
    OUTCOME = "outcome"
    PLACE = "place"
    HOLDING = "holding"
    MONEY_KIND = "money_kind"
    WEIGHT = "weight"
    DIRECTION = "direction"
    CONCERN = "concern"
    ANSWERED = "answered"
    MOMENT = "moment"
    SIDE = "side"
    SCALE = "scale"


@dataclass(frozen=True, eq=False)
class Field:
    """`words` head such a column for sure; `perhaps` only where no other column is headed so."""

    code: str
    label: Promise | str
    words: str = ""
    perhaps: str = ""
    reads: Reads = Reads.TEXT
    limit: int = 300
    given: bool = False
    """May be said beside the file, for all its rows."""
    least: int | None = None
    """The smallest amount taken, in minor units."""


SERIES = Field(
    "series", pgettext_lazy("column", "Series"), "series show fair exhibition 展会 展会名称 展会系列 系列 展览 展览名称 项目 项目名称 活动名称 届展 showname",
    limit=120, given=True,
)  # fmt: skip
EDITION = Field(
    "edition", pgettext_lazy("column", "Edition"), "edition year event editionno 届 届次 届数 届别 第几届 年份 年度 年 期 展届 参展届次 回 回数",
    "no 场次", Reads.EDITION, 60, given=True,
)  # fmt: skip
DATE = Field(
    "date", pgettext_lazy("column", "Date"), "date showdate eventdate opens startdate start 日期 开展日期 开幕日期 展会日期 举办日期 时间 展出日期 开始日期 開催日",
    reads=Reads.DATE, given=True,
)  # fmt: skip
END_DATE = Field(
    "end_date",
    pgettext_lazy("column", "Last day"),
    "enddate end closes lastday 结束日期 闭幕日期 截止日期",
    reads=Reads.DATE,
    given=True,
)
ORGANISATION = Field(
    "organisation", pgettext_lazy("column", "Organisation"),
    "exhibitor exhibitorname company companyname organisation organization organisationname organizationname sponsor "
    "sponsorname firm account customer customername partner 公司 公司名称 公司名 单位 单位名称 参展商 参展商名称 参展单位 参展企业 展商 展商名称 "
    "企业 企业名称 机构 机构名称 客户 客户名称 赞助商 厂商 厂商名称 中文名称 公司中文名 公司名称中文 社团 出展社 サークル 会社名",
    "name stand 名称 名字", Reads.NAME,
)  # fmt: skip
DISPLAY_NAME = Field(
    "display_name", pgettext_lazy("column", "Name as printed"),
    "displayname printedname nameasprinted fascia fascianame boardname 楣板 楣板名称 楣板名 显示名称 展示名称 刊登名称 简称",
    reads=Reads.NAME,
)  # fmt: skip
ENGLISH_NAME = Field(
    "english_name", pgettext_lazy("column", "English name"),
    "englishname nameen nameenglish companyen companynameen englishcompanyname 英文名 英文名称 公司英文名 英文公司名 公司名称英文 企业英文名称 展商英文名",
    reads=Reads.NAME,
)  # fmt: skip
COUNTRY = Field(
    "country", pgettext_lazy("column", "Country"), "country countryregion nation 国家 国别 国家地区 国家或地区 所在国家 国籍", reads=Reads.COUNTRY, limit=60, given=True
)  # fmt: skip
CITY = Field("city", pgettext_lazy("column", "City"), "city town 城市 所在城市 市 所在地 省市", limit=120)
ADDRESS = Field(
    "address",
    pgettext_lazy("column", "Address"),
    "address postaladdress 地址 公司地址 通讯地址 联系地址 详细地址",
    limit=300,
)
INDUSTRY = Field(
    "industry", pgettext_lazy("column", "Industry"),
    "industry sector category 行业 所属行业 类别 展品类别 产品类别 展区 行业分类", limit=120,
)  # fmt: skip
WEBSITE = Field(
    "website",
    pgettext_lazy("column", "Website"),
    "website web url homepage site 网址 网站 官网 公司网址 主页 公司网站",
    limit=300,
)
EMAIL = Field(
    "email",
    pgettext_lazy("column", "E-mail"),
    "email mail emailaddress contactemail 邮箱 电子邮箱 电子邮件 邮件 电邮 联系邮箱 邮箱地址",
    reads=Reads.EMAIL,
)
PHONE = Field(
    "phone", pgettext_lazy("column", "Phone"),
    "phone tel telephone mobile cell phonenumber contactphone 电话 联系电话 手机 手机号 手机号码 电话号码 联系方式 移动电话 座机",
    reads=Reads.PHONE,
)  # fmt: skip
WECHAT = Field("wechat", pgettext_lazy("column", "WeChat"), "wechat weixin 微信 微信号")
VERIFIED_ON = Field(
    "verified_on", pgettext_lazy("column", "Contact verified on"),
    "verifiedon verified lastverified contactverifiedon checkedon 核实日期 核验日期 验证日期 最近核实 最近核实日期 联系方式核实日期 信息核实日期",
    reads=Reads.PAST_DAY,
)  # fmt: skip
PERSON = Field(
    "person", pgettext_lazy("column", "Contact person"),
    "contactperson contact contactname person fullname attendee 联系人 联系人姓名 姓名 参展联系人 负责人 经办人 参会人 联络人",
    reads=Reads.NAME,
)  # fmt: skip
TITLE = Field(
    "title",
    pgettext_lazy("column", "Job title"),
    "jobtitle title position 职务 职位 头衔 岗位 职称",
    limit=120,
)
DECISION_ROLE = Field(
    "decision_role",
    pgettext_lazy("column", "Decision role"),
    "decisionrole buyingrole 决策角色 决策作用",
    reads=Reads.DECISION,
)
BIRTHDAY = Field(
    "birthday",
    pgettext_lazy("column", "Birthday"),
    "birthday birthdate dateofbirth 生日 出生日期 出生年月日 联系人生日",
    reads=Reads.BIRTHDAY,
)
LANGUAGES = Field(
    "languages", pgettext_lazy("column", "Languages"), "languages language 语言 语种 沟通语言", limit=120
)
INTERESTS = Field(
    "interests", pgettext_lazy("column", "Interests"), "interests interest hobbies 兴趣 兴趣爱好 爱好"
)
WISHES = Field(
    "wishes",
    pgettext_lazy("column", "Wishes"),
    "wishes wish specialwishes 愿望 愿望与要求 特殊要求 个人要求",
    limit=4_000,
)
CLOSENESS = Field(
    "closeness",
    pgettext_lazy("column", "Closeness wanted"),
    "closenesswanted closeness 关系意愿 期望关系 希望的关系",
    reads=Reads.CLOSENESS,
)
DO_NOT_CONTACT = Field(
    "do_not_contact",
    pgettext_lazy("column", "Do not contact"),
    "donotcontact leavealone optout optedout unsubscribed 请勿联系 勿联系 不再联系 勿扰 免打扰 退订",
    reads=Reads.YES_OR_NO,
)
CONSENTS = Field(
    "consents",
    pgettext_lazy("column", "Consents on record"),
    "consentsonrecord consentrecords 同意记录 授权记录",
    reads=Reads.CONSENTS,
)
ROLE = Field(
    "role", pgettext_lazy("column", "Role"), "role type participanttype 角色 身份 参展类型 参与类型 客户类型 参与身份", reads=Reads.ROLE, given=True
)  # fmt: skip
STAND = Field(
    "stand", pgettext_lazy("column", "Stand"),
    "booth boothno boothnumber standno standnumber boothnum 展位 展位号 展位编号 摊位 摊位号 展台 展台号 展位号码 ブース",
    "stand location 位置 boothfull", Reads.STANDS, 60,
)  # fmt: skip
AREA = Field(
    "area", pgettext_lazy("column", "Area"),
    "area aream2 areasqm sqm m2 size boothsize standarea netarea 面积 展位面积 展出面积 参展面积 平米 平方米 净面积 光地面积",
    reads=Reads.AREA,
)  # fmt: skip
SPACES = Field(
    "spaces", pgettext_lazy("column", "Number of standard stands"),
    "spaces spacesest numberofstandardstands booths boothcount numberofbooths units 展位数 标摊数 标准展位数 展位个数 摊位数 个数 スペース数", reads=Reads.SPACES,
)  # fmt: skip
AMOUNT = Field(
    "amount", pgettext_lazy("column", "Amount"),
    "amount fee price contractamount 金额 费用 展位费 合同金额 应收金额 参展费 参展费用 总价 成交金额 赞助金额",
    reads=Reads.AMOUNT,
)  # fmt: skip
CURRENCY = Field(
    "currency", pgettext_lazy("column", "Currency"), "currency 币种 货币", reads=Reads.CURRENCY, given=True
)
STATUS = Field(
    "status", pgettext_lazy("column", "Status"), "status state attendance 状态 参展状态 参展情况 到展情况 是否到场 签到 出席情况", reads=Reads.STATUS, given=True
)  # fmt: skip
BOOKED_ON = Field(
    "booked_on",
    pgettext_lazy("column", "Booked on"),
    "bookedon bookingdate signedon contractdate 签约日期 预订日期 报名日期 合同日期 签订日期",
    reads=Reads.DATE,
)
EXTERNAL_ID = Field(
    "external_id", pgettext_lazy("column", "External id"),
    "id externalid exhid exhibitorid customerid accountid companyid 编号 客户编号 企业编号 外部编号 会员号 展商编号 统一社会信用代码",
    limit=120,
)  # fmt: skip
OTHER_IDS = Field(
    "other_ids",
    pgettext_lazy("column", "Ids elsewhere"),
    "idselsewhere otherids 别处编号 其他编号",
    reads=Reads.IDS,
)
NOTE = Field(
    "note",
    pgettext_lazy("column", "Note"),
    "note notes remark remarks comment comments memo 备注 说明 附注 备注信息",
    limit=20_000,
)
CHANNEL = Field(
    "channel",
    pgettext_lazy("column", "Channel"),
    "channel medium via 渠道 方式 沟通方式 联系渠道 沟通渠道",
    reads=Reads.CHANNEL,
    given=True,
)
DEALING = Field(
    "kind", pgettext_lazy("column", "What kind of dealing"), "kind interactiontype activity whatkindofdealing 往来类型 种类 互动类型 跟进类型 事项 互动种类 类型", "type", Reads.DEALING, given=True
)  # fmt: skip
OUTCOME = Field(
    "outcome",
    pgettext_lazy("column", "Outcome"),
    "outcome result 结果 跟进结果 沟通结果 反馈",
    reads=Reads.OUTCOME,
)
SCORE = Field(
    "score",
    pgettext_lazy("column", "Score"),
    "score rating satisfaction nps 评分 得分 打分 满意度",
    reads=Reads.SCORE,
)

EDITION_NAME = Field(
    "edition_name", pgettext_lazy("column", "Name of the edition"),
    "nameoftheedition title editiontitle editionname eventname eventtitle fullname 届名称 届的名称 展会全称 活动全称 全称 标题", "name 名称",
    limit=120,
)  # fmt: skip
STARTS = Field(
    "date", pgettext_lazy("column", "Opens"),
    "startson startdate start opens opening date from begins 开幕 开幕日期 开展日期 开始日期 日期 举办日期 开幕时间 开始时间 起始日期",
    reads=Reads.DATE,
)  # fmt: skip
ENDS = Field(
    "end_date", pgettext_lazy("column", "Closes"),
    "endson enddate end closes closing lastday to until 闭幕 闭幕日期 结束日期 截止日期 闭幕时间 结束时间", reads=Reads.DATE,
)  # fmt: skip
EDITION_CITY = Field(
    "city", pgettext_lazy("column", "City"), "city town 城市 所在城市 举办城市 举办地", limit=80, given=True
)
VENUE = Field(
    "venue", pgettext_lazy("column", "Venue"), "venue hall centre center fairground 展馆 场馆 场地 展览中心 举办场馆", limit=120, given=True
)  # fmt: skip
PLACE = Field(
    "place", pgettext_lazy("column", "City and country in one"), "location place where 地点 举办地点 地址", reads=Reads.PLACE, limit=160
)  # fmt: skip
HOLDING = Field(
    "holding", pgettext_lazy("column", "Held or cancelled"), "heldorcancelled status state cancelled 举办或取消 状态 举办状态 举办情况 是否取消", reads=Reads.HOLDING
)  # fmt: skip

MONEY_KIND = Field(
    "kind", pgettext_lazy("column", "Kind of value or cost"),
    "kind kindofvalueorcost valuekind costkind entrykind 价值种类 成本种类 价值或成本 价值或成本种类 价值成本 价值类型 成本类型 科目 种类 类型 项目类别", "type category 类别 项目",
    Reads.MONEY_KIND, given=True,
)  # fmt: skip
MONEY = Field(
    "amount", pgettext_lazy("column", "Amount"), "amount value sum cost money 金额 数额 价值 成本 费用 发生额 价值金额 成本金额", reads=Reads.AMOUNT, least=1
)  # fmt: skip
HAPPENED = Field(
    "date", pgettext_lazy("column", "Date"), "date day on entrydate occurredon 日期 发生日期 记账日期 入账日期 时间 推荐日期 介绍日期 提出日期 建议日期 反馈日期 收到日期",
    reads=Reads.PAST_DAY, given=True,
)  # fmt: skip
BROUGHT = Field(
    "organisation", pgettext_lazy("column", "Brought"),
    "brought child referred referredcompany newcustomer introduced 被推荐 被推荐人 被推荐单位 被推荐企业 被推荐公司 被推荐客户 被推荐展商 被介绍单位 新客户 新展商 "
    "organisation organization company exhibitor customer 展商 企业 单位 客户 公司", "name 名称", Reads.NAME,
)  # fmt: skip
REFERRER = Field(
    "referrer", pgettext_lazy("column", "Brought by"),
    "broughtby referrer referredby referral recommender recommendedby introducer introducedby 推荐人 推荐单位 推荐企业 推荐公司 推荐客户 推荐展商 推荐方 推荐者 介绍人 介绍单位 老客户 老展商 由谁推荐",
    reads=Reads.NAME,
)  # fmt: skip
REFERRER_ENGLISH = Field(
    "referrer_english_name", pgettext_lazy("column", "English name of who brought it"),
    "englishnameofwhobroughtit referrerenglishname referrernameen 推荐单位英文名 推荐人英文名 推荐方英文名", reads=Reads.NAME,
)  # fmt: skip
REFERRER_WEBSITE = Field(
    "referrer_website", pgettext_lazy("column", "Website of who brought it"),
    "websiteofwhobroughtit referrerwebsite referrerurl 推荐单位网址 推荐单位网站 推荐方网址", limit=300,
)  # fmt: skip
REFERRER_ID = Field(
    "referrer_external_id", pgettext_lazy("column", "External id of who brought it"),
    "externalidofwhobroughtit referrerid referrerexternalid 推荐单位编号 推荐人编号 推荐方编号 推荐客户编号", limit=120,
)  # fmt: skip
WEIGHT = Field(
    "weight", pgettext_lazy("column", "Weight"), "weight share credit 权重 比重 份额 分配权重 推荐权重 分摊权重 推荐比重 分摊比例", reads=Reads.WEIGHT
)  # fmt: skip
DIRECTION = Field(
    "direction", pgettext_lazy("column", "Brought or kept away"),
    "broughtorkeptaway direction effect warning recommendedorwarned positiveornegative sentiment wordofmouth 推荐或劝阻 推荐劝阻 推荐劝退 推荐或劝退 "
    "好评劝退 好评或劝退 好评差评 好评或差评 正面负面 正面或负面 口碑方向 口碑类型 口碑性质 口碑 推荐类型 推荐性质 推荐方向 效果 方向 作用 性质",
    "评价 好评 劝退 type 类型", Reads.DIRECTION,
)  # fmt: skip
SUGGESTION = Field(
    "text", pgettext_lazy("column", "Suggestion"),
    "suggestion suggestions idea proposal feedback intelligence text content 建议 建议内容 意见 意见内容 反馈 反馈内容 情报 内容 客户建议",
    limit=20_000,
)  # fmt: skip
CONCERN = Field(
    "kind", pgettext_lazy("column", "What the suggestion is about"),
    "whatthesuggestionisabout about kind topic subject 建议种类 建议类别 建议类型 关于 主题 种类", "type category 类别 类型", Reads.CONCERN,
)  # fmt: skip
ANSWERED = Field(
    "state", pgettext_lazy("column", "State"), "state status handling 状态 处理状态 处理结果 采纳情况 处理情况 是否采纳", reads=Reads.ANSWERED,
)  # fmt: skip
ANSWER = Field(
    "answer",
    pgettext_lazy("column", "Answer"),
    "answer reply response 答复 回复 答复内容 回复内容 处理意见",
    limit=20_000,
)
ANSWERED_ON = Field(
    "answered_on", pgettext_lazy("column", "Answered on"), "answeredon repliedon answerdate 答复日期 回复日期 处理日期", reads=Reads.PAST_DAY
)  # fmt: skip
EFFECT = Field(
    "amount", pgettext_lazy("column", "What it saved or earned"),
    "whatitsavedorearned effect saved earned benefit amount 效益 成效 采纳效益 节约金额 增收金额 节省 金额", reads=Reads.AMOUNT, least=0,
)  # fmt: skip

ANSWERED_THEN = Field(
    "date", pgettext_lazy("column", "Answered on"),
    "date day answeredon answerdate surveydate submittedon submitted timestamp ratedon 日期 答卷日期 答题日期 填写日期 提交日期 提交时间 答题时间 填写时间 调查日期 评分日期 时间",
    reads=Reads.PAST_DAY, given=True,
)  # fmt: skip
MOMENT = Field(
    "moment", pgettext_lazy("column", "Before or after the show"),
    "beforeoraftertheshow moment beforeorafter wave phase timepoint 展前或展后 展前展后 时点 调查时点 阶段 调查阶段 前测后测", reads=Reads.MOMENT, given=True,
)  # fmt: skip
SIDE = Field(
    "side", pgettext_lazy("column", "Side of the show"), "sideoftheshow side respondenttype role 展商或观众 答卷人身份 身份 角色 受访者类型", reads=Reads.SIDE, given=True
)  # fmt: skip
RESPONDENT = Field(
    "respondent", pgettext_lazy("column", "Respondent"),
    "respondent respondentid respid responseid participantid caseid questionnaireno 答卷人 受访者 受访者编号 答卷编号 问卷编号 问卷号 答卷序号 样本编号", "id no 编号 序号",
    limit=120,
)  # fmt: skip
ITEM = Field(
    "item", pgettext_lazy("column", "Question"), "item question questioncode itemcode variable 题目 题号 问题 题项 指标 变量", limit=300
)  # fmt: skip
VALUE = Field(
    "value", pgettext_lazy("column", "Answer to the question"), "value answer score rating response points 答案 回答 得分 分值 评分 选项", limit=2_000
)  # fmt: skip
COMPETITOR = Field(
    "competitor", pgettext_lazy("column", "Competing show"),
    "competitor competingshow rival rivalshow othershow 竞争展会 竞品展会 竞展 同类展会 对比展会 对手展会 竞争对手 展会名称", "show exhibition 展会",
    limit=120,
)  # fmt: skip
TOPIC = Field(
    "topic", pgettext_lazy("column", "Topic"), "topic attribute item aspect criterion dimension 主题 调查主题 项目 指标 属性 维度 评价项目 评价指标 方面 题目", limit=120
)  # fmt: skip
SCALE = Field(
    "scale", pgettext_lazy("column", "Scale"), "scale 量表 分制 评分范围 量程", reads=Reads.SCALE, limit=20, given=True
)  # fmt: skip

# Said of a list as a whole: no row is another one by it.
ORIGIN = Field("origin", pgettext_lazy("column", "Where the list comes from"))

FIELDS: dict[str, tuple[Field, ...]] = {
    Kind.PARTICIPATIONS: (
        SERIES, EDITION, DATE, END_DATE, ORGANISATION, DISPLAY_NAME, ENGLISH_NAME, COUNTRY, CITY, ADDRESS, INDUSTRY,
        WEBSITE, EMAIL, PHONE, WECHAT, VERIFIED_ON, PERSON, TITLE, DECISION_ROLE, ROLE, STAND, AREA, SPACES, AMOUNT, CURRENCY,
        STATUS, BOOKED_ON, EXTERNAL_ID, NOTE,
    ),
    Kind.CONTACTS: (
        ORGANISATION, ENGLISH_NAME, PERSON, TITLE, DECISION_ROLE, EMAIL, PHONE, WECHAT, VERIFIED_ON, WEBSITE, COUNTRY,
        CITY, ADDRESS, INDUSTRY, BIRTHDAY, LANGUAGES, INTERESTS, WISHES, CLOSENESS, DO_NOT_CONTACT, CONSENTS, EXTERNAL_ID,
        OTHER_IDS, SERIES, ROLE, NOTE,
    ),
    Kind.INTERACTIONS: (
        DATE, ORGANISATION, ENGLISH_NAME, PERSON, CHANNEL, DEALING, OUTCOME, SCORE, WEBSITE, EMAIL, PHONE, EXTERNAL_ID,
        SERIES, NOTE,
    ),
    Kind.EDITIONS: (
        SERIES, EDITION, EDITION_NAME, STARTS, ENDS, EDITION_CITY, VENUE, COUNTRY, PLACE, HOLDING,
    ),
    Kind.LEDGER: (
        HAPPENED, ORGANISATION, ENGLISH_NAME, SERIES, EDITION, ROLE, MONEY_KIND, MONEY, CURRENCY, WEBSITE, EXTERNAL_ID,
        NOTE,
    ),
    Kind.REFERRALS: (
        HAPPENED, BROUGHT, ENGLISH_NAME, REFERRER, REFERRER_ENGLISH, SERIES, ROLE, WEIGHT, DIRECTION, WEBSITE, EXTERNAL_ID,
        REFERRER_WEBSITE, REFERRER_ID, NOTE,
    ),
    Kind.SUGGESTIONS: (
        HAPPENED, ORGANISATION, ENGLISH_NAME, PERSON, SERIES, EDITION, CONCERN, SUGGESTION, ANSWERED, ANSWER, ANSWERED_ON,
        EFFECT, CURRENCY, WEBSITE, EMAIL, PHONE, EXTERNAL_ID,
    ),
    Kind.ANSWERS: (
        SERIES, EDITION, ANSWERED_THEN, MOMENT, SIDE, RESPONDENT, ORGANISATION, ENGLISH_NAME, PERSON, WEBSITE, EMAIL, PHONE,
        EXTERNAL_ID, ITEM, VALUE,
    ),
    Kind.RATINGS: (
        SERIES, EDITION, ANSWERED_THEN, SIDE, RESPONDENT, ORGANISATION, ENGLISH_NAME, COMPETITOR, TOPIC, VALUE, SCALE,
        WEBSITE, EMAIL, PHONE, EXTERNAL_ID,
    ),
}  # fmt: skip

# Without these a row of the kind says nothing; each group needs one, in the file or (where it may) beside it.
REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    Kind.PARTICIPATIONS: (("series",), ("edition", "date"), ("organisation", "display_name", "english_name")),
    Kind.CONTACTS: (("organisation", "english_name", "person"),),
    Kind.INTERACTIONS: (("date",), ("organisation", "english_name")),
    Kind.EDITIONS: (("series",), ("edition", "date")),
    Kind.LEDGER: (("series",), ("date",), ("organisation", "english_name"), ("kind",), ("amount",)),
    Kind.REFERRALS: (
        ("series",),
        ("date",),
        ("organisation", "english_name"),
        ("referrer", "referrer_english_name"),
    ),
    Kind.SUGGESTIONS: (("series",), ("date",), ("organisation", "english_name"), ("text",)),
    Kind.ANSWERS: (("series",),),
    Kind.RATINGS: (("series",), ("competitor",), ("topic",), ("value",)),
}

# What is told of a person says nothing where nobody is named.
OF_PERSONS = ("birthday", "languages", "interests", "wishes")


def field(kind: str, code: str) -> Field:
    return next(one for one in FIELDS[kind] if one.code == code)


def givens_of(kind: str) -> list[Field]:
    """What may be said beside the file."""
    return [one for one in FIELDS[kind] if one.given]


def said_beside(kind: str) -> list[Field]:
    """The same, and what is said of the list as a whole."""
    return [*givens_of(kind), ORIGIN]


def missing(kind: str, told: set[str]) -> list[tuple[str, ...]]:
    """The groups of which nothing is told."""
    return [group for group in REQUIRED[kind] if not told & set(group)]


def untold(kind: str, told: set[str]) -> list[tuple[str, ...]]:
    """What a list as a whole lacks: `told` are the codes of its columns and of what is given beside it."""
    lacking = missing(kind, told)
    if kind == Kind.ANSWERS:
        is_long = {"item", "value"} <= told
        if not is_long and not any(code.startswith("item:") for code in told):
            lacking.append(("question",))
        if is_long and not told & {"respondent", "external_id", "organisation", "english_name", "person"}:
            lacking.append(("respondent",))
    return lacking
