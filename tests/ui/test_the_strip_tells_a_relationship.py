import xml.etree.ElementTree as ET
from itertools import pairwise, product

import pytest

from everfair.ui.strip import Dot, draw_strip

STAGES = ("", "cultivation", "confirmation", "trust", "weakening", "disappearance")
SIZES = {"row": (160.0, 20.0), "head": (720.0, 84.0)}


def history(length: int) -> list[Dot]:
    return [
        Dot(
            f"第{n}届",
            (True, False, None)[n % 3],
            n % 4,
            STAGES[n * 6 // max(length, 1) % 6],
            '36 m², A<12> & "B"',
        )
        for n in range(length)
    ]


def shapes(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter())


def marks(svg: str, kind: str) -> list[ET.Element]:
    return [each for each in shapes(svg) if kind in (each.get("class") or "").split()]


@pytest.mark.parametrize(("size", "length"), list(product(SIZES, (0, 1, 2, 9, 10, 11, 17, 60))))
def test_every_length_of_history_is_drawn_within_its_frame(size: str, length: int) -> None:
    width, height = SIZES[size]
    svg = draw_strip([*history(length), Dot("next", future=True)], (0.97, 0.4, 1.0), size)  # type: ignore[arg-type]
    for shape in shapes(svg):
        if shape.tag == "circle" and shape.get("class") != "ring":
            x, y, radius = (float(shape.get(name, "0")) for name in ("cx", "cy", "r"))
            assert 0 <= x - radius <= x + radius <= width
            assert 0 <= y - radius <= y + radius <= height
        if shape.tag == "rect":
            assert float(shape.get("width", "0")) > 0
            assert 0 <= float(shape.get("x", "0")) + float(shape.get("width", "0")) <= width


def test_who_came_is_filled_who_stayed_away_is_hollow_and_the_unknown_is_neither() -> None:
    svg = draw_strip([Dot(came=True, stage="trust"), Dot(came=False, stage="trust"), Dot(came=None)])
    assert len(marks(svg, "hollow")) == 1
    assert len(marks(svg, "unknown")) == 1
    assert len(marks(svg, "stage-trust")) == 3  # band, filled, hollow


def test_a_larger_stand_has_a_larger_dot() -> None:
    svg = draw_strip([Dot(came=True, area_level=level, stage="trust") for level in range(4)])
    radii = [float(each.get("r", "0")) for each in marks(svg, "stage-trust") if each.tag == "circle"]
    assert radii == sorted(set(radii))


def test_editions_of_one_stage_share_a_band() -> None:
    stages = ["confirmation", "trust", "trust", "weakening", "trust"]
    svg = draw_strip([Dot(came=True, stage=stage) for stage in stages])
    assert [each.get("class") for each in marks(svg, "band")] == [
        "band stage-confirmation",
        "band stage-trust",
        "band stage-weakening",
        "band stage-trust",
    ]


def test_bands_do_not_overlap() -> None:
    svg = draw_strip([Dot(came=True, stage=STAGES[1 + n % 5]) for n in range(10)])
    ends = [
        (float(b.get("x", "0")), float(b.get("x", "0")) + float(b.get("width", "0")))
        for b in marks(svg, "band")
    ]
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))


def test_the_stored_strip_holds_no_words_and_leaves_speaking_to_the_sentence_beside_it() -> None:
    svg = draw_strip(history(8), (0.5, 0.2, 0.8), words={"trust": "信任", "today": "今天"})
    assert not "".join(ET.fromstring(svg).itertext())
    assert ET.fromstring(svg).get("aria-hidden") == "true"
    assert "第" not in svg


def test_the_large_strip_speaks_its_sentence_and_each_edition() -> None:
    svg = draw_strip(history(3), (0.5, 0.2, 0.8), "head", "来过 < 三届 & 信任", {"today": "今天"})
    root = ET.fromstring(svg)
    assert root.get("aria-label") == "来过 < 三届 & 信任"
    assert next(each.get("aria-label") for each in marks(svg, "point")) == '第0届: 36 m², A<12> & "B"'
    assert all(each.get("tabindex") == "0" for each in marks(svg, "point"))
    assert "今天" in "".join(root.itertext())
    assert "20%–80%" in "".join(root.itertext())


def test_the_chance_bar_is_as_long_as_the_chance() -> None:
    track, bar = (
        float(marks(draw_strip([], (0.25, 0.1, 0.5)), kind)[0].get("width", "0")) for kind in ("track", "bar")
    )
    assert bar == pytest.approx(track / 4, abs=0.06)


def test_without_a_forecast_there_is_no_bar() -> None:
    assert not marks(draw_strip(history(4)), "bar")


def test_an_earlier_past_than_fits_is_hinted_at() -> None:
    assert not marks(draw_strip(history(10)), "more")
    assert len(marks(draw_strip(history(11)), "more")) == 3


def test_no_colour_or_style_is_written_into_the_drawing() -> None:
    svg = draw_strip(history(10), (0.5, 0.2, 0.8), "head", "x")
    assert "style=" not in svg
    assert "#" not in svg
    assert "fill=" not in svg


def test_an_unknown_stage_cannot_smuggle_markup() -> None:
    svg = draw_strip([Dot('"><script>', True, 9, '"><script>', "<b>")], (0.5, 0.2, 0.8), "head", '"><script>')
    assert "<script>" not in svg
    assert not marks(svg, "band")
