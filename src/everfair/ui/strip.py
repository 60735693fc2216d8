"""The relationship strip: one line that tells a relationship at a glance.

A dot for each edition (filled: came, hollow: stayed away, size: area) on a band coloured by life-cycle stage; a tick
for today; then the chance to come next as a bar with the whisker of its interval. Pure: what goes in is plain values,
what comes out is SVG whose colours are classes, so that one drawing serves light and dark. The small strip
holds no words and is drawn from its code (`strip_code`); the sentence is made in the reader's language and put beside
it. The large one may hold labels and what happened, in the reader's language.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from everfair.ui.drawing import bar, within

Size = Literal["row", "head"]
Chance = tuple[float, float, float]
STAGES = frozenset({"cultivation", "confirmation", "trust", "weakening", "disappearance"})


@dataclass(frozen=True)
class Dot:
    """One edition as this relationship lived it."""

    label: str = ""
    came: bool | None = None
    """None: not known, or the edition is left out of the analysis."""
    area_level: int = 0
    """0 unknown or none, 1 small, 2 middle, 3 large."""
    stage: str = ""
    """Stage after this edition; empty before the relationship began."""
    happened: str = ""
    """What happened, in words: shown and spoken in the large strip only."""
    future: bool = False


@dataclass(frozen=True)
class Shape:
    """The measures of a strip, in its own units."""

    width: float
    height: float
    middle: float
    start: float
    today: float
    """Where the editions end and the tick stands."""
    chance_from: float
    chance_to: float
    band: float
    radii: tuple[float, float, float, float]
    step: float
    most: int
    chance_height: float


ROW = Shape(160, 20, 10, 1, 113, 121, 159, 13, (2.6, 2.9, 3.7, 4.6), 11, 10, 6)
HEAD = Shape(720, 84, 42, 4, 552, 584, 716, 34, (5, 6.5, 9, 12), 56, 16, 14)


def draw_strip(
    dots: Sequence[Dot],
    chance: Chance | None = None,
    size: Size = "row",
    title: str = "",
    words: Mapping[str, str] | None = None,
) -> str:
    """The strip as SVG markup.

    `chance` is (p, low, high), shares of one. `title`, the sentence, is given for the large strip; the small one is
    hidden from screen readers, for its sentence stands beside it. `words` names stages and may hold "today".
    """
    shape = HEAD if size == "head" else ROW
    past = [dot for dot in dots if not dot.future]
    coming = [dot for dot in dots if dot.future]
    shown = past[-shape.most :]
    places = spread(shape, len(shown))
    body = [*bands(shape, shown, places), *more(shape, len(past) > len(shown))]
    body += [mark(shape, dot, x, size) for dot, x in zip(shown, places, strict=False)]
    body.append(today(shape, size, (words or {}).get("today", "")))
    body += forecast(shape, chance, coming, size)
    if size == "head":
        body += stage_words(shape, shown, places, words or {})
    return frame(shape, size, title, "".join(body))


def spread(shape: Shape, count: int) -> list[float]:
    """Where the editions stand: evenly, the last one next to today."""
    if not count:
        return []
    last = shape.today - shape.step / 2 - 2
    first = shape.start + shape.radii[3]
    step = min(shape.step, (last - first) / max(count - 1, 1))
    return [last - step * (count - 1 - index) for index in range(count)]


def bands(shape: Shape, dots: Sequence[Dot], places: Sequence[float]) -> Iterator[str]:
    """One band for each run of editions in the same stage; neighbours touch half-way."""
    step = places[1] - places[0] if len(places) > 1 else shape.step
    end = shape.today - 2
    for stage, run in groupby(range(len(dots)), key=lambda index: dots[index].stage):
        held = list(run)
        if stage not in STAGES:
            continue
        left = max(places[held[0]] - step / 2, 0.5) + 0.5
        right = min(places[held[-1]] + step / 2, end) - 0.5
        yield band(stage, left, shape.middle - shape.band / 2, right - left, shape.band)


@lru_cache(maxsize=4_000)
def band(stage: str, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="band stage-{stage}" x="{x:.1f}" y="{y:g}" width="{width:.1f}" '
        f'height="{height:g}" rx="{height / 4:g}"/>'
    )


def more(shape: Shape, cut: bool) -> Iterator[str]:
    """Three small dots where earlier editions are not shown."""
    if cut:
        y = shape.middle + shape.band / 2 + 2
        yield from (circle("more", shape.start + 2 + gap, y, 0.8) for gap in (0, 3, 6))


def mark(shape: Shape, dot: Dot, x: float, size: Size) -> str:
    radius = shape.radii[min(max(dot.area_level, 0), 3)]
    drawn = circle_of(shape, dot, x, radius)
    if size == "row":
        return drawn
    spoken = ": ".join(part for part in (dot.label, dot.happened) if part)
    label = text(x, shape.middle + shape.band / 2 + 17, escape(dot.label), anchor="middle")
    return (
        f'<g class="point" tabindex="0" role="img" aria-label={quoteattr(spoken)}>'
        f'<rect class="reach" x="{x - 14:.1f}" y="0" width="28" height="{shape.height:g}"/>'
        f"{circle('ring', x, shape.middle, radius + 3)}{drawn}{label}</g>"
    )


def circle_of(shape: Shape, dot: Dot, x: float, radius: float) -> str:
    stage = f"stage-{dot.stage}" if dot.stage in STAGES else "stage-none"
    if dot.came is None:
        return circle("unknown", x, shape.middle, shape.radii[0] / 2)
    if dot.came:
        return circle(stage, x, shape.middle, radius)
    return circle(f"hollow {stage}", x, shape.middle, radius if dot.area_level else shape.radii[0])


@lru_cache(maxsize=4_000)
def circle(kind: str, x: float, y: float, radius: float) -> str:
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:g}" r="{radius:g}"/>'


def today(shape: Shape, size: Size, word: str) -> str:
    reach = shape.band / 2 + (2 if size == "row" else 5)
    x, top = shape.today + 2, shape.middle - reach
    line = f'<path class="today" d="M{x:g} {top:g}V{shape.middle + reach:g}"/>'
    if size == "row":
        return line
    named = text(x, top - 5, escape(word), anchor="middle")
    return f'{line}<path class="today-head" d="M{x - 4:g} {top - 1:g}h8l-4 6z"/>{named}'


def forecast(shape: Shape, chance: Chance | None, coming: Sequence[Dot], size: Size) -> Iterator[str]:
    if chance is None:
        return
    p, low, high = chance
    width, height = shape.chance_to - shape.chance_from, shape.chance_height
    top = shape.middle - height * 0.72
    yield bar(shape.chance_from, top, width, height, p, (low, high))
    if size == "head":
        below = shape.middle + shape.band / 2 + 17
        yield text(shape.chance_from, top - 8, percent(p), "figure")
        yield text(shape.chance_to, top - 8, f"{percent(low)}–{percent(high)}", anchor="end")
        yield text(shape.chance_from, below, escape(coming[0].label) if coming else "")


def text(x: float, y: float, markup: str, kind: str = "", anchor: str = "") -> str:
    """A text whose markup is already escaped."""
    extra = (f' class="{kind}"' if kind else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x:.1f}" y="{y:.1f}"{extra}>{markup}</text>' if markup else ""


def stage_words(
    shape: Shape, dots: Sequence[Dot], places: Sequence[float], words: Mapping[str, str]
) -> Iterator[str]:
    """The name of each stage over the beginning of its band, where there is room for it."""
    step = places[1] - places[0] if len(places) > 1 else shape.step
    for stage, run in groupby(range(len(dots)), key=lambda index: dots[index].stage):
        held = list(run)
        word = words.get(stage, "")
        if stage in STAGES and word and room_for(word) <= step * len(held):
            x = places[held[0]] - step / 2 + 3
            yield text(
                max(x, 1), shape.middle - shape.band / 2 - 6, escape(word), f"stage-word stage-{stage}"
            )


def room_for(word: str) -> float:
    return sum(7 if character.isascii() else 11.5 for character in word)


def percent(share: float) -> str:
    whole = round(within(share) * 100)
    if share < 1 and whole == 100:
        return "&gt;99%"
    return "&lt;1%" if share > 0 and whole == 0 else f"{whole}%"


def frame(shape: Shape, size: Size, title: str, body: str) -> str:
    named = f'role="group" aria-label={quoteattr(title)}' if title else 'aria-hidden="true"'
    return f'<svg class="strip {size}" viewBox="0 0 {shape.width:g} {shape.height:g}" {named}>{body}</svg>'
