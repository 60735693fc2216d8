"""Provinces and cities of China, and countries, in Chinese and Latin letters.

Left out are cities whose names are everyday words or brands (白银, 来宾, 朝阳, 百色, 阿里): to take them off a
name would do more harm than good.
"""

PROVINCES = """
北京/beijing:
上海/shanghai: 浦东/pudong 嘉定/jiading 松江/songjiang 青浦/qingpu 奉贤/fengxian
天津/tianjin: 滨海/binhai
重庆/chongqing: 万州/wanzhou 涪陵/fuling
河北/hebei: 石家庄/shijiazhuang 唐山/tangshan 秦皇岛/qinhuangdao 邯郸/handan 邢台/xingtai 保定/baoding
张家口/zhangjiakou 承德/chengde 沧州/cangzhou 廊坊/langfang 衡水/hengshui 雄安/xiongan
山西/shanxi: 太原/taiyuan 大同/datong 阳泉/yangquan 长治/changzhi 晋城/jincheng 朔州/shuozhou 晋中/jinzhong
运城/yuncheng 忻州/xinzhou 临汾/linfen 吕梁/lvliang
内蒙古/innermongolia: 呼和浩特/hohhot 包头/baotou 乌海/wuhai 赤峰/chifeng 通辽/tongliao 鄂尔多斯/ordos
呼伦贝尔/hulunbeier 巴彦淖尔/bayannaoer 乌兰察布/wulanchabu
辽宁/liaoning: 沈阳/shenyang 大连/dalian 鞍山/anshan 抚顺/fushun 本溪/benxi 丹东/dandong 锦州/jinzhou
营口/yingkou 阜新/fuxin 辽阳/liaoyang 盘锦/panjin 铁岭/tieling 葫芦岛/huludao
吉林/jilin: 长春/changchun 四平/siping 辽源/liaoyuan 通化/tonghua 白山/baishan 松原/songyuan 白城/baicheng
延边/yanbian
黑龙江/heilongjiang: 哈尔滨/harbin 齐齐哈尔/qiqihar 鸡西/jixi 鹤岗/hegang 双鸭山/shuangyashan 大庆/daqing
伊春/yichun 佳木斯/jiamusi 七台河/qitaihe 牡丹江/mudanjiang 黑河/heihe 绥化/suihua
江苏/jiangsu: 南京/nanjing 无锡/wuxi 徐州/xuzhou 常州/changzhou 苏州/suzhou 南通/nantong 连云港/lianyungang
淮安/huaian 盐城/yancheng 扬州/yangzhou 镇江/zhenjiang 泰州/taizhou 宿迁/suqian 昆山/kunshan 江阴/jiangyin
张家港/zhangjiagang 常熟/changshu 太仓/taicang 宜兴/yixing 丹阳/danyang
浙江/zhejiang: 杭州/hangzhou 宁波/ningbo 温州/wenzhou 嘉兴/jiaxing 湖州/huzhou 绍兴/shaoxing 金华/jinhua
衢州/quzhou 舟山/zhoushan 台州/taizhou 丽水/lishui 义乌/yiwu 慈溪/cixi 余姚/yuyao 诸暨/zhuji 海宁/haining
桐乡/tongxiang 余杭/yuhang 萧山/xiaoshan 永康/yongkang 乐清/yueqing 瑞安/ruian
安徽/anhui: 合肥/hefei 芜湖/wuhu 蚌埠/bengbu 淮南/huainan 马鞍山/maanshan 淮北/huaibei 铜陵/tongling
安庆/anqing 黄山/huangshan 滁州/chuzhou 阜阳/fuyang 宿州/suzhou 六安/luan 亳州/bozhou 池州/chizhou
宣城/xuancheng
福建/fujian: 福州/fuzhou 厦门/xiamen 莆田/putian 三明/sanming 泉州/quanzhou 漳州/zhangzhou 南平/nanping
龙岩/longyan 宁德/ningde 晋江/jinjiang 石狮/shishi
江西/jiangxi: 南昌/nanchang 景德镇/jingdezhen 萍乡/pingxiang 九江/jiujiang 新余/xinyu 鹰潭/yingtan 赣州/ganzhou
吉安/jian 宜春/yichun 抚州/fuzhou 上饶/shangrao
山东/shandong: 济南/jinan 青岛/qingdao 淄博/zibo 枣庄/zaozhuang 东营/dongying 烟台/yantai 潍坊/weifang
济宁/jining 泰安/taian 威海/weihai 日照/rizhao 临沂/linyi 德州/dezhou 聊城/liaocheng 滨州/binzhou 菏泽/heze
单县/shanxian 寿光/shouguang
河南/henan: 郑州/zhengzhou 开封/kaifeng 洛阳/luoyang 平顶山/pingdingshan 安阳/anyang 鹤壁/hebi 新乡/xinxiang
焦作/jiaozuo 濮阳/puyang 许昌/xuchang 漯河/luohe 三门峡/sanmenxia 南阳/nanyang 商丘/shangqiu 信阳/xinyang
周口/zhoukou 驻马店/zhumadian
湖北/hubei: 武汉/wuhan 黄石/huangshi 十堰/shiyan 宜昌/yichang 襄阳/xiangyang 鄂州/ezhou 荆门/jingmen
孝感/xiaogan 荆州/jingzhou 黄冈/huanggang 咸宁/xianning 随州/suizhou 恩施/enshi 仙桃/xiantao
湖南/hunan: 长沙/changsha 株洲/zhuzhou 湘潭/xiangtan 衡阳/hengyang 邵阳/shaoyang 岳阳/yueyang 常德/changde
张家界/zhangjiajie 益阳/yiyang 郴州/chenzhou 永州/yongzhou 怀化/huaihua 娄底/loudi 湘西/xiangxi
广东/guangdong: 广州/guangzhou 韶关/shaoguan 深圳/shenzhen 珠海/zhuhai 汕头/shantou 佛山/foshan 江门/jiangmen
湛江/zhanjiang 茂名/maoming 肇庆/zhaoqing 惠州/huizhou 梅州/meizhou 汕尾/shanwei 河源/heyuan 阳江/yangjiang
清远/qingyuan 东莞/dongguan 中山/zhongshan 潮州/chaozhou 揭阳/jieyang 云浮/yunfu 顺德/shunde 番禺/panyu
广西/guangxi: 南宁/nanning 柳州/liuzhou 桂林/guilin 梧州/wuzhou 北海/beihai 防城港/fangchenggang 钦州/qinzhou
贵港/guigang 玉林/yulin 贺州/hezhou 河池/hechi 崇左/chongzuo
海南/hainan: 海口/haikou 三亚/sanya 三沙/sansha 儋州/danzhou
四川/sichuan: 成都/chengdu 自贡/zigong 攀枝花/panzhihua 泸州/luzhou 德阳/deyang 绵阳/mianyang 广元/guangyuan
遂宁/suining 内江/neijiang 乐山/leshan 南充/nanchong 眉山/meishan 宜宾/yibin 广安/guangan 达州/dazhou 雅安/yaan
巴中/bazhong 资阳/ziyang
贵州/guizhou: 贵阳/guiyang 六盘水/liupanshui 遵义/zunyi 安顺/anshun 毕节/bijie 铜仁/tongren
云南/yunnan: 昆明/kunming 曲靖/qujing 玉溪/yuxi 保山/baoshan 昭通/zhaotong 丽江/lijiang 普洱/puer 临沧/lincang
楚雄/chuxiong 红河/honghe 西双版纳/xishuangbanna 大理/dali
西藏/tibet: 拉萨/lhasa 日喀则/rikaze 昌都/changdu 林芝/linzhi 山南/shannan 那曲/naqu
陕西/shaanxi: 西安/xian 铜川/tongchuan 宝鸡/baoji 咸阳/xianyang 渭南/weinan 延安/yanan 汉中/hanzhong 榆林/yulin
安康/ankang 商洛/shangluo
甘肃/gansu: 兰州/lanzhou 嘉峪关/jiayuguan 金昌/jinchang 天水/tianshui 武威/wuwei 张掖/zhangye 平凉/pingliang
酒泉/jiuquan 庆阳/qingyang 定西/dingxi 陇南/longnan
青海/qinghai: 西宁/xining 海东/haidong
宁夏/ningxia: 银川/yinchuan 石嘴山/shizuishan 吴忠/wuzhong 固原/guyuan 中卫/zhongwei
新疆/xinjiang: 乌鲁木齐/urumqi 克拉玛依/kelamayi 吐鲁番/tulufan 哈密/hami 昌吉/changji 喀什/kashi 伊犁/yili
石河子/shihezi
香港/hongkong: 九龙/kowloon
澳门/macau:
台湾/taiwan: 台北/taipei 新北/newtaipei 台中/taichung 台南/tainan 高雄/kaohsiung 桃园/taoyuan 新竹/hsinchu
基隆/keelung
"""

