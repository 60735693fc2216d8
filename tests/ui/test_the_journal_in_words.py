"""Every verb the house writes into its journal has words, in both languages."""

import re
from pathlib import Path

import pytest
from django.utils import translation

import everfair
from everfair.journal.models import Entry
from everfair.ui import journal_words

SOURCE = Path(everfair.__file__).parent
WRITTEN = re.compile(r"""\brecord\(\s*"([a-z_]+\.[a-z_]+)\"""")


def verbs_written() -> set[str]:
    return {verb for file in SOURCE.rglob("*.py") for verb in WRITTEN.findall(file.read_text("utf-8"))}


def test_verbs_are_found_in_the_source() -> None:
    assert {"round.start", "task.complete", "participation.add"} <= verbs_written()


def test_every_verb_has_words() -> None:
    assert verbs_written() - set(journal_words.VERBS) == set()


def test_an_entry_is_a_sentence_with_its_figures() -> None:
    entry = Entry(verb="round.start", params={"members": 1240, "held_out": 248, "tasks": 992})
    assert journal_words.sentence(entry) == "Started a round: 1,240 customers, 248 held out, 992 tasks"
    assert journal_words.icon(entry) == "player-play"


def test_codes_are_said_in_the_readers_language() -> None:
    entry = Entry(verb="relationship.overrule", params={"stage": "trust", "override": 3})
    with translation.override("zh-hans"):
        assert journal_words.sentence(entry) == "人工判定阶段：信任"
    assert journal_words.sentence(entry) == "Set the stage by hand: Trust"


def test_a_change_names_its_fields_as_forms_do() -> None:
    entry = Entry(verb="round.change", object_type="loop.round", params={"fields": ["budget_minor", "name"]})
    assert journal_words.sentence(entry) == "Changed a round: budget, name"


@pytest.mark.parametrize("params", [{}, {"members": None}, {"members": "100%"}])
def test_an_entry_that_lacks_something_is_still_said(params: dict[str, object]) -> None:
    assert "Started a round" in journal_words.sentence(Entry(verb="round.start", params=params))


def test_a_verb_from_elsewhere_is_shown_as_it_is() -> None:
    assert journal_words.sentence(Entry(verb="moon.rise", params={})) == "moon.rise"
