"""Words of the trade in Chinese and English, and words too common to tell one exhibitor from another."""

from functools import lru_cache

_PAIRS = """
画廊/gallery 美术馆/museum 博物馆/museum 艺术/art 艺术/arts 文化/culture 文化/cultural 科技/technology
科技/technologies 科技/tech 技术/technology 智能/intelligent 智能/ai 人工智能/ai 机器人/robot 机器人/robotics
机械/machinery 机床/machine 电子/electronics 电子/electronic 电气/electric 电器/electric 信息/information
软件/software 网络/network 通信/communication 通信/communications 通讯/communication 数据/data 数字/digital
传媒/media 广告/advertising 会展/exhibition 展览/exhibition 会展/expo 贸易/trading 贸易/trade
国际/international 实业/industry 实业/industrial 工业/industry 工业/industries 产业/industry 投资/investment
控股/holding 集团/group 汽车/automobile 汽车/auto 汽车/automotive 医疗/medical 医药/pharmaceutical
制药/pharmaceutical 药业/pharmaceutical 生物/bio 生物/biotech 生物/biotechnology 化工/chemical 化学/chemical
材料/material 材料/materials 新材料/materials 能源/energy 电力/power 电力/electric 电源/power
光电/optoelectronics 光学/optical 半导体/semiconductor 微电子/microelectronics 食品/food 食品/foods
服装/garment 纺织/textile 家具/furniture 家居/home 建筑/construction 建设/construction 工程/engineering
设计/design 设备/equipment 装备/equipment 仪器/instrument 自动化/automation 控制/control 系统/system
系统/systems 物流/logistics 航空/aviation 航空/airlines 旅游/tourism 酒店/hotel 出版/publishing 印刷/printing
包装/packaging 塑料/plastics 橡胶/rubber 纸业/paper 钢铁/steel 矿业/mining 水泥/cement 水务/water
环保/environmental 环境/environment 农业/agriculture 农业/agricultural 教育/education 大学/university
学院/college 研究院/institute 研究所/institute 协会/association 银行/bank 证券/securities 保险/insurance
股份/stock 咨询/consulting 服务/service 服务/services 管理/management 发展/development 开发/development
工作室/studio 精密/precision 激光/laser 无人机/drone 安全/security 云/cloud 量子/quantum 工艺/crafts
珠宝/jewelry 玩具/toys 动漫/animation 游戏/games
"""

_WEAK_LATIN = """
and the of for de group media project projects community foundation association institute software technology
technologies tech solutions systems labs lab studio studios team careers jobs job recruiting engineering developer
developers online web digital international global worldwide official
"""

_PLACEHOLDERS = frozenset(
    "无 没有 未知 不详 待定 个人 散客 公司 企业 展商 参展商 观众 空 测试 其他 暂无 其它 na none null nil "
    "unknown test tba tbd nocompany individual private personal self freelance freelancer exhibitor "
    "visitor company other xxx 未定 匿名".split()
)


def _translations() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for pair in _PAIRS.split():
        chinese, english = pair.split("/")
        found.setdefault(english, []).append(chinese)
    return {english: tuple(chinese) for english, chinese in found.items()}


TRANSLATIONS = _translations()
WEAK_LATIN = frozenset(_WEAK_LATIN.split()) | TRANSLATIONS.keys()
CHINESE_TRADE_WORDS = tuple(sorted({pair.split("/")[0] for pair in _PAIRS.split()}, key=len, reverse=True))


@lru_cache(maxsize=16384)
def says_nothing(core: str) -> bool:
    """Whether a name is a stopgap (待定, 个人, TBA) or trade words only (画廊, 科技发展): two such are no party."""
    return not core or core in _PLACEHOLDERS or core in TRANSLATIONS or _is_trade_only(core)


def _is_trade_only(core: str) -> bool:
    if len(core) > 8 or core.isascii():
        return False
    words = [w for w in CHINESE_TRADE_WORDS if core.startswith(w)]
    return any(len(w) == len(core) or _is_trade_only(core[len(w) :]) for w in words)
