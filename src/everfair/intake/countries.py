"""Countries as lists name them, and their ISO codes."""

import unicodedata

_NAMES = """
CN china prc peoplesrepublicofchina mainlandchina chinamainland 中国 中国大陆 中华人民共和国 中国内地
HK hongkong hongkongsar hongkongsarchina hongkongchina 香港 中国香港 香港特别行政区
MO macao macau macaosar 澳门 中国澳门
TW taiwan taiwanroc chinesetaipei taiwanchina 台湾 中国台湾 台灣
JP japan 日本
KR korea southkorea republicofkorea koreasouth korearepublicof 韩国 大韩民国 南韩
US usa unitedstates unitedstatesofamerica america 美国
GB uk unitedkingdom greatbritain england britain scotland wales 英国 大不列颠
DE germany deutschland 德国
FR france 法国
IT italy italia 意大利
ES spain españa 西班牙
PT portugal 葡萄牙
NL netherlands thenetherlands holland 荷兰
BE belgium 比利时
LU luxembourg 卢森堡
CH switzerland schweiz suisse 瑞士
AT austria österreich 奥地利
DK denmark 丹麦
SE sweden 瑞典
NO norway 挪威
FI finland 芬兰
IS iceland 冰岛
IE ireland 爱尔兰
PL poland 波兰
CZ czechrepublic czechia 捷克
SK slovakia 斯洛伐克
HU hungary 匈牙利
RO romania 罗马尼亚
BG bulgaria 保加利亚
GR greece 希腊
HR croatia 克罗地亚
SI slovenia 斯洛文尼亚
RS serbia 塞尔维亚
EE estonia 爱沙尼亚
LV latvia 拉脱维亚
LT lithuania 立陶宛
UA ukraine 乌克兰
BY belarus 白俄罗斯
RU russia russianfederation 俄罗斯 俄罗斯联邦
TR turkey türkiye turkiye 土耳其
CY cyprus 塞浦路斯
MT malta 马耳他
MC monaco 摩纳哥
LI liechtenstein 列支敦士登
CA canada 加拿大
MX mexico méxico 墨西哥
BR brazil brasil 巴西
AR argentina 阿根廷
CL chile 智利
CO colombia 哥伦比亚
PE peru 秘鲁
EC ecuador 厄瓜多尔
UY uruguay 乌拉圭
PA panama 巴拿马
CR costarica 哥斯达黎加
CU cuba 古巴
AU australia 澳大利亚 澳洲
NZ newzealand 新西兰
SG singapore 新加坡
MY malaysia 马来西亚
TH thailand 泰国
VN vietnam vietnamsr 越南
ID indonesia 印度尼西亚 印尼
PH philippines thephilippines 菲律宾
MM myanmar burma 缅甸
KH cambodia 柬埔寨
LA laos 老挝
BN brunei 文莱
MN mongolia 蒙古 蒙古国
IN india 印度
PK pakistan 巴基斯坦
BD bangladesh 孟加拉国 孟加拉
LK srilanka 斯里兰卡
NP nepal 尼泊尔
KZ kazakhstan 哈萨克斯坦
UZ uzbekistan 乌兹别克斯坦
KG kyrgyzstan 吉尔吉斯斯坦
TJ tajikistan 塔吉克斯坦
TM turkmenistan 土库曼斯坦
GE georgia 格鲁吉亚
AM armenia 亚美尼亚
AZ azerbaijan 阿塞拜疆
IL israel 以色列
AE uae unitedarabemirates 阿联酋 阿拉伯联合酋长国
SA saudiarabia 沙特阿拉伯 沙特
QA qatar 卡塔尔
KW kuwait 科威特
BH bahrain 巴林
OM oman 阿曼
JO jordan 约旦
LB lebanon 黎巴嫩
IR iran 伊朗
IQ iraq 伊拉克
EG egypt 埃及
MA morocco 摩洛哥
TN tunisia 突尼斯
DZ algeria 阿尔及利亚
ZA southafrica 南非
NG nigeria 尼日利亚
KE kenya 肯尼亚
ET ethiopia 埃塞俄比亚
GH ghana 加纳
TZ tanzania 坦桑尼亚
UG uganda 乌干达
"""
CODES = {name: line.split()[0] for line in _NAMES.strip().splitlines() for name in line.split()[1:]}
_KNOWN = frozenset(CODES.values())


def country_code(text: str) -> str:
    """The ISO code of a country named in Chinese or English; what is not known stays as it was written."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if folded.upper() in _KNOWN:
        return folded.upper()
    bare = "".join(sign for sign in folded.casefold() if sign.isalpha())
    return CODES.get(bare, folded)
