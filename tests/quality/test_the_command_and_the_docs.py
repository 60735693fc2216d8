"""`everfair quality` prints what the page shows, and docs/quality.md says what each figure means."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from everfair.quality.measures import MEASURES
from everfair.quality.models import Report
from tests.parties.made import organisation

DOCS = Path(__file__).resolve().parents[2] / "docs" / "quality.md"


def printed(**options: Any) -> str:
    out = io.StringIO()
    call_command("quality", stdout=out, **{"language": "en"} | options)
    return out.getvalue()


def test_every_measure_has_its_heading() -> None:
    headings = re.findall(r"^### (.+)$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert {code for heading in headings for code in heading.split(", ")} == set(MEASURES)


@pytest.mark.django_db
def test_the_house_is_printed_in_words() -> None:
    organisation("杭州青山画廊有限公司", phone="0571-8888 8801")
    text = printed()
    assert text.startswith("The whole house: 1 (1 + 0)")
    assert "Without an e-mail: 1 (100%)" in text


@pytest.mark.django_db
def test_sources_are_given_as_json() -> None:
    organisation("杭州青山画廊有限公司")
    (house,) = json.loads(printed(json=True))
    assert (house["of"], house["figures"]["lacks_city"]) == ("house", 1)
    assert json.loads(printed(json=True, last=True, all=True)) == [house]
    assert Report.objects.count() == 1


@pytest.mark.django_db
def test_a_source_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="no source called"):
        printed(source="nothing.csv")
    with pytest.raises(CommandError, match="There is no source"):
        printed(source="hand")


@pytest.mark.django_db
def test_nothing_was_measured_yet() -> None:
    with pytest.raises(CommandError, match="leave out --last"):
        printed(last=True)
