"""`everfair import answers`: by an instrument on file, by one that a small file tells of, or by columns alone."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from everfair.surveys.models import Item, Rating, Response
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
ROWS = "who,q1,q2\n1,70,80\n2,60,20\n3,50,120\n"
ITEMS = [
    {"column": "q1", "asks": "expectation", "topic": "Punctuality", "low": 0, "high": 100, "code": "on-time"},
    {"column": "q2", "asks": "performance", "topic": "Punctuality", "low": 0, "high": 100},
]
TOML = "\n".join(
    [
        "en = 'Airline'",
        *("[[items]]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in one.items()) for one in ITEMS),
    ]
)
CSV = "column,asks,topic,low,high,code\nq1,expectation,Punctuality,0,100,on-time\nq2,performance,Punctuality,0,100,\n"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.csv"
    file.write_text(ROWS)
    return file


@pytest.mark.parametrize(
    ("name", "text"), [("a.toml", TOML), ("a.json", json.dumps({"items": ITEMS})), ("a.csv", CSV)]
)
def test_a_small_file_tells_of_the_instrument(
    cast: Cast, answers: Path, tmp_path: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(text)
    about = ["--series", cast.series.slug, "--map", "respondent=who", "--instrument", str(tmp_path / name)]
    call_command("import", "answers", str(answers), *about, "--yes", "--language", "en")
    told = capsys.readouterr().out
    assert "q1 = Expectation (Punctuality) 0–100" in told
    assert "row 4, column q2: “120” lies outside the scale, which runs from 0 to 100" in told
    assert Response.objects.count() == 2
    one, other = Item.objects.filter(instrument__code="a").order_by("order")
    assert (one.code, one.topic, other.code) == ("on-time", other.topic, "q2")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[items]]\ncolumn = 'q1'\nasks = 'hope'", "does not say what it asks for"),
        ("[[items]]\nasks = 'overall'", "names no column"),
        ("[[items]]\ncolumn = 'q1'\nasks = 'overall'\nlow = 5\nhigh = 5", "has no scale"),
        (
            "[[items]]\ncolumn = 'q1'\nasks = 'overall'\n[[items]]\ncolumn = 'q1'\nasks = 'overall'",
            "Two items",
        ),
        ("[[items]]\ncolumn = 'q1'\nasks = 'expectation'", "of what topic"),
        ("items = 3", "tells of no items"),
        ("[[items", "cannot be read"),
        ("[[items]]\ncolumn = 'q9'\nasks = 'overall'", "no column headed q9"),
    ],
)
def test_an_unclear_instrument_is_refused(
    cast: Cast, answers: Path, tmp_path: Path, text: str, says: str
) -> None:
    file = tmp_path / "a.toml"
    file.write_text(text)
    about = ["--series", cast.series.slug, "--instrument", str(file), "--yes", "--language", "en"]
    with pytest.raises(CommandError, match=says):
        call_command("import", "answers", str(answers), *about)
    assert not Response.objects.exists()


def test_an_instrument_nobody_knows_is_refused(cast: Cast, answers: Path) -> None:
    with pytest.raises(CommandError, match="neither the short name of a questionnaire"):
        call_command("import", "answers", str(answers), "--instrument", "nonsense", "--language", "en")


def test_columns_are_read_as_items_of_an_instrument_on_file(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("respondent,q1,q2\n1,4,9\n")
    about = ["--series", cast.series.slug, "--instrument", "satisfaction", "--edition", "2024"]
    mapped = ["--map", "item:overall=q1", "--map", "item:recommend=q2"]
    call_command("import", "answers", str(file), *about, *mapped, "--yes")
    told = dict(Response.objects.get().answers.values_list("item__code", "value"))
    assert told == {"overall": 4, "recommend": 9}


def test_an_item_that_is_not_there_is_refused(cast: Cast, answers: Path) -> None:
    about = ["--series", cast.series.slug, "--instrument", "satisfaction", "--map", "item:weather=q1"]
    with pytest.raises(CommandError, match="no item “weather”"):
        call_command("import", "answers", str(answers), *about, "--language", "en")


def test_ratings_come_by_the_command(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text("company,competitor,topic,value\nQingshan Gallery,Sea Art Fair,layout,6\n")
    call_command(
        "import", "competitor-ratings", str(file), "--series", cast.series.slug, "--scale", "1-7", "--yes"
    )
    assert (Rating.objects.get().value, Rating.objects.get().high) == (6, 7)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deep.json", "[" * 100_000),
        ("nul.json", '{"en": "a\\u0000", "items": [{"column": "q1", "asks": "overall"}]}'),
        ("half.json", '{"items": [{"column": "q1", "asks": "overall", "zh": "\\ud800"}]}'),
    ],
)
def test_a_hostile_small_file_is_refused_in_words(
    cast: Cast, answers: Path, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    about = ["--series", cast.series.slug, "--map", "respondent=who", "--instrument", str(tmp_path / name)]
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import", "answers", str(answers), *about, "--yes", "--language", "en")


def test_columns_that_are_not_read_are_named_with_the_way_to_read_them(
    cast: Cast, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    about = ["--series", cast.series.slug, "--instrument", "satisfaction", "--map", "item:overall=q1"]
    call_command("import", "answers", str(answers), *about, "--dry-run", "--language", "en")
    told = capsys.readouterr().out
    assert "Not read: who (A); q2 (C)" in told
    assert "To read one: --map FIELD=HEADER, where FIELD is one of " in told
    fields = told.split("where FIELD is one of ")[1].splitlines()[0].split(", ")
    assert {"respondent", "organisation", "item:recommend"} <= set(fields)
    assert "item:overall" not in fields


def test_answers_without_a_name_are_said_once(
    cast: Cast, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers.write_text("q1,q2\n1,4\n5,4\n5,2\n")
    about = ["--series", cast.series.slug, "--instrument", "satisfaction", "--map", "item:overall=q1"]
    call_command("import", "answers", str(answers), *about, "--yes", "--language", "en")
    told = capsys.readouterr().out
    assert "3 rows: 0 new, 0 matched" in told
    assert "3 answers without a name" in told
    assert "  q1: 3, average 3.67 on 1–5 (1 0 0 0 2)" in told
