"""Why a customer is worth care, as one number: those of `CODES` that hold, the heaviest first, three bits each.

Words for a million customers are dear; they are found for each number there is, once.
"""

CODES = ("large_cheap_others_follow", "earns", "will_earn", "others_follow", "recommends", "teaches")


def _rank(code: str) -> str:
    """How many weigh more, three bits for each; of those that weigh the same the one named first comes first."""
    signs = {
        other: ">=" if CODES.index(other) < CODES.index(code) else ">" for other in CODES if other != code
    }
    return " + ".join(f"CASE WHEN {other} {sign} {code} THEN 3 ELSE 0 END" for other, sign in signs.items())


CARING = " + ".join(
    f"CASE WHEN {code} > 0 THEN {number} << ({_rank(code)}) ELSE 0 END"
    for number, code in enumerate(CODES, 1)
)
_WORDS = ", ".join(
    f"CASE (caring >> {3 * place}) & 7 "
    + " ".join(f"""WHEN {number} THEN '"{code}"'""" for number, code in enumerate(CODES, 1))
    + " END"
    for place in range(len(CODES))
)
WORDS = f"'[' || concat_ws(', ', {_WORDS}) || ']'"
