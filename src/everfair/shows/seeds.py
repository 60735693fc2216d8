"""What every house starts from: the tree of roles and the types of shows. A house adds its own."""

from everfair.shows.models.role import Role, Side
from everfair.shows.models.series import SeriesType

# code, parent, side, Chinese, English; parents first
ROLES: list[tuple[str, str, str, str, str]] = [
    ("host", "", Side.PARTNER, "主办方", "Host"),
    ("organiser", "", Side.PARTNER, "组展商", "Organiser"),
    ("government-body", "organiser", Side.PARTNER, "政府办展机构", "Government body"),
    ("exhibition-company", "organiser", Side.PARTNER, "展览公司", "Exhibition company"),
    ("organising-association", "organiser", Side.PARTNER, "办展协会", "Organising association"),
    ("upstream", "", Side.PARTNER, "上游", "Upstream"),
    ("venue", "upstream", Side.PARTNER, "展馆", "Venue"),
    ("stand-builder", "upstream", Side.PARTNER, "展位搭建商", "Stand builder"),
    ("freight", "upstream", Side.PARTNER, "展品运输商", "Freight agent"),
    ("travel-hotel", "upstream", Side.PARTNER, "旅行社与酒店", "Travel and hotel"),
    ("media", "upstream", Side.PARTNER, "媒体", "Media"),
    ("security-cleaning", "upstream", Side.PARTNER, "安保与保洁", "Security and cleaning"),
    ("downstream", "", Side.EXHIBITOR, "下游", "Downstream"),
    ("exhibitor", "downstream", Side.EXHIBITOR, "参展商", "Exhibitor"),
    ("sponsor", "downstream", Side.SPONSOR, "赞助商", "Sponsor"),
    ("visitor", "downstream", Side.VISITOR, "观众", "Visitor"),
    ("professional-visitor", "visitor", Side.VISITOR, "专业观众", "Professional visitor"),
    ("public-visitor", "visitor", Side.VISITOR, "普通观众", "Public visitor"),
    ("stakeholder", "", Side.PARTNER, "利益相关方", "Stakeholder"),
    ("government", "stakeholder", Side.PARTNER, "政府部门", "Government"),
    ("association", "stakeholder", Side.PARTNER, "协会与商会", "Association or chamber"),
    ("foreign-agency", "stakeholder", Side.PARTNER, "境外驻华机构", "Foreign agency"),
    ("embassy", "stakeholder", Side.PARTNER, "使领馆商务处", "Embassy's commercial counsellor"),
    ("internal", "", Side.PARTNER, "内部", "Internal"),
    ("own-staff", "internal", Side.PARTNER, "本单位员工", "Own staff"),
]
TYPES: list[tuple[str, str, str]] = [
    ("government", "政府公益展", "Government or public-interest show"),
    ("general", "综合展", "General show"),
    ("specialised", "专业展", "Specialised show"),
    ("consumer", "消费品展", "Consumer show"),
    ("trade", "商务贸易展", "Trade show"),
    ("conference", "会议", "Conference"),
]


def plant() -> None:
    """Make what is missing; what a house has renamed stays as it is."""
    for code, parent, side, zh, en in ROLES:
        above = Role.objects.get(code=parent) if parent else None
        Role.objects.get_or_create(code=code, defaults={"parent": above, "side": side, "zh": zh, "en": en})
    for code, zh, en in TYPES:
        SeriesType.objects.get_or_create(code=code, defaults={"zh": zh, "en": en})
