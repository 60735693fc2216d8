"""Countries as lists name them, as people read them, and their ISO codes."""

import unicodedata

# code | English | Chinese | how else lists write it
_NAMES = """
CN | China | 中国 | prc peoplesrepublicofchina mainlandchina chinamainland 中国大陆 中华人民共和国 中国内地
HK | Hong Kong | 中国香港 | hongkongsar hongkongsarchina hongkongchina 香港 香港特别行政区
MO | Macao | 中国澳门 | macau macaosar 澳门
TW | Taiwan | 中国台湾 | taiwanroc chinesetaipei taiwanchina 台湾 台灣
JP | Japan | 日本
KR | South Korea | 韩国 | korea republicofkorea koreasouth korearepublicof 大韩民国 南韩
US | United States | 美国 | usa unitedstatesofamerica america
GB | United Kingdom | 英国 | uk greatbritain england britain scotland wales 大不列颠
DE | Germany | 德国 | deutschland
FR | France | 法国
IT | Italy | 意大利 | italia
ES | Spain | 西班牙 | españa
PT | Portugal | 葡萄牙
NL | Netherlands | 荷兰 | thenetherlands holland
BE | Belgium | 比利时
LU | Luxembourg | 卢森堡
CH | Switzerland | 瑞士 | schweiz suisse
AT | Austria | 奥地利 | österreich
DK | Denmark | 丹麦
SE | Sweden | 瑞典
NO | Norway | 挪威
FI | Finland | 芬兰
IS | Iceland | 冰岛
IE | Ireland | 爱尔兰
PL | Poland | 波兰
CZ | Czechia | 捷克 | czechrepublic
SK | Slovakia | 斯洛伐克
HU | Hungary | 匈牙利
RO | Romania | 罗马尼亚
BG | Bulgaria | 保加利亚
GR | Greece | 希腊
HR | Croatia | 克罗地亚
SI | Slovenia | 斯洛文尼亚
RS | Serbia | 塞尔维亚
EE | Estonia | 爱沙尼亚
LV | Latvia | 拉脱维亚
LT | Lithuania | 立陶宛
UA | Ukraine | 乌克兰
BY | Belarus | 白俄罗斯
RU | Russia | 俄罗斯 | russianfederation 俄罗斯联邦
TR | Türkiye | 土耳其 | turkey turkiye
CY | Cyprus | 塞浦路斯
MT | Malta | 马耳他
MC | Monaco | 摩纳哥
LI | Liechtenstein | 列支敦士登
CA | Canada | 加拿大
MX | Mexico | 墨西哥 | méxico
BR | Brazil | 巴西 | brasil
AR | Argentina | 阿根廷
CL | Chile | 智利
CO | Colombia | 哥伦比亚
PE | Peru | 秘鲁
EC | Ecuador | 厄瓜多尔
UY | Uruguay | 乌拉圭
PA | Panama | 巴拿马
CR | Costa Rica | 哥斯达黎加
CU | Cuba | 古巴
AU | Australia | 澳大利亚 | 澳洲
NZ | New Zealand | 新西兰
SG | Singapore | 新加坡
MY | Malaysia | 马来西亚
TH | Thailand | 泰国
VN | Vietnam | 越南 | vietnamsr
ID | Indonesia | 印度尼西亚 | 印尼
PH | Philippines | 菲律宾 | thephilippines
MM | Myanmar | 缅甸 | burma
KH | Cambodia | 柬埔寨
LA | Laos | 老挝
BN | Brunei | 文莱
MN | Mongolia | 蒙古 | 蒙古国
IN | India | 印度
PK | Pakistan | 巴基斯坦
BD | Bangladesh | 孟加拉国 | 孟加拉
LK | Sri Lanka | 斯里兰卡
NP | Nepal | 尼泊尔
KZ | Kazakhstan | 哈萨克斯坦
UZ | Uzbekistan | 乌兹别克斯坦
KG | Kyrgyzstan | 吉尔吉斯斯坦
TJ | Tajikistan | 塔吉克斯坦
TM | Turkmenistan | 土库曼斯坦
GE | Georgia | 格鲁吉亚
AM | Armenia | 亚美尼亚
AZ | Azerbaijan | 阿塞拜疆
IL | Israel | 以色列
AE | United Arab Emirates | 阿联酋 | uae 阿拉伯联合酋长国
SA | Saudi Arabia | 沙特阿拉伯 | 沙特
QA | Qatar | 卡塔尔
KW | Kuwait | 科威特
BH | Bahrain | 巴林
OM | Oman | 阿曼
JO | Jordan | 约旦
LB | Lebanon | 黎巴嫩
IR | Iran | 伊朗
IQ | Iraq | 伊拉克
EG | Egypt | 埃及
MA | Morocco | 摩洛哥
TN | Tunisia | 突尼斯
DZ | Algeria | 阿尔及利亚
ZA | South Africa | 南非
NG | Nigeria | 尼日利亚
KE | Kenya | 肯尼亚
ET | Ethiopia | 埃塞俄比亚
GH | Ghana | 加纳
TZ | Tanzania | 坦桑尼亚
UG | Uganda | 乌干达
"""
_ROWS = [[part.strip() for part in line.split("|")] for line in _NAMES.strip().splitlines()]
_SHOWN = {code: (english, chinese) for code, english, chinese, *_more in _ROWS}


def country_code(text: str) -> str:
    """The ISO code of a country named in Chinese or English; what is not known stays as it was written."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if folded.upper() in _SHOWN:
        return folded.upper()
    return CODES.get(_bare(folded), folded)


def country_name(code: str, *, chinese: bool) -> str:
    """The name of a country to a reader; what is no code known here stays as it is."""
    return _SHOWN[code][chinese] if code in _SHOWN else code


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalpha())


def _written(row: list[str]) -> list[str]:
    return [*row[1:3], *"".join(row[3:]).split()]


CODES = {_bare(name): row[0] for row in _ROWS for name in _written(row)}
