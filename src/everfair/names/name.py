"""A name taken apart: what it is compared by, its legal form, its place, its branch."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile

from everfair.names import legal_forms
from everfair.names.branches import Branch, han_branch, latin_branch
from everfair.names.characters import simplified
from everfair.names.folding import (
    HAN,
    fold,
    has_han,
    has_kana,
    hiragana,
    is_plain_han,
    script,
    symbols,
    words,
)
from everfair.names.places import latin_place, leading_place, place_named
from everfair.names.trade_words import says_nothing

FULL, SHORT, ENGLISH = "full", "short", "English"
_ONLY_HAN = re.compile(f"[{HAN}]*")
_GROUPS = re.compile(r"([(\[【〔][^()\[\]【】〔〕]*[)\]】〕])")
_NAME, _FORM, _PLACE, _BRANCH, _ASIDE, _ARTICLE = "name", "form", "place", "branch", "aside", "article"
_OF_HEAD, _OF_CORE = (_NAME, _PLACE, _ASIDE), (_NAME, _PLACE, _ASIDE, _BRANCH)
_MOST_ROUNDS = 8
_SOME_FIRM = "某公司"
_FORMS_IN_A_ROW = 4
LONGEST_TAKEN_APART = 1000  # letters; what is longer is no name, and is compared as it is


@dataclass(frozen=True)
class Name:
    """One name of an organisation.

    `core` decides equality: no legal form, width, case, script or punctuation is left in it, but place and branch
    are. `head` is the core of the head office (the core, if the name is not a branch's); `bare` is the head
    without places and asides in brackets; `words` are the Latin words of the bare name, `spelled` those of the
    head, places included.
    """

    text: str
    script: str
    core: str
    head: str
    bare: str
    words: tuple[str, ...]
    legal_form: str
    place: str
    branch: Branch | None
    kind: str
    spelled: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """A name is a function of its text."""
        return hash(self.text)

    @property
    def is_registered(self) -> bool:
        """Whether it is written as in a register, its legal form spelled out: 青山股份有限公司, not 青山股份."""
        return self.kind == FULL and legal_forms.is_spelled_out(self.text)

    @cached_property
    def shown(self) -> str:
        """As displayed, apart from width, case and spaces."""
        return " ".join(fold(self.text).split())


_Piece = tuple[str, str, str]  # its text, its role, what it stands for


@lru_cache(maxsize=4096)
def normalise(text: str) -> Name:
    """The name taken apart. Takes any text; never fails. Loads OpenCC when it first meets a Han character."""
    pieces = _pieces(text)
    core = _core(pieces, text)
    bare = _bare(pieces)
    branch = _branch(pieces)
    form, written = _legal_form(pieces), script(text)
    return Name(
        text=text,
        script=written,
        core=core,
        head=_settled(_joined(pieces, _OF_HEAD)) or core if branch else core,
        bare="".join(bare) or core,
        words=_latin_words(bare, written),
        legal_form=form,
        place=next(iter(_values(pieces, _PLACE)), ""),
        branch=branch,
        kind=ENGLISH if written == "latin" else FULL if form else SHORT,
        spelled=() if written == "han" else _latin_words(_texts(pieces, _OF_HEAD), written),
    )


def _latin_words(words: list[str], written: str) -> tuple[str, ...]:
    return tuple(words if written == "latin" else [w for w in words if not _is_cjk_word(w)])


def _core(pieces: list[_Piece], text: str) -> str:
    joined = _joined(pieces, _OF_CORE)
    return _settled(joined) if joined else symbols(fold(text))


def _settled(core: str) -> str:
    """Taken apart again and again until nothing more comes off, so that a core is its own core."""
    for _ in range(0 if _is_settled(core) else _MOST_ROUNDS):
        again = _joined(_pieces(core), _OF_CORE) or core
        if again == core:
            break
        core = again
    return core


def _is_settled(core: str) -> bool:
    """Most cores are seen to be at first sight: one plain word, or Han without form or branch at its ends."""
    if core.isascii():
        return core.isalnum() and core != "the"
    plain = _ONLY_HAN.fullmatch(core) and simplified(core) == core
    return bool(plain) and not (
        legal_forms.han_ending(core)[0] or legal_forms.han_beginning(core)[0] or han_branch(core)[0]
    )


def _joined(pieces: list[_Piece], roles: tuple[str, ...]) -> str:
    return "".join(_texts(pieces, roles))


def _texts(pieces: list[_Piece], roles: tuple[str, ...]) -> list[str]:
    return [text for text, role, _ in pieces if role in roles]


def _values(pieces: list[_Piece], wanted: str) -> list[str]:
    return [value for _, role, value in pieces if role == wanted]


def _bare(pieces: list[_Piece]) -> list[str]:
    """The name's own words; with the place where nothing but a trade word would be left (宁波银行)."""
    own = _texts(pieces, (_NAME,))
    return _texts(pieces, (_NAME, _PLACE)) if says_nothing("".join(own)) else own


def _legal_form(pieces: list[_Piece]) -> str:
    forms = _values(pieces, _FORM)
    if len(forms) < 2:
        return forms[0] if forms else ""
    codes = {code for form in forms for code in form.split("+")}
    return "+".join(sorted(codes, key=lambda code: (code != "group", code)))


def _branch(pieces: list[_Piece]) -> Branch | None:
    for value in _values(pieces, _BRANCH):
        marker, _, place = value.partition("|")
        return Branch(marker, place)
    return None


def _pieces(text: str) -> list[_Piece]:
    if len(text) > LONGEST_TAKEN_APART:
        whole = "".join(words(_comparable(text)))
        if len(whole) > LONGEST_TAKEN_APART:
            return _plain([whole])
    if is_plain_han(text):
        return _han_word(simplified(text), others=False, first=True)
    return _mixed_pieces(text)


def _comparable(text: str) -> str:
    return legal_forms.undotted(simplified(hiragana(fold(text))))


def _mixed_pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    for part in _GROUPS.split(_comparable(text)):
        inside = part[:1] in "([【〔" and part[-1:] in ")]】〕" if part else False
        pieces += _bracketed(words(part)) if inside else _plain(words(part))
    if not _is_named(pieces):
        pieces = [(p[0], _NAME, "") if p[1] == _ASIDE else p for p in pieces]
    latin = _latin(pieces)
    taken_apart = _without_article(latin if text.isascii() else _han(latin))
    return taken_apart if _is_named(taken_apart) else _plain([text for text, _, _ in pieces])


def _plain(texts: list[str]) -> list[_Piece]:
    return [(text, _NAME, "") for text in texts]


def _is_named(pieces: list[_Piece]) -> bool:
    return any(role == _NAME for _, role, _ in pieces)


def _bracketed(inside: list[str]) -> list[_Piece]:
    """（集团）is a form, （上海）a place, （上海分公司）a branch; anything else an aside."""
    joined = "".join(inside)
    code, left = legal_forms.han_ending(joined, bracketed=True)
    latin_code, count = legal_forms.latin_ending(inside)
    if (code and not left) or (latin_code and count == len(inside)):
        return [(joined, _FORM, code or latin_code)]
    if place_named(joined):
        return [(joined, _PLACE, place_named(joined))]
    branch = _branch_apart(joined)
    return [branch] if branch else [(word, _ASIDE, "") for word in inside]


def _branch_piece(branch: Branch) -> _Piece:
    return branch.key, _BRANCH, f"{branch.marker}|{branch.place}"


def _is_cjk_word(word: str) -> bool:
    return not word.isascii() and (has_han(word) or has_kana(word))


# Latin words: forms and countries at the end, cities in front


def _latin(pieces: list[_Piece]) -> list[_Piece]:
    pieces = _latin_end(pieces)
    for length in (2, 1):
        front = pieces[:length]
        place = latin_place([text for text, _, _ in front]) if all(map(_is_free, front)) else ""
        if place and _is_named(pieces[length:]):
            return [("".join([text for text, _, _ in front]), _PLACE, place), *pieces[length:]]
    return pieces


def _is_free(piece: _Piece) -> bool:
    text, role, _ = piece
    return role == _NAME and text.isascii()


def _latin_end(pieces: list[_Piece]) -> list[_Piece]:
    """Takes forms, places and branches off the end while a name is left in front of them."""
    tail: list[_Piece] = []
    for _ in range(_FORMS_IN_A_ROW):
        while pieces and pieces[-1][1] != _NAME:
            tail.insert(0, pieces[-1])
            pieces = pieces[:-1]
        count, piece = _latin_last(_trailing_latin(pieces))
        if piece is None or len(pieces) <= count:
            break
        tail.insert(0, piece)
        pieces = pieces[:-count]
    return pieces + tail


def _trailing_latin(pieces: list[_Piece]) -> list[str]:
    return [text for text, _, _ in takewhile(_is_free, reversed(pieces[-6:]))][::-1]


def _latin_last(latin: list[str]) -> tuple[int, _Piece | None]:
    code, count = legal_forms.latin_ending(latin)
    if code:
        return count, ("".join(latin[-count:]), _FORM, code)
    branch, count = latin_branch(latin)
    if branch:
        return count, _branch_piece(branch)
    for count in (2, 1):
        place = latin_place(latin[-count:]) if len(latin) > count else ""
        if place:
            return count, ("".join(latin[-count:]), _PLACE, place)
    return 0, None


# Han words: branch and forms at the end, 株式会社 and places in front


def _han(pieces: list[_Piece]) -> list[_Piece]:
    taken: list[_Piece] = []
    for number, (text, role, value) in enumerate(pieces):
        if role == _NAME and _is_cjk_word(text):
            others = _is_named([*taken, *pieces[number + 1 :]])
            branch = _branch_apart(text) if taken else None
            taken += [branch] if branch else _han_word(text, others, first=not _is_named(taken))
        else:
            taken.append((text, role, value))
    return taken


def _branch_apart(word: str) -> _Piece | None:
    """The second word of 华为技术有限公司 北京办事处."""
    branch, head = han_branch(_SOME_FIRM + word)
    return _branch_piece(branch) if branch and head == _SOME_FIRM else None


def _han_word(word: str, others: bool, first: bool) -> list[_Piece]:
    branch, rest = han_branch(word)
    tail = [_branch_piece(branch)] if branch else []
    rest, forms = _without_forms(rest, others)
    place, bare = leading_place(rest) if first else ("", rest)
    front = [(rest[: len(rest) - len(bare)], _PLACE, place)] if place else []
    name = [(bare, _NAME, "")] if bare else []
    return front + name + forms + tail


def _without_forms(word: str, others: bool) -> tuple[str, list[_Piece]]:
    """Takes legal forms off while a name is left, here or in the other words."""
    forms: list[_Piece] = []
    while True:
        code, left = legal_forms.han_beginning(word)
        form = word[: len(word) - len(left)]
        if not code:
            code, left = legal_forms.han_ending(word)
            form = word[len(left) :]
        if not code or not (left or others):
            return word, forms
        forms.append((form, _FORM, code))
        word = left


def _without_article(pieces: list[_Piece]) -> list[_Piece]:
    if len(pieces) > 1 and pieces[0][0] == "the" and _is_named(pieces[1:]):
        return [("the", _ARTICLE, ""), *pieces[1:]]
    return pieces
