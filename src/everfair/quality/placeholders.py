"""What people type where a form wants something and they have nothing: it looks filled and says nothing."""

WORDS = (
    "test testing none null n/a na nil tbd tba unknown asdf qwerty xxx xxxx abc aaa 123 1234 12345 123456 000 111 "
    "无 没有 暂无 未知 不详 测试 测试公司 待定 待补充 未填 空 某公司 某某公司 公司 个人"
).split()  # fmt: skip
TEXTS = sorted(
    {form for word in WORDS for form in (word, word.upper(), word.capitalize())} | {"-", "--", "/", ".", "?"}
)

PHONES = (
    "+8613800138000 +8613000000000 +8613888888888 +8613999999999 +8613811111111 +8613812345678 +8612345678 "
    "1234567 12345678 123456789 1234567890 12345678901 0000000 00000000 11111111 99999999"
).split()
MAILBOXES = (
    "test@test.com test@qq.com test@163.com test@126.com a@a.com aa@aa.com abc@abc.com 123@qq.com 123@163.com "
    "123456@qq.com 123456@163.com xxx@xxx.com xxx@qq.com none@none.com no@no.com no@email.com noemail@noemail.com "
    "na@na.com example@example.com"
).split()
WEBSITES = "test.com xxx.com none.com no.com 123.com abc.com".split()
KEYS = sorted({*PHONES, *MAILBOXES, *WEBSITES})
