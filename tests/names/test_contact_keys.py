"""Websites, e-mail addresses and telephone numbers as keys, with their traps."""

import pytest

from everfair.names import email_domain_key, email_key, phone_key, website_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.Belnet.be", "belnet.be"),
        ("https://agile.esm.co.jp/x?y#z", "esm.co.jp"),
        ("qingshan.com.cn", "qingshan.com.cn"),
        ("//shop.qingshan.cn:8080/", "qingshan.cn"),
        ("a.hangzhou.zj.cn", "hangzhou.zj.cn"),
        ("http://青山画廊.com/", "xn--rhto8co47alf5a.com"),
        (" HTTPS://QINGSHAN.CN. ", "qingshan.cn"),
    ],
)
def test_a_website_is_the_domain_that_one_registers(url: str, key: str) -> None:
    found = website_key(url)
    assert (found.key, found.reason) == (key, "")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.facebook.com/QingShan/?ref=1", "facebook.com/qingshan"),
        ("qingshan.github.io", "qingshan.github.io"),
        ("https://shop123.taobao.com/list", "shop123.taobao.com"),
        ("qingshan.tmall.com", "qingshan.tmall.com"),
        ("https://www.linkedin.com/company/Foo/about", "linkedin.com/company/foo"),
        ("x.com/foo", "x.com/foo"),
        ("foo.booth.pm", "foo.booth.pm"),
        ("https://www.pixiv.net/users/12", "pixiv.net/users/12"),
        ("foo.wixsite.com/bar", "foo.wixsite.com"),
    ],
)
def test_on_a_shared_host_the_page_is_the_key(url: str, key: str) -> None:
    found = website_key(url)
    assert (found.key, found.reason, found.shared) == (key, "shared_host", False)


@pytest.mark.parametrize("url", ["facebook.com", "https://www.taobao.com/", "weibo.com"])
def test_the_shared_host_itself_is_shared(url: str) -> None:
    assert website_key(url).shared


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "empty"),
        ("无", "not_a_url"),
        ("http:///", "not_a_url"),
        ("javascript:alert(1)", "not_a_url"),
        ("http://1.2.3.4/", "not_a_url"),
        ("a.com b.com", "not_a_url"),
        ("https://user@qingshan.cn", "not_a_url"),
        ("https://bit.ly/2x", "hidden_owner"),
        ("a." * 2000 + "com", "not_a_url"),
    ],
)
def test_what_is_no_website_says_why(url: str, reason: str) -> None:
    found = website_key(url)
    assert (found.key, found.reason) == (None, reason)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("13800138000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("+86 138-0013-8000", "+8613800138000"),
        ("008613800138000", "+8613800138000"),
        ("8613800138000", "+8613800138000"),
        ("013800138000", "+8613800138000"),
        ("13800138000.0", "+8613800138000"),
        ("'13800138000", "+8613800138000"),
        ("手机：138 0013 8000", "+8613800138000"),
        ("+86 (0)571 8888 8888", "+8657188888888"),
        ("（0571）88888888", "+8657188888888"),
        ("0571－8888888", "+865718888888"),
        ("021 66666666", "+862166666666"),
        ("400-800-1234", "+864008001234"),
        ("+81 3-1234-5678", "+81312345678"),
        ("+49 (0)30 123456", "+4930123456"),
        ("+39 06 1234567", "+39061234567"),
    ],
)
def test_forms_of_one_telephone_number_have_one_key(text: str, key: str) -> None:
    found = phone_key(text)
    assert (found.key, found.shared) == (key, False)


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("0571-88888888转801", "801"),
        ("0571-88888888-801", "801"),
        ("０５７１－８８８８８８８８转８０１", "801"),
        ("+86 571 88888888 ext. 801", "801"),
        ("0571-88888888#1", "1"),
    ],
)
def test_an_extension_makes_a_switchboard(text: str, extension: str) -> None:
    found = phone_key(text)
    assert (found.key, found.reason, found.shared) == ("+8657188888888", "switchboard", True)
    assert found.extension == extension


def test_a_number_is_read_in_its_country() -> None:
    assert phone_key("03-1234-5678", "JP").key == "+81312345678"
    assert phone_key("(415) 555-2671", "us").key == "+14155552671"
    assert phone_key("06 1234567", "IT").key == "+39061234567"


def test_a_number_without_area_code_is_shared_by_many_cities() -> None:
    found = phone_key("8888 8888")
    assert (found.key, found.reason, found.shared) == ("88888888", "no_area_code", True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("1.38E+10", "excel_damage"),
        ("1.38e10", "excel_damage"),
        ("13800138000/13900139000", "several"),
        ("13800138000, 13900139000", "several"),
        ("110", "too_short"),
        ("9" * 20, "too_long"),
        ("9" * 5000, "too_long"),
        ("abc", "not_a_number"),
        ("١٣٨٠٠١٣٨٠٠٠", "not_a_number"),
    ],
)
def test_what_is_no_telephone_number_says_why(text: str, reason: str) -> None:
    found = phone_key(text)
    assert (found.key, found.reason) == (None, reason)


@pytest.mark.parametrize(
    ("text", "key", "domain"),
    [
        ("Li@QingShan.COM.cn", "li@qingshan.com.cn", "qingshan.com.cn"),
        ("ａ＠ｂ．com", "a@b.com", "b.com"),
        ("li@mail.qingshan.cn", "li@mail.qingshan.cn", "qingshan.cn"),
        ("a@163.com", "a@163.com", None),
        ("a@vip.qq.com", "a@vip.qq.com", None),
        ("a@gmail.com", "a@gmail.com", None),
    ],
)
def test_addresses_have_a_mailbox_and_perhaps_a_domain(text: str, key: str, domain: str | None) -> None:
    assert email_key(text).key == key
    assert email_domain_key(text).key == domain


def test_a_firms_common_mailbox_is_shared() -> None:
    assert email_key("info@qingshan.cn").shared
    assert not email_key("li@qingshan.cn").shared


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("a@b.com\r\nBcc: c@d.com", "not_an_address"),
        ("a%0a@b.com", "not_an_address"),
        ("<a@b.com>", "not_an_address"),
        ("a@b", "not_an_address"),
        ("a..b@c.com", "not_an_address"),
        ("a@b.com, c@d.com", "several"),
        ("a@b.com；c@d.com", "several"),
        ("a" * 300 + "@b.com", "too_long"),
        ("无", "not_an_address"),
    ],
)
def test_what_is_no_address_says_why(text: str, reason: str) -> None:
    found = email_key(text)
    assert (found.key, found.reason) == (None, reason)
    assert email_domain_key(text).key is None
