"""The small strip in short, as a run keeps it, drawn when it is shown.

`path|marks|bar`: a letter of stage for each edition (C F T W D, "-" before it was known), a mark for each edition
("-" before the first participation, 0 stayed away, 1 came, 2 came with a small stand, 3 middle, 4 large), and the
chance with its interval in whole percents, or nothing. The drawn one is thirty times as long.
"""

from functools import lru_cache

from everfair.ui.strip import ROW, Chance, Dot, draw_strip

STAGE_OF = dict(
    zip("CFTWD", ("cultivation", "confirmation", "trust", "weakening", "disappearance"), strict=True)
)
CAME = "1234"
SHOWN = ROW.most + 1  # one more than there is room for, so that it shows that there are more


@lru_cache(maxsize=2_000)
def strip_of(code: str) -> str:
    """SVG of the small strip. What was drawn already, by earlier versions, is given back as it is."""
    if code.startswith("<svg"):
        return code
    path, marks, bar = code.split("|")
    return draw_strip([_dot(*each) for each in zip(path[-SHOWN:], marks[-SHOWN:], strict=True)], _chance(bar))


@lru_cache(maxsize=200)
def _dot(stage: str, mark: str) -> Dot:
    came = mark in CAME
    return Dot(
        came=None if mark == "-" else came,
        area_level=int(mark) - 1 if came else 0,
        stage=STAGE_OF.get(stage, ""),
    )


def _chance(bar: str) -> Chance | None:
    if not bar:
        return None
    p, low, high = (int(percent) / 100 for percent in bar.split(","))
    return p, low, high
