"""Reading one cell of a field: a value, or what was wrong and what would be right."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from everfair.intake.countries import country_code
from everfair.intake.fields import Field, Reads
from everfair.jobs.imports import vocabulary
from everfair.names import website_key
from everfair.parties.models import Consent
from everfair.tables.characters import forbidden, is_seen
from everfair.tables.values.addresses import parse_email, parse_phone_text
from everfair.tables.values.amounts import parse_amount
from everfair.tables.values.areas import parse_area
from everfair.tables.values.dates import parse_date, parse_datetime
from everfair.tables.values.numbers import figures, parse_int
from everfair.tables.values.ordinals import parse_ordinal
from everfair.tables.values.texts import check_text

_CONTACTS = {"website", "email", "phone", "wechat", "person", "title", "address"}
_DETAILS = {"birthday", "languages", "interests", "wishes"}
_REFERRER = {"referrer", "referrer_english_name", "referrer_website"}
_MAY_BE_NOTHING = _CONTACTS | _DETAILS | _REFERRER | {"answer", "answered_on"}
_AS_GIVEN = {"note", "text", "answer", "value"}  # what people wrote, whatever is seen of it
_WEBSITES = {"website", "referrer_website"}
_IDS = {"external_id", "referrer_external_id", "respondent", "wechat"}
_SHORTENED = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]{2,3}", re.IGNORECASE)  # as Excel shows what it shortened
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# what Excel makes of stands like 3-4 and 3:4
_DAY_OR_TIME = re.compile(
    rf"[0-9]{{4}}([-/])[0-9]{{1,2}}\1[0-9]{{1,2}}(?: [0-9:]+)?|[0-9]{{1,2}}月[0-9]{{1,2}}日"
    rf"|[0-9]{{1,2}}-(?:{_MONTH})|(?:{_MONTH})-[0-9]{{1,2}}|[0-9]{{1,2}}(?::[0-9]{{2}}){{1,2}}",
    re.IGNORECASE,
)
_SCALE = re.compile(r"([0-9]{1,3}) ?(?:-|–|~|to|至|到|\.\.) ?([0-9]{1,4})")
_YEARLESS = re.compile(r"([0-9]{1,2})(?:-|月)([0-9]{1,2})日?")
_A_CONSENT = "email | news of the show | consent by form | 2026-02-08"
_YOUNGEST = 10  # of contacts, in years
_PARTED = re.compile(r"[,，、;；/|]")


class Unreadable(ValueError):
    """A cell does not say what its field asks for; `code` and `params` say it in data."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def read_cell(field: Field, text: str, day_first: bool | None = None, date1904: bool = False) -> Any:
    """The value of a filled cell; None where people write that there is none, or nothing that is seen. Raises
    Unreadable, ValueProblem."""
    if field.code not in _AS_GIVEN and not is_seen(text) and forbidden(text) is None:
        return None
    if field.code in _MAY_BE_NOTHING and vocabulary.says_nothing(text):
        return None
    if field.reads is Reads.DATE:
        return parse_date(text, day_first=day_first, date1904=date1904)
    if field.reads is Reads.PAST_DAY:
        return past_day(parse_date(text, day_first=day_first, date1904=date1904))
    if field.reads is Reads.BIRTHDAY:
        return _of_the_year(text) or born(parse_date(text, day_first=day_first, date1904=date1904))
    return READERS.get(field.reads, _text)(field, text)


def past_day(day: date | None) -> date | None:
    """Nothing was found out on a day to come."""
    if day and day > timezone.localdate():
        raise Unreadable("date_to_come", today=timezone.localdate().isoformat())
    return day


def _of_the_year(text: str) -> str:
    """08-15 of 8-15 and 8月15日; "" where more is told."""
    told = _YEARLESS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if told is None:
        return ""
    try:
        return date(2000, int(told[1]), int(told[2])).isoformat()[5:]
    except ValueError:
        raise Unreadable("date_impossible", value=text[:80], example="08-15") from None


def born(day: date) -> str:
    """Nobody deals with children; to 8-15 Excel puts the year in which it was typed."""
    if past_day(day) and timezone.localdate().year - day.year < _YOUNGEST:
        raise Unreadable("birthday_of_a_child", example="08-15")
    return day.isoformat()


def _text(field: Field, text: str) -> str:
    told = check_text(text.strip(), field.limit)
    if field.code in _IDS:
        refuse_shortened(told)
    if field.code in _WEBSITES and website_key(told).reason == "not_a_url":
        raise Unreadable("website_unreadable", value=told[:80], example="www.example.com")
    return told


def refuse_shortened(told: str) -> None:
    if _SHORTENED.fullmatch(told):
        raise Unreadable("number_shortened", value=told, example="110101199001011234")


def _edition(field: Field, text: str) -> Any:
    ordinal = parse_ordinal(text)
    if len(ordinal.text) > field.limit:
        raise Unreadable("text_too_long", length=len(ordinal.text), limit=field.limit)
    return ordinal


def _spaces(field: Field, text: str) -> Decimal:
    count = figures(text.strip().rstrip("个"))
    if count is None or count > 10_000:
        raise Unreadable("integer_unreadable", value=text[:80], example="2")
    return count


def _currency(field: Field, text: str) -> str:
    amount = parse_amount(f"1 {text.strip()}") if text.strip() else None
    if amount is None or amount.currency is None:
        raise Unreadable("currency_unknown", value=text[:80], example="CNY")
    return amount.currency


