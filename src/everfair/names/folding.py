"""Folding text to the form in which names are compared: width, case, accents, invisible characters."""

import re
import unicodedata

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〇〆"
KANA = "\u3040-\u30ff\u31f0-\u31ff"
_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile(f"[{KANA}]")
_BETWEEN_CJK = re.compile(f"(?<=[{HAN}{KANA}])\\s+(?=[{HAN}{KANA}])")
_UNSEEN = frozenset({"Cf", "Cs", "Cn"})
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
    | dict.fromkeys("’‘‛`´ʼ′", "'")
    | {"&": " and "}
    | {"靑": "青", "髙": "高", "﨑": "崎", "淸": "清", "敎": "教", "黃": "黄", "吳": "吴"}
)
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_PLUS = re.compile(r"(?<=[a-z0-9])\+{1,2}(?![\w+])")
_SHARP = re.compile(r"(?<=[a-z0-9])#(?!\w)")
_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}


def fold(text: str) -> str:
    """NFKC, casefolded, without accents and invisible characters; punctuation stays, controls become spaces."""
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
    return text.translate(_HIRAGANA)


def words(folded: str) -> list[str]:
    """The words of folded text; apostrophes join, other punctuation parts; C++ and C# keep their names."""
    spelled = _SHARP.sub("sharp", _PLUS.sub(lambda m: "plus" * len(m[0]), folded))
    joined = _APOSTROPHE.sub("", _BETWEEN_CJK.sub("", spelled))
    return "".join(c if _counts(c) else " " for c in joined).split()


def _counts(character: str) -> bool:
    return character.isalnum() or (
        _is_vowel_sign(character) and unicodedata.category(character) in ("Mn", "Mc")
    )


def symbols(folded: str) -> str:
    """What remains to compare of a name without any letter or digit: its signs."""
    return "".join(folded.split())


def has_han(text: str) -> bool:
    return _HAN.search(text) is not None


def has_kana(text: str) -> bool:
    return _KANA.search(text) is not None


def is_han(character: str) -> bool:
    return _HAN.match(character) is not None


def is_cjk(character: str) -> bool:
    """Written without spaces: Han or kana."""
    return is_han(character) or _KANA.match(character) is not None


def script(text: str) -> str:
    """`han`, `kana` (kana with or without Han), `latin` (every spaced script), or `mixed`."""
    folded = fold(text)
    cjk = any(is_cjk(c) for c in folded)
    other = any(c.isalpha() and not is_cjk(c) for c in folded)
    if cjk and other:
        return "mixed"
    if not cjk:
        return "latin"
    return "kana" if has_kana(folded) else "han"
