"""Every verb the house writes into its journal has words, in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver
from django.utils import translation

import everfair
from everfair.journal.models import Entry, Versioned
from everfair.shows.models.removable import Removable
from everfair.ui import journal_words


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


SOURCE = Path(everfair.__file__).parent
VERB = re.compile(r"[a-z_]+\.[a-z_]+")
# who writes an entry under a verb that is handed in
TELLING = {"record", "tell", "note", "told", "_record", "_tell"}
WITHIN_A_ROUND = {"planning", "_note"}


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def verbs_said() -> Iterator[str]:
    """The verbs that stand in the source as the first word of a call that writes them."""
    for file in SOURCE.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not call.args or called(call) not in TELLING:
                continue
            first = call.args[0]
            if isinstance(first, ast.Constant) and VERB.fullmatch(str(first.value)):
                yield str(first.value)


def acts_of_a_round() -> Iterator[str]:
    """A round says `self.planning(by, "add_segment")`, which is written as `round.add_segment`."""
    for file in (SOURCE / "loop" / "models").glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and called(call) in WITHIN_A_ROUND:
                yield from (
                    f"round.{ast.literal_eval(word)!s}"
                    for word in call.args
                    if isinstance(word, ast.Constant)
                )


def verbs_of_models() -> Iterator[str]:
    """What every row of a kind can do is written under the name of its model."""
    for model in apps.get_models():
        if issubclass(model, Versioned):
            yield f"{model._meta.model_name}.change"
        if issubclass(model, Removable):
            yield f"{model._meta.model_name}.remove"


def verbs_written() -> set[str]:
    return {*verbs_said(), *acts_of_a_round(), *verbs_of_models()}


def test_which_file_it_was_is_named_where_that_is_known() -> None:
    entry = Entry(verb="intake.load", params={"rows": 3, "file": "名单{0}%s.csv"})
    with translation.override("zh-hans"):
        assert journal_words.sentence(entry) == "导入了文件：名单{0}%s.csv"
    assert journal_words.sentence(Entry(verb="intake.load", params={})) == "Loaded a file"


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
    assert "Started a round" in journal_words.sentence(Entry(verb="round.start", params=dict(params)))


def test_a_verb_from_elsewhere_is_shown_as_it_is() -> None:
    assert journal_words.sentence(Entry(verb="moon.rise", params={})) == "moon.rise"


def test_every_verb_is_said_in_chinese() -> None:
    """Where a word is missing Django answers with the English one."""
    with translation.override("zh-hans"):
        left = [verb for verb, (_icon, word) in journal_words.VERBS.items() if str(word).isascii()]
    assert left == []


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("imports", "Imports"),
        ("contacts", "Contacts"),
        ("refused", "refused rows of a list"),
        ("gone", "gone"),
    ],
)
def test_it_is_told_which_list_left_the_house(code: str, word: str) -> None:
    assert get_resolver().url_patterns, "with which all lists of the house are known"
    told = journal_words.words("list.export", {"list": code, "count": 1200})
    assert told == f"Exported {word}: 1,200 entries"
