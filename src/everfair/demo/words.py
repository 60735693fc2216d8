"""What the invented names are made of: places, signs with their readings, trades, people, what is noted down."""
# ruff: noqa: E501  words stand in one line

# Chinese, Latin, area code, weight
PLACES = [
    ("杭州", "Hangzhou", "0571", 18), ("上海", "Shanghai", "021", 20), ("苏州", "Suzhou", "0512", 9),
    ("南京", "Nanjing", "025", 8), ("宁波", "Ningbo", "0574", 7), ("无锡", "Wuxi", "0510", 5),
    ("温州", "Wenzhou", "0577", 4), ("绍兴", "Shaoxing", "0575", 3), ("嘉兴", "Jiaxing", "0573", 3),
    ("金华", "Jinhua", "0579", 2), ("义乌", "Yiwu", "0579", 3), ("常州", "Changzhou", "0519", 3),
    ("扬州", "Yangzhou", "0514", 2), ("合肥", "Hefei", "0551", 4), ("北京", "Beijing", "010", 8),
    ("深圳", "Shenzhen", "0755", 6), ("广州", "Guangzhou", "020", 6), ("成都", "Chengdu", "028", 3),
    ("武汉", "Wuhan", "027", 2), ("厦门", "Xiamen", "0592", 2), ("景德镇", "Jingdezhen", "0798", 3),
    ("宜兴", "Yixing", "0510", 2), ("福州", "Fuzhou", "0591", 2), ("青岛", "Qingdao", "0532", 2),
]  # fmt: skip

# sign, traditional where it differs, reading
SIGNS = [
    one.split("/") for one in (
        "青//qing 云/雲/yun 山//shan 墨//mo 竹//zhu 石//shi 泉//quan 溪//xi 鹿//lu 鹤/鶴/he 兰/蘭/lan 梅//mei 松//song 荷//he "
        "舟//zhou 帆//fan 月//yue 星//xing 晨//chen 霞//xia 雪//xue 雨//yu 风/風/feng 澜/瀾/lan 澄//cheng 静/靜/jing 和//he 雅//ya "
        "朴/樸/pu 素//su 然//ran 知//zhi 行//xing 远/遠/yuan 望//wang 归/歸/gui 源//yuan 清//qing 明//ming 朗//lang 辰//chen 宇//yu "
        "景//jing 致//zhi 艺/藝/yi 匠//jiang 心//xin 禾//he 木//mu 林//lin 森//sen 枫/楓/feng 桐//tong 柏//bo 榆//yu 桥/橋/qiao 亭//ting "
        "轩/軒/xuan 阁/閣/ge 斋/齋/zhai 舍//she 印//yin 砚/硯/yan 笺/箋/jian 绘/繪/hui 彩//cai 虹//hong 影//ying 音//yin 韵/韻/yun 律//lv "
        "瓷//ci 陶//tao 玉//yu 锦/錦/jin 绣/繡/xiu 织/織/zhi 线/線/xian 纹/紋/wen 光//guang 曜//yao 启/啟/qi 新//xin 恒/恆/heng 盛//sheng "
        "瑞//rui 祥//xiang 嘉//jia 悦/悅/yue 乐/樂/le 宁/寧/ning 安//an 平//ping 谷//gu 川//chuan 江//jiang 湖//hu 海//hai 沙//sha "
        "岸//an 屿/嶼/yu 洲//zhou 野//ye 田//tian 园/園/yuan 庭//ting 窗//chuang 灯/燈/deng 书/書/shu 简/簡/jian 册//ce 卷//juan 印//yin "
        "象//xiang 观/觀/guan 空//kong 间/間/jian 方//fang 圆/圓/yuan 合//he 弦//xian 格//ge 界//jie 元//yuan 极/極/ji 维/維/wei 度//du"
    ).split()
]  # fmt: skip

