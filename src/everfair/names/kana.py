"""Japanese kana in Latin letters, and Latin letters folded so that either spelling meets: トヨタ and Toyota."""

import re
from functools import lru_cache

_ROWS = """
あ a い i う u え e お o か ka き ki く ku け ke こ ko さ sa し shi す su せ se そ so た ta ち chi つ tsu て te と to
な na に ni ぬ nu ね ne の no は ha ひ hi ふ fu へ he ほ ho ま ma み mi む mu め me も mo や ya ゆ yu よ yo
ら ra り ri る ru れ re ろ ro わ wa ゐ i ゑ e を o ん n が ga ぎ gi ぐ gu げ ge ご go ざ za じ ji ず zu ぜ ze ぞ zo
だ da ぢ ji づ zu で de ど do ば ba び bi ぶ bu べ be ぼ bo ぱ pa ぴ pi ぷ pu ぺ pe ぽ po ゔ vu
ぁ a ぃ i ぅ u ぇ e ぉ o ゃ ya ゅ yu ょ yo ゎ wa ー -
"""
_SMALL = {"ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o", "ゃ": "ya", "ゅ": "yu", "ょ": "yo"}
_KANA = dict(zip(_ROWS.split()[::2], _ROWS.split()[1::2], strict=True))
_AFTER_SH = re.compile("(?<=sh|ch)y|(?<=j)y")
_VARIANTS = (
    ("sya", "sha"), ("syu", "shu"), ("syo", "sho"), ("tya", "cha"), ("tyu", "chu"), ("tyo", "cho"),
    ("zya", "ja"), ("zyu", "ju"), ("zyo", "jo"), ("jya", "ja"), ("jyu", "ju"), ("jyo", "jo"),
    ("tsu", "\0"), ("tu", "tsu"), ("\0", "tsu"), ("hu", "fu"), ("zi", "ji"), ("dzu", "zu"), ("du", "zu"),
    ("ck", "k"), ("ph", "f"), ("q", "k"),
)  # fmt: skip
_SI = re.compile("(?<!s)si")
_SOFT_C, _HARD_C = re.compile("c(?=[eiy])"), re.compile("c(?!h)")
_NASAL, _LONG = re.compile("m(?=[bmp])"), re.compile(r"([aeiou])(?:\1+|h(?![aeiouy])|-+)|-|(?<=o)u")
_DOUBLED = re.compile(r"([a-z])\1+")
_LAST = re.compile("(?<=[bdfgjkmpstz])u$|(?<=[td])o$")
_LONGEST = 64


def romanised(hiragana: str) -> str:
    """Hepburn, long vowels marked by - or doubled as written; other characters stay."""
    out: list[str] = []
    doubled = False
    for kana in hiragana[:_LONGEST]:
        if kana == "っ":
            doubled = True
            continue
        out = _joined(out, kana)
        if doubled and out[-1][:1].isalpha():
            out[-1] = out[-1][0] + out[-1]
        doubled = False
    return _AFTER_SH.sub("", "".join(out))


def _joined(out: list[str], kana: str) -> list[str]:
    """A small kana takes the vowel of the one before: き and ゃ are kya, ふ and ぉ are fo."""
    small = _SMALL.get(kana)
    if small and out and out[-1][-1:] in ("i", "u", "e", "o") and len(out[-1]) > 1:
        return [*out[:-1], out[-1][:-1] + small]
    return [*out, _KANA.get(kana, kana)]


def _once(found: re.Match[str]) -> str:
    return found[1] or ""


@lru_cache(maxsize=4096)
def sound(latin: str) -> str:
    """Letters as one hears them in Japanese: long vowels short, doubled letters single, Kunrei as Hepburn.

    `sound(romanised("とよた")) == sound("toyota")`; Ohno, Ōno and Ono agree; l is r, v is b, y at the end is i;
    the vowel that Japanese lends to a last consonant is not heard (パナソニック and Panasonic).
    """
    heard = latin[:_LONGEST].lower()
    for written, spoken in _VARIANTS:
        heard = heard.replace(written, spoken)
    if "c" in heard:
        heard = _HARD_C.sub("k", _SOFT_C.sub("s", heard))
    if "si" in heard:
        heard = _SI.sub("shi", heard)
    heard = _NASAL.sub("n", heard.replace("ti", "chi"))
    heard = _DOUBLED.sub(_once, _LONG.sub(_once, heard)).replace("l", "r").replace("v", "b")
    return _LAST.sub("", heard[:-1] + "i" if heard.endswith("y") else heard)
