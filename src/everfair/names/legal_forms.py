"""Legal forms: what a firm is, not how it is called.

The code of a form tells which families of firms exclude each other: a GmbH is no Inc., but Inc., Corp., K.K.,
Co., Ltd. and 有限公司 are used for one another in the lists of fairs, and so are one company.
"""

import re

_HAN_ENDINGS = {
    "集团股份有限公司": "group+company",
    "集团有限责任公司": "group+company",
    "集团有限公司": "group+company",
    "集团总公司": "group+company",
    "集团公司": "group+company",
    "股份有限公司": "company",
    "有限责任公司": "company",
    "股份公司": "company",
    "有限公司": "company",
    "总公司": "company",
    "公司": "company",
    "控股集团": "group",
    "集团": "group",
    "控股": "group",
    "股份": "company",
    "有限合伙": "partnership",
    "合伙企业": "partnership",
    "特殊普通合伙": "partnership",
    "普通合伙": "partnership",
    "株式会社": "company",
    "有限会社": "company",
    "合同会社": "company",
    "合资会社": "company",
    "合名会社": "company",
    "株": "company",
    "有": "company",
    "同": "company",
}
_HAN_LENGTHS = sorted({len(form) for form in _HAN_ENDINGS}, reverse=True)
_LAST_OF_FORMS = frozenset(form[-1] for form in _HAN_ENDINGS)
_ONLY_IN_BRACKETS = frozenset({"株", "有", "同"})
_HAN_BEGINNINGS = (
    "株式会社",
    "有限会社",
    "合同会社",
    "合资会社",
    "合名会社",
    "一般社团法人",
    "公益社团法人",
    "一般财团法人",
    "公益财团法人",
    "特定非营利活动法人",
    "npo法人",
    "学校法人",
    "国立大学法人",
)
_COMPANY = (
    "co ltd|co limited|company limited|company ltd|limited company|co inc|corporation|corp|incorporated|inc|"
    "limited|ltd|kk|gk|kabushiki kaisha|godo kaisha|pte ltd|pte|private limited|pvt ltd|pvt|pty ltd|pty|plc|"
    "public limited company|sdn bhd|company|co|coltd"
)
_LATIN = dict.fromkeys(_COMPANY.split("|"), "company") | {
    "gmbh": "gmbh", "ag": "ag", "kg": "kg", "gmbh and co kg": "kg", "ug": "gmbh", "se": "se", "ev": "association",
    "llc": "llc", "llp": "partnership", "lp": "partnership", "sa": "sa", "sas": "sas", "sarl": "sarl",
    "srl": "srl", "spa": "spa", "bv": "bv", "nv": "nv", "ab": "ab", "oy": "oy", "oyj": "oy", "aps": "aps",
    "as": "as", "sl": "sl", "slu": "sl", "sro": "sro", "sp z oo": "spzoo", "spzoo": "spzoo", "ooo": "ooo",
    "jsc": "jsc", "kft": "kft", "ltda": "ltda", "asbl": "association", "vzw": "association",
    "group": "group", "holding": "group", "holdings": "group", "group co ltd": "group+company",
    "holding co ltd": "group+company", "holdings co ltd": "group+company",
}  # fmt: skip
_LONGEST_LATIN = 4
_LAST_OF_LATIN = frozenset(form.rpartition(" ")[2] for form in _LATIN)
_SECOND_DOT = re.compile(r"\.[a-z]\.")
_DOTTED = re.compile(r"(?<![^\W_])(?:[a-z]\.){2,}(?:[a-z](?![^\W_]))?")
_SPELLED_OUT = re.compile("公司|会社|會社|合伙|合夥|法人")
_NOT_A_FIRM = frozenset({"user", "users", "working", "interest", "study", "research"})


def undotted(folded: str) -> str:
    """S.A. and K.K. as one word each."""
    if not _SECOND_DOT.search(folded):
        return folded
    return _DOTTED.sub(lambda m: m[0].replace(".", "") + " ", folded)


def han_ending(word: str, bracketed: bool = False) -> tuple[str, str]:
    """(code, what is left) of a legal form at the end of simplified Chinese or Japanese text; code empty if none."""
    if word[-1:] in _LAST_OF_FORMS:
        for length in _HAN_LENGTHS:
            form = word[-length:]
            if form in _HAN_ENDINGS and (bracketed or form not in _ONLY_IN_BRACKETS):
                return _HAN_ENDINGS[form], word[: -len(form)]
    return "", word


def han_beginning(word: str) -> tuple[str, str]:
    """(code, what is left) of 株式会社 and the like in front."""
    if not word.startswith(_HAN_BEGINNINGS):
        return "", word
    for form in _HAN_BEGINNINGS:
        if word.startswith(form):
            return "association" if form.endswith("法人") else "company", word[len(form) :]
    return "", word


def latin_ending(words: list[str]) -> tuple[str, int]:
    """(code, number of words) of a legal form at the end of Latin words; ("", 0) if none."""
    if not words or words[-1] not in _LAST_OF_LATIN:
        return "", 0
    for length in range(min(_LONGEST_LATIN, len(words)), 0, -1):
        code = _LATIN.get(" ".join(words[-length:]))
        before = words[-length - 1] if len(words) > length else ""
        if code and not (code == "group" and before in _NOT_A_FIRM):
            return code, length
    return "", 0


def is_spelled_out(text: str) -> bool:
    """Whether Chinese or Japanese text names a legal form in full: 股份有限公司, not 股份."""
    return bool(_SPELLED_OUT.search(text))


def contradict(one: str, other: str) -> bool:
    """Whether two legal forms exclude each other: GmbH and Inc., 集团有限公司 and 有限公司; none excludes none."""
    return bool(one and other) and one != other