def _roles(field: Field, text: str) -> list[str]:
    parts = [part for part in _PARTED.split(text) if part.strip()]
    codes = [vocabulary.role_code(part) for part in parts]
    known = list(dict.fromkeys(code for code in codes if code))
    if not known or None in codes:
        raise Unreadable(
            "word_unknown", value=text[:80], field="role", right=["exhibitor", "sponsor", "visitor"]
        )
    return known


def _word(field: Field, text: str) -> str:
    meaning = vocabulary.look_up(field.reads.value, text)
    if meaning is None:
        right = list(vocabulary.RIGHT[field.reads.value])
        raise Unreadable("word_unknown", value=text[:80], field=field.code, right=right)
    return meaning


def _stands(field: Field, text: str) -> list[str]:
    """A cell may name several stands, parted by semicolons or line breaks."""
    numbers = [part.strip() for part in re.split(r"[;；\n]", text) if part.strip()]
    for number in numbers:
        check_text(number, field.limit)
        refuse_shortened(number)
        if _DAY_OR_TIME.fullmatch(number):
            raise Unreadable("turned_into_day", value=number, example="3-4")
    return list(dict.fromkeys(numbers))


def _ids(field: Field, text: str) -> list[tuple[str, str]]:
    """Ids elsewhere, each on a line of its own: WHOSE | ID."""
    pairs = [
        tuple(part.strip() for part in line.split(" | ", 1)) for line in text.splitlines() if line.strip()
    ]
    if not all(len(pair) == 2 and 0 < len(pair[0]) <= 60 and 0 < len(pair[1]) <= 120 for pair in pairs):
        raise Unreadable("ids_unreadable", value=text[:80], example="ERP | 10042")
    for _, told in pairs:
        refuse_shortened(told)
    return [(check_text(whose), check_text(told)) for whose, told in pairs]


def _consents(field: Field, text: str) -> list[list[str]]:
    """What somebody consented to, each on a line of its own: CHANNEL | PURPOSE | LEGAL BASIS | SINCE [| WITHDRAWN]."""
    return [_consent(line, text) for line in text.splitlines() if line.strip()]


def _consent(line: str, text: str) -> list[str]:
    parts = [part.strip() for part in line.split(" | ")]
    channel = vocabulary.look_up("channel", parts[0])
    if len(parts) not in (4, 5) or channel not in Consent.Channel.values or not parts[1]:
        raise Unreadable("consents_unreadable", value=text[:80], example=_A_CONSENT)
    told = [check_text(part, 60) for part in parts[1:3]]
    return [channel, *told, *(_moment(part) for part in parts[3:] if part)]


def _moment(text: str) -> str:
    """Of a day without a time its beginning here."""
    told = parse_datetime(text)
    return (told if told.tzinfo else timezone.make_aware(told)).isoformat()


def _place(field: Field, text: str) -> tuple[str, str]:
    """City and country of “Kyoto, Japan”; what is behind the last comma and no country is not kept."""
    first, *others = [part.strip() for part in _text(field, text).replace("，", ",").split(",")]
    country = country_code(others[-1]) if others else ""
    return first[:80], country if len(country) == 2 else ""


def _score(field: Field, text: str) -> int:
    return parse_int(text, 0, 10)


def _weight(field: Field, text: str) -> float:
    """How much of a customer somebody is credited with, in any unit; 50% weighs half of 1."""
    told = text.strip()
    weight = figures(bare := told.rstrip("%％").strip())
    if weight is not None and bare != told:
        weight = weight / 100
    if weight is None or not 0 < weight <= 1_000_000:
        raise Unreadable("weight_unreadable", value=text[:80], example="1")
    return float(weight)


def _scale(field: Field, text: str) -> list[float]:
    """Its ends: 1-5, 0 to 10, 1～7."""
    ends = _SCALE.fullmatch(unicodedata.normalize("NFKC", text).strip().rstrip("分"))
    if ends is None or not float(ends[1]) < float(ends[2]) <= 1_000:
        raise Unreadable("scale_unreadable", value=text[:80], example="1-5")
    return [float(ends[1]), float(ends[2])]


READERS: dict[Reads, Callable[[Field, str], Any]] = {
    Reads.TEXT: _text,
    Reads.NAME: _text,
    Reads.EDITION: _edition,
    Reads.STANDS: _stands,
    Reads.AREA: lambda _, text: parse_area(text),
    Reads.SPACES: _spaces,
    Reads.AMOUNT: lambda _, text: parse_amount(text),
    Reads.CURRENCY: _currency,
    Reads.EMAIL: lambda _, text: parse_email(text),
    Reads.PHONE: lambda _, text: parse_phone_text(text),
    Reads.COUNTRY: lambda field, text: country_code(_text(field, text)),
    Reads.SCORE: _score,
    Reads.CLOSENESS: _word,
    Reads.YES_OR_NO: _word,
    Reads.IDS: _ids,
    Reads.CONSENTS: _consents,
    Reads.ROLE: _roles,
    Reads.STATUS: _word,
    Reads.DECISION: _word,
    Reads.CHANNEL: _word,
    Reads.DEALING: _word,
    Reads.OUTCOME: _word,
    Reads.HOLDING: _word,
    Reads.PLACE: _place,
    Reads.MONEY_KIND: _word,
    Reads.DIRECTION: _word,
    Reads.CONCERN: _word,
    Reads.ANSWERED: _word,
    Reads.WEIGHT: _weight,
    Reads.MOMENT: _word,
    Reads.SIDE: _word,
    Reads.SCALE: _scale,
}
