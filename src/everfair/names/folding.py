"""Folding text to the form in which names are compared: width, case, accents, invisible characters."""

import re
import unicodedata
from functools import lru_cache

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〇〆"
KANA = "\u3040-\u30ff\u31f0-\u31ff"
_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile(f"[{KANA}]")
_CJK = re.compile(f"[{HAN}{KANA}]+")
_BETWEEN_CJK = re.compile(f"(?<=[{HAN}{KANA}])\\s+(?=[{HAN}{KANA}])")
_UNSEEN = frozenset({"Cf", "Cs", "Cn"})
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
    | dict.fromkeys("’‘‛`´ʼ′", "'")
    | {"&": " and "}
    | {"靑": "青", "髙": "高", "﨑": "崎", "淸": "清", "敎": "教", "黃": "黄", "吳": "吴"}
)
# Nearly all names consist of these: folding takes nothing from them but width and case.
_USUAL = re.compile("[ -~\u00b7\u3000-\u3011\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fa5\uff01-\uff5e]*")
_PLAIN_HAN = re.compile(
    "[\u4e00-\u5432\u5434-\u654d\u654f-\u6df7\u6df9-\u9750\u9752-\u9ad8\u9ada-\u9ec2\u9ec4-\u9fa5]+"
)
_WIDE = {0x3000: " "} | {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_VOWEL_SIGNS = re.compile("[\u0590-\u19ff]")
_APART = re.compile(r"[\W_]+")
_APART_IN_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()}
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_PLUS = re.compile(r"(?<=[a-z0-9])\+{1,2}(?![\w+])")
_SHARP = re.compile(r"(?<=[a-z0-9])#(?!\w)")
_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}


def is_plain_han(text: str) -> bool:
    """Whether the text is nothing but everyday Han characters, which folding and taking into words leave alone."""
    return _PLAIN_HAN.fullmatch(text) is not None


def fold(text: str) -> str:
    """NFKC, casefolded, without accents and invisible characters; punctuation stays, controls become spaces."""
    if text.isascii() and text.isprintable():
        return text.lower().replace("&", " and ").replace("`", "'")
    return text if is_plain_han(text) else _folded(text)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    if _USUAL.fullmatch(text):
        return text.translate(_WIDE).lower().translate(_LETTERS)
    folded = text.lower() if text.isascii() else without_accents(_wide_casefolded(text))
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in folded.translate(_LETTERS))


def _wide_casefolded(text: str) -> str:
    return _composed(_composed(text).casefold()).casefold()


def _composed(text: str) -> str:
    seen = "".join(c for c in text if unicodedata.category(c) not in _UNSEEN)
    return unicodedata.normalize("NFKC", seen)


def without_accents(text: str) -> str:
    """Latin, Greek and Cyrillic letters lose their marks; kana and Indic scripts keep theirs."""
    return "".join(_plain(c) for c in text)


def _plain(character: str) -> str:
    if character < "\u0300":
        return unicodedata.normalize("NFD", character)[0]
    if unicodedata.category(character) == "Mn" and not _is_vowel_sign(character):
        return ""
    first = unicodedata.normalize("NFD", character)[0]
    return first if first < "\u0530" else character


def _is_vowel_sign(character: str) -> bool:
    return "\u0590" <= character <= "\u19ff"


def hiragana(text: str) -> str:
    """Katakana as hiragana: キノコ堂 and きのこ堂 are one circle."""
    return text if text.isascii() else text.translate(_HIRAGANA)


def words(folded: str) -> list[str]:
    """The words of folded text; apostrophes join, other punctuation parts; C++ and C# keep their names."""
    return [folded] if folded.isalnum() else _parted(folded).split()


def _parted(folded: str) -> str:
    """With nothing but spaces between the words."""
    spelled = _spelled(folded) if "+" in folded or "#" in folded else folded
    close = _BETWEEN_CJK.sub("", spelled) if not spelled.isascii() else spelled
    joined = _APOSTROPHE.sub("", close) if "'" in close else close
    if joined.isascii():
        return joined.translate(_APART_IN_ASCII)
    if not _VOWEL_SIGNS.search(joined):
        return _APART.sub(" ", joined)
    return "".join(c if _counts(c) else " " for c in joined)


def _spelled(folded: str) -> str:
    return _SHARP.sub("sharp", _PLUS.sub(lambda m: "plus" * len(m[0]), folded))


def _counts(character: str) -> bool:
    return character.isalnum() or (
        _is_vowel_sign(character) and unicodedata.category(character) in ("Mn", "Mc")
    )


def symbols(folded: str) -> str:
    """What remains to compare of a name without any letter or digit: its signs."""
    return "".join(folded.split())


def has_han(text: str) -> bool:
    return not text.isascii() and _HAN.search(text) is not None


def has_kana(text: str) -> bool:
    return not text.isascii() and _KANA.search(text) is not None


def is_han(character: str) -> bool:
    return _HAN.match(character) is not None


def is_cjk(character: str) -> bool:
    """Written without spaces: Han or kana."""
    return is_han(character) or _KANA.match(character) is not None


@lru_cache(maxsize=4096)
def script(text: str) -> str:
    """`han`, `kana` (kana with or without Han), `latin` (every spaced script), or `mixed`."""
    if text.isascii():
        return "latin"
    if is_plain_han(text):
        return "han"
    folded = fold(text)
    rest = _CJK.sub("", folded)
    cjk, other = len(rest) < len(folded), any(c.isalpha() for c in rest)
    if cjk and other:
        return "mixed"
    if not cjk:
        return "latin"
    return "kana" if has_kana(folded) else "han"
