"""Hosts whose address says nothing about who owns the page, and mail providers open to anybody."""

# the owner stands in front: qingshan.taobao.com, qingshan.github.io
OWNER_IN_HOST = frozenset(
    "github.io gitlab.io weebly.com wixsite.com wordpress.com blogspot.com tumblr.com taobao.com "
    "tmall.com 1688.com jd.com booth.pm fc2.com fc2web.com livedoor.jp hatenablog.com hateblo.jp "
    "jimdo.com jimdofree.com webnode.com strikingly.com squarespace.com netlify.app vercel.app "
    "herokuapp.com pages.dev web.app firebaseapp.com myshopify.com shopify.store substack.com medium.com "
    "bandcamp.com lofter.com en.alibaba.com en.made-in-china.com cn.made-in-china.com b2b.baidu.com "
    "company.site ameblo.jp exblog.jp seesaa.net sakura.ne.jp web.fc2.com cocolog-nifty.com blog.jp "
    "over-blog.com free.fr altervista.org neocities.org notion.site webflow.io framer.website "
    "azurewebsites.net azurestaticapps.net onrender.com fly.dev readthedocs.io sourceforge.net "
    "sourceforge.io".split()
)

# the owner stands behind: facebook.com/qingshan; the number says how many parts of the path name the owner
OWNER_IN_PATH = {
    "facebook.com": 1, "twitter.com": 1, "x.com": 1, "instagram.com": 1, "linkedin.com": 2,
    "pixiv.net": 2, "weibo.com": 2, "weibo.cn": 2, "youtube.com": 2, "tiktok.com": 1, "douyin.com": 2,
    "xiaohongshu.com": 3, "bilibili.com": 2, "zhihu.com": 2, "douban.com": 2, "github.com": 1,
    "gitlab.com": 1, "bitbucket.org": 1, "linktr.ee": 1, "lit.link": 1, "etsy.com": 2, "amazon.com": 2,
    "amazon.cn": 2, "alibaba.com": 2, "ebay.com": 2, "pinterest.com": 1, "vk.com": 1, "t.me": 1,
    "threads.net": 1, "mastodon.social": 1, "bsky.app": 2, "line.me": 3, "sites.google.com": 3,
    "docs.google.com": 4, "drive.google.com": 4, "geocities.jp": 1, "geocities.co.jp": 2,
    "soundcloud.com": 1, "nicovideo.jp": 2, "note.com": 1, "behance.net": 1, "patreon.com": 1,
    "launchpad.net": 1, "meetup.com": 1, "eventbrite.com": 2, "weidian.com": 1, "mp.weixin.qq.com": 2,
    "wantedly.com": 2, "kickstarter.com": 2,
}  # fmt: skip

HIDES_OWNER = frozenset(
    "bit.ly t.co goo.gl tinyurl.com ow.ly is.gd t.cn url.cn dwz.cn amzn.to forms.gle lnkd.in buff.ly".split()
)

SECOND_LEVEL = frozenset(
    "ac ad co com ed edu gen go gob gov gr id idv in info lg ltd me mil ne net nom or org pe plc re web".split()
)
CHINESE_PROVINCES = frozenset(
    "bj sh tj cq he sx nm ln jl hl js zj ah fj jx sd ha hb hn gd gx hi sc gz yn xz sn gs qh nx xj tw hk mo".split()
)

FREE_MAIL = frozenset(
    "163.com 126.com yeah.net vip.163.com vip.126.com 188.com qq.com vip.qq.com foxmail.com sina.com "
    "sina.cn vip.sina.com sina.com.cn sohu.com vip.sohu.com tom.com 139.com 189.cn wo.cn wo.com.cn "
    "21cn.com aliyun.com 263.net 263.net.cn eyou.com hotmail.com hotmail.co.jp outlook.com outlook.jp "
    "live.com live.cn live.jp msn.com gmail.com googlemail.com yahoo.com yahoo.cn yahoo.com.cn "
    "yahoo.co.jp yahoo.com.hk yahoo.com.tw yahoo.de yahoo.fr yahoo.co.uk ymail.com rocketmail.com "
    "icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com web.de t-online.de freenet.de mail.ru "
    "bk.ru inbox.ru list.ru yandex.ru yandex.com rambler.ru proton.me protonmail.com pm.me tutanota.com "
    "zoho.com naver.com daum.net hanmail.net nate.com orange.fr wanadoo.fr free.fr laposte.net libero.it "
    "virgilio.it tin.it seznam.cz wp.pl o2.pl onet.pl interia.pl rediffmail.com netvigator.com "
    "pchome.com.tw hinet.net docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp nifty.com nifty.ne.jp "
    "biglobe.ne.jp so-net.ne.jp ocn.ne.jp mail.com hey.com fastmail.com bigpond.com btinternet.com "
    "sky.com comcast.net verizon.net att.net uol.com.br bol.com.br".split()
)  # fmt: skip
