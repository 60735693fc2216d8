"""The calculator: the worked figures of the trade, ranges, and what cannot be reckoned."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.test import Client

from everfair.house.models import User
from everfair.relations.models import AnalysisRun, Finding, Publication
from tests.conftest import Cast

SignIn = Callable[[User], Client]
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}


def reckoned(client: Client, cast: Cast, **given: str) -> str:
    answer = client.get(f"/shows/{cast.series.pk}/ripple/", given, **EN)  # type: ignore[arg-type]
    return str(answer.content.decode())


@pytest.fixture
def client(cast: Cast, client_of: SignIn) -> Client:
    return client_of(cast.director)


def test_it_starts_from_the_worked_example(cast: Cast, client: Client) -> None:
    text = reckoned(client, cast)
    assert "<strong>¥243,750</strong>" in text
    assert "between ¥162,500 and ¥325,000" in text
    steps = re.findall(r"<li>([^<]+)</li>", text[text.index("ripple-steps") :])
    assert steps == [
        "15 hear of it from the lost customer",
        "50% of them are swayed: 7.5",
        "each of them passes it on to 5: 37.5",
        "25% of these stay away: 9.38",
        "9.38 × ¥26,000 = ¥243,750",
    ]


def test_the_first_hand_swayed_count_too_where_one_says_so(cast: Cast, client: Client) -> None:
    text = reckoned(client, cast, first_hand="on")
    assert "<strong>¥292,500</strong>" in text
    assert "between ¥195,000 and ¥390,000" in text
    assert "and counts too: 45" in text


def test_own_figures_are_reckoned_with(cast: Cast, client: Client) -> None:
    figures = {"told_low": "2", "told_likely": "2", "told_high": "2", "loss_likely": "1000"}
    assert "<strong>¥1,250</strong>" in reckoned(client, cast, **figures)


@pytest.mark.parametrize(
    "wrong",
    [
        {"told_low": "30"}, {"told_likely": "-1"}, {"told_likely": "many"}, {"told_likely": ""},
        {"swayed_high": "101"}, {"loss_likely": "NaN"}, {"loss_high": "1e999"}, {"told_high": "9" * 400},
    ],
)  # fmt: skip
def test_what_is_no_range_is_said(cast: Cast, client: Client, wrong: dict[str, str]) -> None:
    text = reckoned(client, cast, **wrong)
    assert "Mend the figures" in text
    assert "ripple-sum" not in text


def test_what_the_own_record_says_stands_beside_it(cast: Cast, client: Client) -> None:
    run = AnalysisRun.objects.create(state="done")
    Publication.objects.create(pk=1, run=run)
    body = {
        "n": 42,
        "currency": "CNY",
        "ripple": {"low": 100_000, "likely": 200_000, "high": 300_000, "stay_away": 1.0},
    }
    Finding.objects.create(run=run, series=cast.series, side="exhibitor", code="referrals", body=body)
    text = reckoned(client, cast)
    assert "¥2,000, between ¥1,000 and ¥3,000" in text
    assert "42 referrals" in text


def test_the_page_reckons_without_numpy() -> None:
    """The sum of `science` itself, in a process that serves pages."""
    told = (
        "import sys; import everfair.science.ripple; "
        "sys.exit(any(name.split('.')[0] in ('numpy', 'scipy') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
