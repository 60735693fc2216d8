"""`everfair analyse`, `backtest` and `measures` as they are called."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from everfair.jobs.management.language import language_of_terminal
from everfair.relations.measures import MEASURES
from everfair.relations.models import AnalysisRun
from tests.books import Books, load_fair

pytestmark = pytest.mark.django_db(transaction=True)


def said(*words: str, **options: Any) -> str:
    """In English, unless another language is asked for."""
    out = io.StringIO()
    options.setdefault("language", "en")
    call_command(*words, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def books() -> Books:
    told = Books(4, coming=1)
    told.customers({"1111b": 20, "1100": 25, "0111": 15, "1000": 30, "0010": 20})
    return told


def test_analyse_publishes_and_says_what_it_did_in_numbers(books: Books) -> None:
    text = said("analyse")
    assert AnalysisRun.published() is not None
    assert "110 relationships" in text
    assert "20 booked" in text


def test_analyse_as_json(books: Books) -> None:
    told = json.loads(said("analyse", "--json"))
    assert told["counts"]["relationships"] == sum(told["stages"].values()) == 110
    assert told["forecasts"][0]["booked"] == 20


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("language", "left"), [("en", "s left"), ("zh-hans", "剩余")])
def test_on_a_terminal_it_shows_how_far_it_is_and_how_long_it_takes(
    books: Books, language: str, left: str
) -> None:
    heard = Terminal()
    call_command("analyse", "--language", language, stdout=io.StringIO(), stderr=heard)
    assert "98 %" in heard.getvalue()
    assert left in heard.getvalue()


def test_it_is_quiet_where_nobody_watches(books: Books) -> None:
    heard = io.StringIO()
    call_command("analyse", stdout=io.StringIO(), stderr=heard)
    assert heard.getvalue() == ""


def test_they_speak_chinese(books: Books) -> None:
    assert "110 个客户关系" in said("analyse", language="zh-hans")
    text = said("backtest", "--series", "books", "--target", "4", language="zh-hans")
    assert "已知 110 家，实到 35 家" in text
    assert "逻辑回归" in text
    with pytest.raises(CommandError, match="没有名为"):
        said("backtest", "--series", "nowhere", "--target", "4", language="zh-hans")


@pytest.mark.parametrize(
    ("spoken", "language"), [("zh_CN.UTF-8", "zh-hans"), ("en_GB.UTF-8", "en"), ("C", "zh-hans")]
)
def test_unasked_they_speak_as_the_terminal_does(
    monkeypatch: pytest.MonkeyPatch, spoken: str, language: str
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", spoken)
    assert language_of_terminal() == language


def test_backtest_writes_a_row_for_everyone_known_before(books: Books, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    text = said("backtest", "--series", "Books Fair", "--target", "4", "--out", str(file))
    assert "of 110 known before, 35 came" in text
    rows = list(csv.DictReader(file.open(encoding="utf-8-sig")))
    assert list(rows[0]) == ["organisation", "probability", "came"]
    assert (len(rows), sum(int(row["came"]) for row in rows)) == (110, 35)
    chances = [float(row["probability"]) for row in rows]
    assert chances == sorted(chances, reverse=True)
    assert all(0 < p < 1 for p in chances)


def test_backtest_compares_with_plain_models(books: Books) -> None:
    told = json.loads(said("backtest", "--series", "books", "--target", "4", "--json"))
    assert set(told["models"]) == {"everfair", "bgbb", "boosting", "logistic", "last_time"}
    assert (told["known"], told["came"]) == (110, 35)


@pytest.mark.parametrize(
    ("series", "target", "word"),
    [
        ("nowhere", "4", "there are: books"),
        ("books", "44", "there are: 1, 2"),
        ("books", "1", "editions"),
        ("books", "5", "held"),
    ],
)
def test_backtest_says_what_is_wrong(books: Books, series: str, target: str, word: str) -> None:
    with pytest.raises(CommandError, match=word):
        said("backtest", "--series", series, "--target", target)


def test_a_file_that_cannot_be_written_leaves_nothing(books: Books, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        said("backtest", "--series", "books", "--target", "4", "--out", str(tmp_path / "none" / "out.csv"))
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_a_spreadsheet_would_run_is_written_as_text(books: Books, tmp_path: Path) -> None:
    books.customer("=1+1", "1111")
    file = tmp_path / "out.csv"
    said("backtest", "--series", "books", "--target", "4", "--out", str(file))
    assert "'=1+1" in file.read_text(encoding="utf-8-sig")


def test_measures_lists_every_measure_with_its_formula() -> None:
    text = said("measures")
    assert all(code in text for code in MEASURES)
    assert [one["code"] for one in json.loads(said("measures", "retention", "--json"))] == ["retention"]


def test_a_measure_that_is_not_there_is_said() -> None:
    with pytest.raises(CommandError, match="there are: stage, chance"):
        said("measures", "luck")


def test_help_has_examples() -> None:
    from everfair.jobs.management.commands import analyse, backtest, measures

    for command in (analyse, backtest, measures):
        assert "    everfair " in command.Command.help


def test_a_doujin_fair_forecast_is_no_worse_than_plain_bgbb(shared_data: Path, tmp_path: Path) -> None:
    """Edition 13 of a real fair: BG/BB reaches AUC .892 and log-loss .325 there."""
    load_fair(shared_data / "participation" / "nagoya_doujin_fair.csv")
    file = tmp_path / "edition-13.csv"
    told = json.loads(
        said("backtest", "--series", "real-fair", "--target", "13", "--out", str(file), "--json")
    )
    ours, plain = told["models"]["everfair"], told["models"]["bgbb"]
    assert round(plain["auc"], 3) == 0.892
    assert round(plain["log_loss"], 3) == 0.325
    assert ours["auc"] >= plain["auc"] - 0.0005
    assert ours["log_loss"] <= plain["log_loss"] + 0.0005
    assert ours["low"] <= told["came"] <= ours["high"]
    rows = list(csv.DictReader(file.open(encoding="utf-8-sig")))
    assert len(rows) == told["known"]
    assert auc(rows) == pytest.approx(ours["auc"], abs=1e-4)


def auc(rows: list[dict[str, str]]) -> float:
    """By pairs, from the file alone."""
    ones = sorted(float(row["probability"]) for row in rows if row["came"] == "1")
    zeros = [float(row["probability"]) for row in rows if row["came"] == "0"]
    wins = sum((one > zero) + 0.5 * (one == zero) for one in ones for zero in zeros)
    return wins / (len(ones) * len(zeros))