COUNTRIES = """
中国/china 日本/japan 韩国/korea 美国/usa 德国/germany 英国/uk 法国/france 意大利/italy 新加坡/singapore 印度/india
西班牙/spain 荷兰/netherlands 比利时/belgium 瑞士/switzerland 奥地利/austria 瑞典/sweden 丹麦/denmark 挪威/norway
芬兰/finland 波兰/poland 捷克/czechia 俄罗斯/russia 土耳其/turkey 巴西/brazil 墨西哥/mexico 加拿大/canada
澳大利亚/australia 新西兰/newzealand 泰国/thailand 越南/vietnam 马来西亚/malaysia 印度尼西亚/indonesia
菲律宾/philippines 以色列/israel 阿联酋/uae 南非/southafrica 葡萄牙/portugal 爱尔兰/ireland 匈牙利/hungary
乌克兰/ukraine 大中华/greaterchina 亚太/asiapacific 亚洲/asia 欧洲/europe 东京/tokyo 大阪/osaka 名古屋/nagoya
京都/kyoto 首尔/seoul 柏林/berlin 慕尼黑/munich 伦敦/london 巴黎/paris 纽约/newyork 米兰/milan
"""

# districts and towns, and the city they lie in
WITHIN = """
余杭/杭州 萧山/杭州 昆山/苏州 张家港/苏州 常熟/苏州 太仓/苏州 江阴/无锡 宜兴/无锡 丹阳/镇江 义乌/金华 永康/金华
慈溪/宁波 余姚/宁波 诸暨/绍兴 海宁/嘉兴 桐乡/嘉兴 乐清/温州 瑞安/温州 晋江/泉州 石狮/泉州 单县/菏泽 寿光/潍坊
顺德/佛山 番禺/广州
"""