# Chinese, traditional, English, Latin stem of the domain, industry, industry in English
TRADES = [
    ("画廊", "畫廊", "Gallery", "gallery", "艺术机构"), ("美术馆", "美術館", "Art Museum", "museum", "艺术机构"),
    ("艺术中心", "藝術中心", "Art Center", "arts", "艺术机构"), ("陶瓷艺术", "陶瓷藝術", "Ceramic Art", "ceramics", "工艺美术"),
    ("工艺美术", "工藝美術", "Arts and Crafts", "crafts", "工艺美术"), ("丝绸", "絲綢", "Silk", "silk", "工艺美术"),
    ("紫砂", "紫砂", "Zisha Pottery", "zisha", "工艺美术"), ("文化创意", "文化創意", "Cultural Creation", "creative", "文化创意"),
    ("文化传媒", "文化傳媒", "Culture and Media", "media", "文化创意"), ("品牌设计", "品牌設計", "Brand Design", "design", "创意设计"),
    ("工业设计", "工業設計", "Industrial Design", "design", "创意设计"), ("展陈工程", "展陳工程", "Exhibit Engineering", "exhibit", "文化装备"),
    ("舞台设备", "舞臺設備", "Stage Equipment", "stage", "文化装备"), ("灯光音响", "燈光音響", "Light and Sound", "sound", "文化装备"),
    ("数字科技", "數字科技", "Digital Technology", "digital", "数字文化"), ("智能科技", "智能科技", "Intelligent Technology", "tech", "数字文化"),
    ("文物保护", "文物保護", "Heritage Conservation", "heritage", "文博"), ("博物馆用品", "博物館用品", "Museum Supplies", "supplies", "文博"),
    ("图书出版", "圖書出版", "Publishing", "press", "出版"), ("印刷包装", "印刷包裝", "Print and Packaging", "print", "出版"),
    ("动漫制作", "動漫製作", "Animation", "animation", "数字文化"), ("乐器", "樂器", "Musical Instruments", "music", "文化装备"),
    ("文具", "文具", "Stationery", "stationery", "文化创意"), ("家居用品", "家居用品", "Home and Living", "living", "创意设计"),
]  # fmt: skip
INDUSTRIES = sorted({trade[4] for trade in TRADES})

# Chinese, English, weight
FORMS = [
    ("有限公司", "Co., Ltd.", 70), ("有限责任公司", "Co., Ltd.", 8), ("股份有限公司", "Corp., Ltd.", 9),
    ("（集团）有限公司", "Group Co., Ltd.", 4), ("", "", 9),
]  # fmt: skip

# name, country, city, website ending
FOREIGN_FORMS = {
    "JP": (["株式会社{}", "{}工房", "有限会社{}"], ["京都", "大阪", "东京"], "jp.example"),
    "DE": (["{} GmbH", "{} Werkstatt GmbH"], ["柏林", "慕尼黑"], "de.example"),
    "GB": (["{} Ltd", "{} Fine Art Ltd"], ["伦敦"], "uk.example"),
    "IT": (["{} S.r.l.", "{} Design S.p.A."], ["米兰"], "it.example"),
    "FR": (["{} SARL", "Galerie {}"], ["巴黎"], "fr.example"),
    "US": (["{} Inc.", "{} LLC"], ["纽约"], "us.example"),
}
COUNTRIES = {
    "CN": "中国",
    "JP": "日本",
    "DE": "德国",
    "GB": "英国",
    "IT": "意大利",
    "FR": "法国",
    "US": "美国",
}
JAPANESE = "青空 花水木 月影 桜井 西陣 清水焼 和紙舎 白川 若草 千鳥 水面 夕凪 木漏日 朝霧 金継".split()
WESTERN_FIRST = "Bel Cor Dan El Fal Gar Hol Kor Lin Mar Nor Or Pel Quin Ros Sel Tor Val Wes Zan".split()
WESTERN_LAST = "bach dale ford grove hain mont nova ridge stein terra vale wick ora ello etti aux".split()

