import re
from pathlib import Path

import pytest

import everfair.ui

TOKENS = Path(everfair.ui.__file__).parent / "static" / "ui" / "tokens.css"
STAGES = ("cultivation", "confirmation", "trust", "weakening", "disappearance")
MODES = ("light", "dark")
GROUNDS = ("paper", "surface", "raised", "sunken", "hover", "selected")
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
COLOURS = {
    name: dict(zip(MODES, pair, strict=True)) for name, *pair in PAIR.findall(TOKENS.read_text("utf-8"))
}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, mode: str) -> float:
    low, high = sorted(luminance(COLOURS[name][mode]) for name in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_of_contrast_is_right() -> None:
    assert (1 + 0.05) / (luminance("#767676") + 0.05) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("stage", STAGES)
def test_the_word_of_a_stage_reads_on_its_tint_and_on_every_ground(stage: str, mode: str) -> None:
    for ground in (f"stage-{stage}-tint", *GROUNDS):
        assert contrast(f"stage-{stage}-text", ground, mode) >= 4.5, ground


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ink", ["ink", "ink-2", "ink-3", "accent", "good", "warn"])
def test_words_read_on_every_ground(ink: str, mode: str) -> None:
    for ground in GROUNDS:
        assert contrast(ink, ground, mode) >= 4.5, ground


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("on-ink", "ink"),
        ("on-ink", "ink-2"),
        ("good", "good-soft"),
        ("warn", "warn-soft"),
        ("accent", "accent-soft"),
        ("on-ink", "accent"),
    ],
)
def test_words_read_on_their_own_ground(ink: str, ground: str, mode: str) -> None:
    assert contrast(ink, ground, mode) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_the_edge_of_a_field_is_seen(mode: str) -> None:
    assert contrast("line-strong", "surface", mode) >= 3


def test_the_stage_colours_are_those_that_colour_blind_eyes_tell_apart() -> None:
    shown = [COLOURS[f"stage-{stage}"]["light"] for stage in STAGES]
    assert shown == ["#0072b2", "#56b4e9", "#009e73", "#e69f00", "#8a8a8a"]
