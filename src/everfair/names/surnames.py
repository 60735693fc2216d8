"""Characters, places and phrases whose usual reading is wrong in names."""

SURNAMES = {
    "曾": ("zeng",), "仇": ("qiu",), "查": ("zha",), "朴": ("piao", "park"), "单": ("shan",), "解": ("xie",),
    "区": ("ou",), "盖": ("ge", "gai"), "任": ("ren",), "华": ("hua",), "葛": ("ge",), "乐": ("yue", "le"),
    "覃": ("qin", "tan"), "翟": ("zhai", "di"), "缪": ("miao",), "幺": ("yao",), "宓": ("mi", "fu"),
    "折": ("she",), "种": ("chong",), "繁": ("po",), "员": ("yun",), "贠": ("yun",), "尹": ("yin",),
    "召": ("shao",), "黑": ("he",), "冼": ("xian",), "逄": ("pang",), "晁": ("chao",), "盛": ("sheng",),
    "令狐": ("ling hu",), "尉迟": ("yu chi",), "万俟": ("mo qi",), "单于": ("chan yu",), "长孙": ("zhang sun",),
    "宿": ("su",), "都": ("du",), "车": ("che",), "石": ("shi",), "柏": ("bai", "bo"), "沈": ("shen",),
    "薄": ("bo",), "重": ("chong",), "蔚": ("yu", "wei"), "莘": ("shen", "xin"), "洗": ("xian",), "么": ("yao",),
    "祭": ("zhai",), "那": ("na",), "能": ("nai",), "牟": ("mou", "mu"), "隗": ("wei", "kui"), "郗": ("xi", "chi"),
    "谌": ("chen", "shen"), "训": ("xun",), "臧": ("zang",), "哈": ("ha",), "纪": ("ji",), "过": ("guo",),
    "钭": ("tou",), "阚": ("kan",), "郇": ("xun", "huan"), "句": ("gou",), "句芒": ("gou mang",),
    "吕": ("lv", "lyu", "lu"), "秘": ("bi",), "适": ("kuo",), "褚": ("chu",), "相": ("xiang",), "行": ("xing",),
}  # fmt: skip

COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 轩辕 令狐 钟离 宇文 长孙 慕容 司徒 司空 夏侯 端木 百里 呼延 "
    "南宫 西门 独孤 澹台 万俟 单于 公冶 申屠 太史 闻人 赫连 拓跋 第五 濮阳 淳于 梁丘 左丘 东郭 南门".split()
)

PHRASES = {
    "重庆": "chong qing", "厦门": "xia men", "六安": "lu an", "单县": "shan xian", "台州": "tai zhou",
    "乐清": "yue qing", "漯河": "luo he", "蔚县": "yu xian", "莘县": "shen xian", "莘庄": "xin zhuang",
    "番禺": "pan yu", "东阿": "dong e", "长治": "chang zhi", "亳州": "bo zhou", "蚌埠": "beng bu",
    "铅山": "yan shan", "歙县": "she xian", "黟县": "yi xian", "泌阳": "bi yang", "浚县": "xun xian",
    "中牟": "zhong mu", "洪洞": "hong tong", "大城": "dai cheng", "乐亭": "lao ting", "井陉": "jing xing",
    "尉犁": "yu li", "大埔": "da bu", "黄埔": "huang pu", "十里堡": "shi li pu", "曾母": "zeng mu",
    "柏林": "bo lin", "陕西": "shan xi", "朝阳": "chao yang", "长沙": "chang sha", "长春": "chang chun",
    "长三角": "chang san jiao", "银行": "yin hang", "行业": "hang ye", "会计": "kuai ji", "音乐": "yin yue",
    "乐器": "yue qi", "重工": "zhong gong", "成都": "cheng du", "都市": "du shi", "西藏": "xi zang",
    "昌都": "chang du", "收藏": "shou cang", "传媒": "chuan mei", "调味": "tiao wei", "厦华": "xia hua",
    "大厦": "da sha", "宝藏": "bao zang", "大夫": "dai fu", "率先": "shuai xian",
}  # fmt: skip

# single characters whose usual reading in names is not the one dictionaries give first
USUAL = {
    "长": "chang", "厦": "xia", "都": "du", "曾": "zeng", "翟": "zhai", "晟": "sheng", "泊": "bo", "覃": "qin",
    "仇": "qiu", "似": "si", "曝": "bao", "粘": "nian",
}  # fmt: skip

# readings that a name may have besides the usual one, wherever they stand
ALSO = {
    "行": "hang xing", "长": "chang zhang", "乐": "le yue", "重": "zhong chong", "朝": "chao zhao",
    "藏": "cang zang", "厦": "xia sha", "都": "du dou", "柏": "bai bo", "宿": "su xiu", "盛": "sheng cheng",
    "单": "dan shan", "曾": "zeng ceng", "朴": "pu piao", "解": "jie xie", "查": "cha zha", "仇": "qiu chou",
    "翟": "zhai di", "覃": "qin tan", "盖": "gai ge", "区": "qu ou", "尉": "wei yu", "晟": "sheng cheng",
    "堡": "bao pu", "茜": "qian xi", "燕": "yan", "弹": "dan tan", "蔚": "wei yu", "莘": "shen xin", "泊": "bo po",
}  # fmt: skip
