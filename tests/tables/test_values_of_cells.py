"""Rows 8, 10, 18, 19 and 30 of the book of bad inputs: what the text of a cell means."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.tables import ValueCode, ValueProblem
from everfair.tables.values import (
    Amount,
    OrdinalKind,
    check_text,
    parse_amount,
    parse_area,
    parse_date,
    parse_datetime,
    parse_email,
    parse_int,
    parse_ordinal,
    parse_phone_text,
    to_minor,
)  # fmt: skip

DAY = date(2026, 2, 8)


def refusal(parse: Callable[..., object], text: str, **options: object) -> ValueProblem:
    with pytest.raises(ValueProblem) as caught:
        parse(text, **options)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "2026年2月8日", "2026 年 02 月 08 日", "20260208", "46061", "46061.0", "2026-02-08", "2026/2/8", "2026.2.8",
        "２０２６－０２－０８", "8 Feb 2026", "Feb 8, 2026", "8-Feb-2026", "February 8th, 2026", "二〇二六年二月八日",
        " 2026-02-08 ", "2026-02-08 00:00:00", "2026-02-08T10:30:00Z", "2026年2月8日 下午3:30", "2026年2月8号",
    ],
)  # fmt: skip
def test_row_19_dates_in_every_dress(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-02-30", ValueCode.DATE_IMPOSSIBLE),
        ("2026-02-29", ValueCode.DATE_IMPOSSIBLE),
        ("1900-02-29", ValueCode.DATE_IMPOSSIBLE),
        ("0000-00-00", ValueCode.DATE_IMPOSSIBLE),
        ("20261301", ValueCode.DATE_IMPOSSIBLE),
        ("32/12/2026", ValueCode.DATE_IMPOSSIBLE),
        ("03/04/2026", ValueCode.DATE_AMBIGUOUS),
        ("2026-02-08 24:00", ValueCode.TIME_IMPOSSIBLE),
        ("2026-02-08 12:60", ValueCode.TIME_IMPOSSIBLE),
        ("2026", ValueCode.DATE_INCOMPLETE),
        ("2026年2月", ValueCode.DATE_INCOMPLETE),
        ("2月8日", ValueCode.DATE_INCOMPLETE),
        ("8/2/26", ValueCode.DATE_SHORT_YEAR),
        ("1026-02-08", ValueCode.DATE_OUT_OF_RANGE),
        ("60", ValueCode.DATE_UNREADABLE),
        ("", ValueCode.DATE_UNREADABLE),
        ("待定", ValueCode.DATE_UNREADABLE),
        ("2026-02/08", ValueCode.DATE_UNREADABLE),
        ("٢٠٢٦-٠٢-٠٨", ValueCode.DATE_UNREADABLE),
    ],
)
def test_row_19_what_is_no_date_is_refused(text: str, code: ValueCode) -> None:
    assert refusal(parse_date, text).code is code


def test_row_19_an_ambiguous_date_names_both_readings_until_the_order_is_given() -> None:
    params = refusal(parse_date, "03/04/2026").params
    assert (params["day_first"], params["month_first"]) == ("2026-04-03", "2026-03-04")
    assert parse_date("03/04/2026", day_first=True) == date(2026, 4, 3)
    assert parse_date("03/04/2026", day_first=False) == date(2026, 3, 4)
    assert parse_date("31/12/2026") == parse_date("12/31/2026") == date(2026, 12, 31)
    assert refusal(parse_date, "31/12/2026", day_first=False).code is ValueCode.DATE_IMPOSSIBLE


def test_row_19_day_numbers_of_both_systems() -> None:
    assert parse_date("44599", date1904=True) == DAY
    assert parse_datetime("46061.4375") == datetime(2026, 2, 8, 10, 30)


def test_moments_keep_their_zone_and_have_none_of_their_own() -> None:
    assert parse_datetime("2026-02-08") == datetime(2026, 2, 8)
    east = timezone(timedelta(hours=8))
    assert parse_datetime("2026-02-08T10:30:15+08:00") == datetime(2026, 2, 8, 10, 30, 15, tzinfo=east)
    assert parse_datetime("2026-02-08 下午3时30分") == datetime(2026, 2, 8, 15, 30)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_any_day_survives_its_own_writing(day: date) -> None:
    assert parse_date(day.isoformat()) == parse_date(f"{day:%Y%m%d}") == day
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("1,234,567.89", "1234567.89", None),
        ("￥1,200", "1200", "CNY"),
        ("¥ 12.5", "12.5", "CNY"),
        ("3000元", "3000", "CNY"),
        ("12.5万", "125000", None),
        ("12.5万元", "125000", "CNY"),
        ("1.2亿", "120000000", None),
        ("(1,200)", "-1200", None),
        ("（￥1,200）", "-1200", "CNY"),
        ("1.234.567,89", "1234567.89", None),
        ("1 234 567,89", "1234567.89", None),
        ("RMB 3000", "3000", "CNY"),
        ("usd 3,000.50", "3000.50", "USD"),
        ("-5", "-5", None),
        ("−5", "-5", None),
        ("-￥5", "-5", "CNY"),
        ("￥-5", "-5", "CNY"),
        ("１２３４．５", "1234.5", None),
        ("0", "0", None),
    ],
)
def test_row_18_amounts_are_exact(text: str, value: str, currency: str | None) -> None:
    assert parse_amount(text) == Amount(Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[
            (text, ValueCode.AMOUNT_UNREADABLE)
            for text in (
                "NaN", "inf", "-Infinity", "0x10", "1_000", "", "面议", "1,2345", "1,23,456", "10²", "٣", "--5", "(-5)",
                "5 5", "1.2.3", "½", "1,000,00", "100元元",
            )
        ],
        ("1e309", ValueCode.NUMBER_SHORTENED),
        ("1.38E+10", ValueCode.NUMBER_SHORTENED),
        ("12345678901234567890", ValueCode.AMOUNT_TOO_LARGE),
        ("99999999999999亿", ValueCode.AMOUNT_TOO_LARGE),
        ("0.12345678", ValueCode.AMOUNT_TOO_FINE),
        ("US$ 300元", ValueCode.AMOUNT_TWO_CURRENCIES),
    ],
)  # fmt: skip
def test_row_18_what_is_no_amount_is_refused(text: str, code: ValueCode) -> None:
    assert refusal(parse_amount, text).code is code


def test_minor_units_are_whole_or_refused() -> None:
    assert to_minor(Amount(Decimal("1234.56"), None), "CNY") == 123456
    assert to_minor(Decimal(1234), "JPY") == 1234
    assert to_minor(Decimal("1.234"), "KWD") == 1234
    assert to_minor(Decimal("-0.01"), "USD") == -1
    with pytest.raises(ValueProblem, match=ValueCode.AMOUNT_TOO_FINE):
        to_minor(Decimal("1.234"), "CNY")
    with pytest.raises(ValueProblem, match=ValueCode.AMOUNT_TOO_LARGE):
        to_minor(Decimal("NaN"), "CNY")
    with pytest.raises(ValueProblem, match=ValueCode.CURRENCY_UNKNOWN):
        to_minor(Decimal(1), "yuan")


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=2))
def test_any_amount_survives_its_own_writing(value: Decimal) -> None:
    assert parse_amount(f"{value:,.2f}").value == value
    assert parse_amount(f"¥{abs(value):,}").value == abs(value)


@pytest.mark.parametrize(
    ("text", "dm2"),
    [
        ("9", 900), ("9㎡", 900), ("9.5", 950), ("3x3", 900), ("3m×3m", 900), ("3*6", 1800), ("3米×3米", 900),
        ("36平方米", 3600), ("18 m2", 1800), ("18m²", 1800), ("1,200 sqm", 120000), ("３×３", 900), ("2.5 x 2.5", 625),
    ],
)  # fmt: skip
def test_areas_are_whole_square_decimetres(text: str, dm2: int) -> None:
    assert parse_area(text) == dm2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", ValueCode.AREA_OUT_OF_RANGE), ("2000000", ValueCode.AREA_OUT_OF_RANGE), ("-9", ValueCode.AREA_UNREADABLE),
        ("9.005", ValueCode.AREA_TOO_FINE), ("2个标摊", ValueCode.AREA_UNREADABLE), ("", ValueCode.AREA_UNREADABLE),
        ("9m", ValueCode.AREA_UNREADABLE), ("100 sq ft", ValueCode.AREA_OTHER_UNIT),
        ("3x3x3", ValueCode.AREA_UNREADABLE),
    ],
)  # fmt: skip
def test_what_is_no_area_is_refused(text: str, code: ValueCode) -> None:
    assert refusal(parse_area, text).code is code


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("第13届", "number", 13), ("13th", "number", 13), ("13", "number", 13), ("13.0", "number", 13),
        ("十三", "number", 13),
        ("第十三届", "number", 13), ("第一百零五届", "number", 105), ("二十届", "number", 20), ("21st", "number", 21),
        ("第13回", "number", 13), ("2017", "year", 2017), ("2017年", "year", 2017), ("二〇一七年", "year", 2017),
        ("2017春", "name", None), ("11st", "name", None), ("RubyKaigi 2016", "name", None), ("千里", "name", None),
    ],
)  # fmt: skip
def test_editions_are_numbers_years_or_names(text: str, kind: str, value: int | None) -> None:
    found = parse_ordinal(text)
    assert (found.kind, found.value, found.text) == (OrdinalKind(kind), value, text)


@pytest.mark.parametrize("text", ["", " ", "0", "第0届", "1E5"])
def test_what_is_no_edition_is_refused(text: str) -> None:
    assert refusal(parse_ordinal, text).code is ValueCode.ORDINAL_UNREADABLE


def test_whole_numbers() -> None:
    assert (parse_int("1,234"), parse_int("12.0"), parse_int("-3", lowest=-5)) == (1234, 12, -3)
    assert refusal(parse_int, "-3").code is ValueCode.INTEGER_OUT_OF_RANGE
    assert refusal(parse_int, "1_000").code is ValueCode.INTEGER_UNREADABLE
    assert refusal(parse_int, "12.5").code is ValueCode.INTEGER_UNREADABLE
    assert refusal(parse_int, "1e5").code is ValueCode.NUMBER_SHORTENED


@pytest.mark.parametrize(
    "text", ["13800138000", "+86 138-0013-8000", "０１０－６６６６ 转801", "0086 10 6666 ext. 5"]
)
def test_row_11_phones_are_kept_as_given(text: str) -> None:
    assert parse_phone_text(f" {text} ") == text


def test_row_10_damaged_phones_are_refused_with_the_reason() -> None:
    assert refusal(parse_phone_text, "1.38E+10").code is ValueCode.NUMBER_SHORTENED
    assert refusal(parse_phone_text, "13800138000.0").params["right"] == "13800138000"
    assert refusal(parse_phone_text, "无").code is ValueCode.PHONE_UNREADABLE


@pytest.mark.parametrize("text", ["a@b.com", "o'brien+x@mail.b-c.co.uk", " a@b.cn ", "a@例子.公司"])
def test_row_30_one_address_is_taken(text: str) -> None:
    assert parse_email(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a@b.com\r\nBcc: x@y.com", ValueCode.EMAIL_LINE_BREAK),
        ("a@b.com\n", ValueCode.EMAIL_LINE_BREAK),
        ("a%0abcc@b.com", ValueCode.EMAIL_LINE_BREAK),
        ("a@b.com%0D%0ABcc:x@y.com", ValueCode.EMAIL_LINE_BREAK),
        ("a@b.com, c@d.com", ValueCode.EMAIL_SEVERAL),
        ("a@b.com；c@d.com", ValueCode.EMAIL_SEVERAL),
        ("A <a@b.com>", ValueCode.EMAIL_DECORATED),
        ("mailto:a@b.com", ValueCode.EMAIL_DECORATED),
        ("x" * 300 + "@b.com", ValueCode.EMAIL_TOO_LONG),
        ("x" * 65 + "@b.com", ValueCode.EMAIL_UNREADABLE),
        ("a@b", ValueCode.EMAIL_UNREADABLE),
        ("a..b@c.com", ValueCode.EMAIL_UNREADABLE),
        ("a b@c.com", ValueCode.EMAIL_UNREADABLE),
        ('"a"@b.com', ValueCode.EMAIL_UNREADABLE),
        ("a@-b.com", ValueCode.EMAIL_UNREADABLE),
        ("a@@b.com", ValueCode.EMAIL_UNREADABLE),
        ("a@b.com\0", ValueCode.TEXT_CONTROL),
        ("", ValueCode.EMAIL_UNREADABLE),
    ],
)
def test_row_30_what_could_add_a_header_or_a_recipient_is_refused(text: str, code: ValueCode) -> None:
    assert refusal(parse_email, text).code is code


@pytest.mark.parametrize(
    "text", ["a" * 50_000 + "!", "a@" + "a-" * 25_000, "@" * 50_000, "(" * 50_000, "1," * 50_000]
)
def test_row_36_long_nonsense_is_refused_by_every_parser(text: str) -> None:
    for parse in (
        parse_date,
        parse_amount,
        parse_area,
        parse_int,
        parse_phone_text,
        parse_email,
        parse_ordinal,
    ):
        assert isinstance(refusal(parse, text), ValueProblem)


def test_row_8_text_is_exact_or_refused() -> None:
    text = "行一\n\t行二 é \u200b👩‍👩‍👧"
    assert check_text(text) is text
    assert refusal(check_text, "a\0").params == {"codepoint": "U+0000", "position": 2}
    assert refusal(check_text, "a\ud800").code is ValueCode.TEXT_SURROGATE
    assert refusal(check_text, "\ufffe").code is ValueCode.TEXT_CONTROL
    assert refusal(check_text, "abc", limit=2).params == {"length": 3, "limit": 2}


@given(st.text(max_size=40))
def test_no_text_breaks_a_parser(text: str) -> None:
    for parse in (
        parse_date,
        parse_amount,
        parse_area,
        parse_int,
        parse_phone_text,
        parse_email,
        parse_ordinal,
    ):
        with suppress(ValueProblem):
            parse(text)
