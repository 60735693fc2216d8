"""Ladder, depth and focus: one relationship per rule."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.science.stages import Stage
from everfair.science.standing import Depth, Facts, Maturity, Rung, depth, focus, ladder

STRANGER = {
    "past": 0, "missed": 0, "since": 0, "run": 0, "stage": Stage.CULTIVATION, "known": False, "targeted": False,
    "booked": False, "gone": False, "engagement": -1, "confides": False, "first_choice": False,
}  # fmt: skip


def facts(**known: Any) -> Facts:
    return Facts(**{name: np.array([value]) for name, value in (STRANGER | known).items()})


def trusted(past: int, **more: Any) -> dict[str, Any]:
    return {"past": past, "since": past - 1, "run": past, "stage": Stage.TRUST} | more


LADDER = [
    ({}, Rung.NON_CUSTOMER),
    ({"known": True}, Rung.POTENTIAL),
    ({"known": True, "targeted": True}, Rung.TARGET),
    ({"targeted": True, "booked": True}, Rung.DECIDED),
    ({"past": 1, "run": 1, "stage": Stage.CONFIRMATION}, Rung.FIRST_TIME),
    (trusted(1), Rung.FIRST_TIME),
    (trusted(2), Rung.REPEAT),
    (trusted(5, stage=Stage.WEAKENING), Rung.REPEAT),
    (trusted(3), Rung.LOYAL),
    (trusted(6), Rung.LIFETIME),
    (trusted(6, since=9), Rung.LOYAL),
    (trusted(7, since=7, missed=1), Rung.LIFETIME),
    (trusted(4, missed=2, since=5), Rung.LOST),
    ({"past": 1, "missed": 1, "since": 1, "stage": Stage.DISAPPEARANCE}, Rung.LOST),
    (trusted(4, missed=4, since=7), Rung.LOST_FOR_GOOD),
    (trusted(4, gone=True), Rung.LOST_FOR_GOOD),
]


@pytest.mark.parametrize(("known", "rung"), LADDER)
def test_the_ladder(known: dict[str, Any], rung: Rung) -> None:
    assert Rung(ladder(facts(**known))[0]) == rung


DEPTHS = [
    ({}, Depth.NONE),
    (trusted(3), Depth.BASIC),
    (trusted(3, confides=True), Depth.COOPERATIVE),
    (trusted(2, engagement=1), Depth.COOPERATIVE),
    (trusted(1, engagement=1), Depth.BASIC),
    (trusted(5, engagement=2), Depth.INTERDEPENDENT),
    (trusted(5, engagement=2, stage=Stage.WEAKENING), Depth.COOPERATIVE),
    (trusted(1, first_choice=True), Depth.INTERDEPENDENT),
    (trusted(5, first_choice=True, stage=Stage.DISAPPEARANCE), Depth.BASIC),
]


@pytest.mark.parametrize(("known", "deep"), DEPTHS)
def test_the_depth(known: dict[str, Any], deep: Depth) -> None:
    assert Depth(depth(facts(**known))[0]) == deep


@given(st.integers(0, 12), st.integers(0, 6), st.sampled_from(Stage), st.booleans())
def test_only_who_came_stands_on_the_upper_rungs(past: int, missed: int, stage: Stage, booked: bool) -> None:
    rung = ladder(facts(past=past, missed=missed, since=past + missed, stage=stage, booked=booked))[0]
    lower = (Rung.NON_CUSTOMER, Rung.POTENTIAL, Rung.TARGET, Rung.DECIDED)
    assert (past == 0) == (rung in lower) or rung == Rung.LOST_FOR_GOOD


@pytest.mark.parametrize(
    ("maturity", "watched"),
    [
        (Maturity.NEW, {Stage.CULTIVATION, Stage.CONFIRMATION}),
        (Maturity.GROWING, {Stage.TRUST}),
        (Maturity.MATURE, {Stage.WEAKENING}),
    ],
)
def test_each_maturity_watches_its_own_stages(maturity: Maturity, watched: set[Stage]) -> None:
    assert {stage for stage in Stage if focus(stage, maturity)[1]} == watched


def test_every_stage_has_its_work() -> None:
    assert len({focus(stage, Maturity.NEW)[0] for stage in Stage}) == len(Stage)
