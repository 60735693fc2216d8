"""Telephone numbers as keys: ０５７１－８８８８ ８８８８转801, +86 571 88888888 and 0086-571-88888888 are one line."""

import re
import unicodedata
from functools import lru_cache

from everfair.names.contact_key import ContactKey, unusable

EMPTY, EXCEL, NOT_A_NUMBER = "empty", "excel_damage", "not_a_number"
TOO_SHORT, TOO_LONG, SEVERAL = "too_short", "too_long", "several"
SWITCHBOARD, NO_AREA_CODE = "switchboard", "no_area_code"
_CALLING_CODES = {
    "CN": "86", "HK": "852", "MO": "853", "TW": "886", "JP": "81", "KR": "82", "SG": "65", "MY": "60", "TH": "66",
    "VN": "84", "ID": "62", "PH": "63", "IN": "91", "US": "1", "CA": "1", "GB": "44", "DE": "49", "FR": "33",
    "IT": "39", "ES": "34", "PT": "351", "NL": "31", "BE": "32", "LU": "352", "CH": "41", "AT": "43", "DK": "45",
    "SE": "46", "NO": "47", "FI": "358", "PL": "48", "CZ": "420", "HU": "36", "RU": "7", "UA": "380", "TR": "90",
    "IL": "972", "AE": "971", "AU": "61", "NZ": "64", "BR": "55", "MX": "52", "ZA": "27", "IE": "353", "GR": "30",
}  # fmt: skip
_KEEP_ZERO = frozenset({"IT"})
_DAMAGED = re.compile(r"[+-]?\d+(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE)
_NUMBER_CELL = re.compile(r"(\d{7,15})\.0+")
_EXTENSION = re.compile(
    r"(?:转|轉|分机|分機|內線|内线|内線|ext(?:ension)?\.?|x|#|;ext=|,)[\s:.：]*(?P<ext>\d{1,6})$",
    re.IGNORECASE,
)
_DASHED_EXTENSION = re.compile(
    r"^(?P<line>(?:\+?86[- ]?)?\(?0?\d{2,3}\)?[- ]\d{7,8}|\d{7,8})-(?P<ext>\d{1,5})$"
)
# What most numbers look like: nothing is left to look at.
_USUAL = re.compile(r"\+?[0-9]{2,4}-?[0-9]{7,8}")
_FIGURES_ONLY = re.compile(r"\+?[0-9]+")
_SEPARATORS = re.compile(r"[\s().\-·/_]+")
_LABEL = re.compile(
    r"^(?:tel|phone|mobile|fax|t|m|p|电话|電話|手机|手機|联系电话|座机)[\s:.：]*(?=[+(\d])", re.IGNORECASE
)
_CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")
_CHINESE_LANDLINE = re.compile(r"0?(?:10\d{8}|2[0-9]\d{8}|[3-9]\d{2}\d{7,8})")
_CHINESE_SERVICE = re.compile(r"[48]00\d{7}")
_FIGURES = (7, 15)
_LONGEST = 200


@lru_cache(maxsize=4096)
def phone_key(text: str, country: str = "CN") -> ContactKey:
    """The number in the manner of E.164 (`+8657188888888`); `country` (ISO code) is where a local number is.

    A number with an extension is a switchboard: `shared`, with the reason `switchboard`; so is one whose area is
    unknown (`no_area_code`). Reasons without a key:
    `empty`, `excel_damage` (1.38E+10: the figures are lost), `several`, `too_short`, `too_long`, `not_a_number`.
    """
    if _USUAL.fullmatch(text):
        return _keyed(_international(text.replace("-", ""), country.upper()), "")
    if len(text) > _LONGEST:
        return unusable(TOO_LONG)
    spoken = _plain(text)
    if not spoken:
        return unusable(EMPTY)
    if _DAMAGED.fullmatch(spoken):
        return unusable(EXCEL)
    line, extension = _without_extension(spoken)
    figures = _SEPARATORS.sub("", line)
    if not _FIGURES_ONLY.fullmatch(figures):
        return unusable(SEVERAL if _is_several(spoken) else NOT_A_NUMBER)
    if len(figures.lstrip("+0")) > _FIGURES[1]:
        return unusable(SEVERAL if _is_several(spoken) else TOO_LONG)
    return _keyed(_international(figures, country.upper()), extension)


def _plain(text: str) -> str:
    dashed = (text if text.isascii() else _dashed(text)).strip().lstrip("'")
    cell = _NUMBER_CELL.fullmatch(dashed)
    return _LABEL.sub("", cell[1] if cell else dashed, count=1)


def _dashed(text: str) -> str:
    """Figures and signs in their usual width, nothing invisible, every dash the same."""
    seen = "".join(
        c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in ("Cf", "Cs")
    )
    return "".join("-" if unicodedata.category(c) == "Pd" else c for c in seen)


def _without_extension(spoken: str) -> tuple[str, str]:
    found = _EXTENSION.search(spoken)
    if found:
        return spoken[: found.start()].strip(), found["ext"]
    dashed = _DASHED_EXTENSION.fullmatch(spoken)
    return (dashed["line"], dashed["ext"]) if dashed else (spoken, "")


def _is_several(spoken: str) -> bool:
    parts = re.split(r"[/;,、；，|]|(?<=\d{7})\s+(?=[+\d])", spoken)
    return sum(len(re.sub(r"\D", "", part)) >= _FIGURES[0] for part in parts) > 1


def _international(figures: str, country: str) -> str:
    if figures.startswith("+"):
        return "+" + _without_trunk_zero(figures[1:])
    if figures.startswith("00"):
        return "+" + _without_trunk_zero(figures[2:])
    code = _CALLING_CODES.get(country, "")
    if country == "CN":
        return _chinese(figures)
    if not code:
        return figures
    if figures.startswith(code) and len(figures) >= len(code) + 9:
        return "+" + figures
    local = figures if country in _KEEP_ZERO else figures.removeprefix("0")
    return f"+{code}{local}"


def _chinese(figures: str) -> str:
    """A landline without area code stays as it is: it is no key beyond its city."""
    inner = figures.removeprefix("86") if len(figures) > 11 else figures
    national = inner.removeprefix("0") if _CHINESE_MOBILE.fullmatch(inner.removeprefix("0")) else inner
    known = _CHINESE_MOBILE.fullmatch(national) or _CHINESE_SERVICE.fullmatch(national)
    if known or (_CHINESE_LANDLINE.fullmatch(national) and len(national) > 9):
        return "+86" + national.removeprefix("0")
    return national


def _without_trunk_zero(figures: str) -> str:
    """+86 (0)571 is +86 571; Italian numbers keep their zero."""
    code = next(
        (c for c in sorted(_CALLING_CODES.values(), key=len, reverse=True) if figures.startswith(c)), ""
    )
    if code and code != _CALLING_CODES["IT"]:
        return code + figures[len(code) :].removeprefix("0")
    return figures


def _keyed(number: str, extension: str) -> ContactKey:
    figures = len(number.lstrip("+"))
    if figures < _FIGURES[0]:
        return unusable(TOO_SHORT)
    if figures > _FIGURES[1]:
        return unusable(TOO_LONG)
    if extension:
        return ContactKey(number, SWITCHBOARD, shared=True, extension=extension)
    local = not number.startswith("+")
    return ContactKey(number, NO_AREA_CODE if local else "", shared=local)
