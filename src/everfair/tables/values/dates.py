"""Dates and moments as people and spreadsheets write them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from everfair.tables import serials
from everfair.tables.characters import plain
from everfair.tables.codes import ValueCode
from everfair.tables.problems import ValueProblem, shown
from everfair.tables.values.numbers import chinese

EXAMPLE, MOMENT = "2026-02-08", "2026-02-08 10:30"
EARLIEST, LATEST = 1900, 2199  # years
# five figures are taken for a day number between these: 1954-10-03 and 2119-01-10 in the system of 1900
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4}) *([-/.年]) *([0-9]{1,2}) *([-/.月]) *([0-9]{1,2}) *[日号]?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})")
_NAMED = (
    re.compile(rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -]{_NAME}[ ,-]+(?P<year>[0-9]{{4}})", re.IGNORECASE),
    re.compile(rf"{_NAME} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>[0-9]{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<year>[0-9]{{4}})[ -]{_NAME}[ -](?P<day>[0-9]{{1,2}})", re.IGNORECASE),
)
_HANZI = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_SERIAL = re.compile(r"([0-9]{5})(\.[0-9]+)?")
_INCOMPLETE = re.compile(
    r"[0-9]{4}(?: *[年-] *(?:[0-9]{1,2} *月?)?)?|[0-9]{1,2}[-/月][0-9]{1,2}日?|[0-9]{4}/[0-9]{1,2}"
)
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日?")
_TIME = re.compile(
    r"(?P<half>上午|下午)? ?(?P<hour>[0-9]{1,2})[:时点](?P<minute>[0-9]{1,2})?"
    r"(?:[:分](?P<second>[0-9]{1,2})?(?:\.[0-9]{1,6})?)?秒?"
    r" ?(?P<noon>am|pm)?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"(?<=[0-9日号])[T ] *(?=(?:上午|下午)? ?[0-9]{1,2}[:时点])|(?<=[日号])(?=(?:上午|下午)?[0-9]{1,2}[:时点])"
)


def parse_date(text: str, *, date1904: bool = False, day_first: bool | None = None) -> date:
    """A day. A time behind it is checked and left out.

    `day_first` settles 03/04/2026, which is refused otherwise. `date1904` is for day numbers of such workbooks;
    cells that their workbook knows for dates need it not.
    """
    return _moment(text, date1904, day_first)[0]


def parse_datetime(text: str, *, date1904: bool = False, day_first: bool | None = None) -> datetime:
    """A moment, to the second; midnight where there is no time. With a zone only if the text has one."""
    day, time = _moment(text, date1904, day_first)
    return datetime.combine(day, time.timetz())


def _moment(text: str, date1904: bool, day_first: bool | None) -> tuple[date, datetime]:
    written = plain(text)
    if len(written) > 60 or not written:
        raise _problem(ValueCode.DATE_UNREADABLE, text)
    if serial := _SERIAL.fullmatch(written):
        moment = _from_serial(serial, date1904, text)
        return moment.date(), moment
    first, *rest = _SPLIT.split(written, maxsplit=1)
    time = _time(rest[0], text) if rest else datetime.min
    day = _day(first.strip(), text, day_first)
    return day, time


def _from_serial(serial: re.Match[str], date1904: bool, text: str) -> datetime:
    if not FIRST_SERIAL <= int(serial[1]) <= LAST_SERIAL:
        raise _problem(ValueCode.DATE_UNREADABLE, text)
    return serials.moment(serial[0], date1904=date1904)


def _day(written: str, text: str, day_first: bool | None) -> date:
    if (match := _YEAR_FIRST.fullmatch(written)) and match[2] + match[4] in ("--", "//", "..", "年月"):
        return _date(int(match[1]), int(match[3]), int(match[5]), text)
    if match := _COMPACT.fullmatch(written):
        return _date(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _YEAR_LAST.fullmatch(written):
        return _year_last(int(match[1]), int(match[3]), int(match[4]), text, day_first)
    if match := next(filter(None, (pattern.fullmatch(written) for pattern in _NAMED)), None):
        return _date(
            int(match["year"]), _MONTHS.index(match["name"][:3].lower()) + 1, int(match["day"]), text
        )
    if match := _HANZI.fullmatch(written):
        year, month, day = (chinese(part) or 0 for part in match.groups())
        return _date(year, month, day, text)
    if _SHORT_YEAR.fullmatch(written):
        raise _problem(ValueCode.DATE_SHORT_YEAR, text)
    raise _problem(
        ValueCode.DATE_INCOMPLETE if _INCOMPLETE.fullmatch(written) else ValueCode.DATE_UNREADABLE, text
    )


def _year_last(first: int, second: int, year: int, text: str, day_first: bool | None) -> date:
    if day_first is None and first != second and first <= 12 and second <= 12:
        readings = {
            "day_first": f"{year}-{second:02}-{first:02}",
            "month_first": f"{year}-{first:02}-{second:02}",
        }
        raise ValueProblem(ValueCode.DATE_AMBIGUOUS, {"value": shown(text), **readings})
    in_front = first > 12 if day_first is None else day_first
    return _date(year, second, first, text) if in_front else _date(year, first, second, text)


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise _problem(ValueCode.DATE_IMPOSSIBLE, text) from None
    if not EARLIEST <= year <= LATEST:
        bounds = {"value": shown(text), "earliest": f"{EARLIEST}-01-01", "latest": f"{LATEST}-12-31"}
        raise ValueProblem(ValueCode.DATE_OUT_OF_RANGE, bounds)
    return found


def _time(written: str, text: str) -> datetime:
    match = _TIME.fullmatch(written.strip())
    if match is None:
        raise _problem(ValueCode.TIME_IMPOSSIBLE, text, MOMENT)
    half = (match["half"] or match["noon"] or "").lower()
    hour = int(match["hour"])
    if half and not 1 <= hour <= 12:
        raise _problem(ValueCode.TIME_IMPOSSIBLE, text, MOMENT)
    hour = hour % 12 + 12 * (half in ("下午", "pm")) if half else hour
    try:
        minute, second = int(match["minute"] or 0), int(match["second"] or 0)
        return datetime.min.replace(hour=hour, minute=minute, second=second, tzinfo=_zone(match["zone"]))
    except ValueError:
        raise _problem(ValueCode.TIME_IMPOSSIBLE, text, MOMENT) from None


def _zone(written: str | None) -> timezone | None:
    if not written:
        return None
    if written.upper() == "Z":
        return UTC
    sign = -1 if written[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(written[1:3]), minutes=int(written[-2:])))


def _problem(code: ValueCode, text: str, example: str = EXAMPLE) -> ValueProblem:
    return ValueProblem(code, {"value": shown(text), "example": example})