# one character for a place, as in 沪 or 粤
ABBREVIATIONS = """
京/北京 沪/上海 申/上海 津/天津 渝/重庆 冀/河北 晋/山西 蒙/内蒙古 辽/辽宁 吉/吉林 黑/黑龙江 苏/江苏,苏州
浙/浙江 皖/安徽 徽/安徽 闽/福建 赣/江西,赣州 鲁/山东 豫/河南 鄂/湖北 楚/湖北 湘/湖南 粤/广东 桂/广西,桂林
琼/海南 川/四川 蜀/四川 黔/贵州 贵/贵州 云/云南 滇/云南 藏/西藏 陕/陕西 秦/陕西 甘/甘肃 陇/甘肃 青/青海,青岛
宁/宁夏,南京,宁波 新/新疆 港/香港 澳/澳门 台/台湾 穗/广州 深/深圳 杭/杭州 甬/宁波 榕/福州 厦/厦门 汉/武汉
蓉/成都 锡/无锡 常/常州 通/南通 扬/扬州 温/温州 嘉/嘉兴 绍/绍兴 合/合肥 芜/芜湖 青/青岛,青海 济/济南 烟/烟台
郑/郑州 洛/洛阳 长/长沙,长春 株/株洲 昆/昆明 哈/哈尔滨 沈/沈阳 大/大连 佛/佛山 莞/东莞 珠/珠海 汕/汕头
邕/南宁 筑/贵阳 兰/兰州 石/石家庄 唐/唐山 中/中国 国/中国 华/中国 美/美国 英/英国 法/法国 德/德国 日/日本
韩/韩国
"""