SURNAMES = "王/wang 李/li 张/zhang 刘/liu 陈/chen 杨/yang 赵/zhao 黄/huang 周/zhou 吴/wu 徐/xu 孙/sun 胡/hu 朱/zhu 高/gao 林/lin 何/he 郭/guo 马/ma 罗/luo 梁/liang 宋/song 郑/zheng 谢/xie 韩/han 唐/tang 冯/feng 于/yu 董/dong 沈/shen 曾/zeng 仇/qiu 陆/lu 姚/yao 钱/qian 俞/yu 欧阳/ouyang".split()
GIVEN = "伟/wei 芳/fang 敏/min 静/jing 丽/li 强/qiang 磊/lei 洋/yang 勇/yong 艳/yan 杰/jie 娟/juan 涛/tao 超/chao 婷/ting 欣/xin 怡/yi 雨/yu 桐/tong 晨/chen 文/wen 博/bo 嘉/jia 宁/ning 思/si 远/yuan 子/zi 涵/han 梓/zi 轩/xuan 晓/xiao 燕/yan 国/guo 华/hua 志/zhi 明/ming 海/hai 峰/feng 雪/xue 梅/mei".split()
WESTERN_PEOPLE = "Anna Becker|Lukas Stein|Claire Martin|Marco Rossi|Emily Carter|James Wood|Sophie Laurent|Paul Neumann|Giulia Conti|Oliver Hale".split(
    "|"
)
JAPANESE_PEOPLE = "佐藤健|鈴木美咲|高橋涼|田中葵|伊藤翔|渡辺結衣".split("|")

# title, decision role
TITLES = [
    ("总经理", "决策者"), ("董事长", "决策者"), ("市场总监", "影响者"), ("副总经理", "决策者"), ("展会经理", "使用者"),
    ("采购经理", "采购者"), ("行政主管", "把关者"), ("销售经理", "影响者"), ("艺术总监", "影响者"), ("市场专员", "使用者"),
]  # fmt: skip

# What is noted down, of customers who write Chinese and of those who write English.
Said = tuple[str, str]
TALKED: dict[str, list[Said]] = {
    "trust": [
        ("展后回访，收获的意向客户比上届多", "Called after the show: more leads than last time"),
        ("希望保留原来的位置", "Would like to keep the same stand"),
        ("想了解同期论坛的安排", "Asked for the programme of the forum"),
        ("介绍了一家同行来参展", "Recommended us to a firm of the same trade"),
        ("约了下届续展的时间", "Agreed on a date to talk about the next edition"),
    ],
    "confirmation": [
        ("首次参展，询问布展流程", "First time here: asked how to set up the stand"),
        ("关心专业观众的构成", "Wants to know who the trade visitors are"),
        ("希望多安排对口买家", "Hopes for more appointments with buyers of their trade"),
        ("询问参展补贴", "Asked about grants for exhibitors from abroad"),
    ],
    "weakening": [
        ("说今年预算要减", "Says this year's budget will be cut"),
        ("觉得观众质量不如前几年", "Finds visitors less qualified than in earlier years"),
        ("在比较另一个展会", "Is comparing us with another show"),
        ("负责人换了，需要重新介绍", "Somebody else is in charge now: introduce the show again"),
    ],
    "disappearance": [
        ("暂时不考虑参展", "Not planning to exhibit for now"),
        ("业务方向变了", "Has moved into another business"),
        ("电话无人接听", "Nobody answers the telephone"),
    ],
    "cultivation": [
        ("听同行介绍过本展会", "Heard of the show from a competitor"),
        ("索要展会资料和报价", "Asked for the brochure and prices"),
        ("想先来参观", "Would like to visit first"),
        ("询问标准展位价格", "Asked what a shell scheme stand costs"),
    ],
}
COMPLAINTS: list[Said] = [
    ("展位搭建延误", "The stand was built late"),
    ("电力不足，现场跳闸", "Too little power: the fuse blew during the show"),
    ("展位号临时调整", "The stand number was changed at the last minute"),
    ("网络信号差", "Poor wireless network"),
    ("观众动线不合理", "Visitors were led past the stand"),
    ("承诺的买家没有到场", "The buyers we promised did not come"),
    ("发票开具太慢", "The invoice took too long"),
    ("保洁不及时", "The hall was not cleaned in time"),
]
PRAISE: list[Said] = [
    ("整体满意", "Satisfied on the whole"),
    ("服务细致", "Attentive service"),
    ("观众质量高", "Well qualified visitors"),
    ("成交超过预期", "Sold more than expected"),
    ("组织有序", "Well organised"),
]
BLAME: list[Said] = [
    ("人流太少", "Too few visitors"),
    ("展位偏", "The stand was out of the way"),
    ("收费偏高", "Too expensive"),
    ("效果一般", "Results were only fair"),
    ("服务跟不上", "Service did not keep up"),
]
