"""What the analysis says as codes is said in the reader's language."""

import re

import pytest
from django.utils import translation

from everfair.jobs.analysis.evidence import LEVEL_NAMES
from everfair.jobs.analysis.stages import DEPTHS, RUNGS, STAGE_NAMES
from everfair.relations import wording
from everfair.relations.measures import MEASURES
from everfair.science.drivers import DRIVERS
from everfair.science.standing import WATCHED

PARAMS = {
    "n": 5, "came": 3, "edition": "12", "on": "2024-05-09", "score": 9, "level": 2,
    "area_dm2": 1800, "area_before_dm2": 900,
}  # fmt: skip


def english(code: str, **params: object) -> str:
    with translation.override("en"):
        return wording.evidence_words([{"code": code, "value": 1.0, "params": PARAMS | params}])[0]


def chinese(code: str, **params: object) -> str:
    with translation.override("zh-hans"):
        return wording.evidence_words([{"code": code, "value": 1.0, "params": PARAMS | params}])[0]


@pytest.mark.parametrize(
    ("code", "params", "words"),
    [
        ("came_run", {"n": 5}, "Came to the last 5 editions in a row"),
        ("came_run", {"n": 1}, "Came to the last edition"),
        ("missed_run", {"n": 2}, "Missed the last 2 editions"),
        ("earlier", {"came": 1, "n": 1}, "Came to the edition before that"),
        ("earlier", {"came": 4, "n": 4}, "Came to all 4 editions before that"),
        ("earlier", {"came": 2, "n": 4}, "Came to 2 of the 4 editions before that"),
        ("area_up", {}, "Area grew from 9 to 18 m²"),
        ("area_down", {"area_dm2": 450}, "Area shrank from 9 to 4.5 m²"),
        ("complaint_open", {}, "Open complaint of 2024-05"),
        ("complaint_open", {"on": None}, "Open complaint of ?"),
        ("joined", {}, "First came at edition 12"),
        ("joined", {"edition": "春季"}, "First came at 春季"),
    ],
)
def test_evidence_in_english(code: str, params: dict[str, object], words: str) -> None:
    assert english(code, **params) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("came_run", "最近连续5届都来了"),
        ("missed_run", "最近5届都没来"),
        ("area_up", "展位面积从 9 m² 增加到 18 m²"),
        ("complaint_open", "2024-05 的投诉尚未解决"),
        ("joined", "第12届首次参加"),
    ],
)
def test_evidence_in_chinese(code: str, words: str) -> None:
    assert chinese(code) == words


def test_everything_the_analysis_can_say_has_words() -> None:
    levels = {f"{signal}_{level}" for signal, names in LEVEL_NAMES.items() for level in names}
    codes = {"usual", "not_yet", "joined", "came_run", "missed_run", "earlier"}
    codes |= levels - {"area_down", "area_same", "area_up"} | {"area_down", "area_same", "area_up"}
    codes |= {f"{signal}_earlier" for signal in LEVEL_NAMES}
    assert set(wording.EVIDENCE) == codes
    assert set(wording.REASONS) == set(DRIVERS)
    assert set(wording.LADDER) == set(RUNGS)
    assert set(wording.DEPTH) == set(DEPTHS)
    assert set(wording.FOCUS) == set(STAGE_NAMES)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_all_words_are_in_the_readers_language(language: str) -> None:
    with translation.override(language):
        said = [
            *(one.text for one in wording.evidence(item(code) for code in wording.EVIDENCE)),
            *(one.text for one in wording.reasons(item(code) for code in wording.REASONS)),
            *(wording.ladder_word(code) for code in RUNGS),
            *(wording.depth_word(code) for code in DEPTHS),
            *(wording.focus(stage, "growing")[0] for stage in STAGE_NAMES),
            *(str(measure.name) for measure in MEASURES.values()),
            *(str(measure.formula) for measure in MEASURES.values()),
        ]
    for text in said:
        assert "%(" not in text
        assert bool(re.search(r"[\u4e00-\u9fff]", text)) == (language == "zh-hans"), text


def item(code: str) -> dict[str, object]:
    return {"code": code, "value": 0.5, "params": PARAMS}


def test_the_strongest_reasons_for_and_against_come_first_and_trifles_not_at_all() -> None:
    told = [
        {"code": code, "value": value, "params": PARAMS}
        for code, value in [
            ("missed_run", -2.0),
            ("past_editions", 0.9),
            ("run_length", 0.3),
            ("tenure", 0.01),
        ]
    ]
    for_it, against = wording.for_and_against(told)
    assert [one.code for one in for_it] == ["past_editions", "run_length"]
    assert [one.code for one in against] == ["missed_run"]


def test_the_focus_follows_the_maturity_of_the_show() -> None:
    assert wording.focus("weakening", "mature")[1]
    assert not wording.focus("weakening", "new")[1]
    told = {
        str(maturity): tuple(STAGE_NAMES[stage] for stage in stages) for maturity, stages in WATCHED.items()
    }
    assert told == wording.WATCHED
