"""Measured on lists that nobody made for us."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from everfair.names import Name, Record, decide, keys, normalise, similarity, website_key

DOUBTFUL_FROM = 0.6


def rows(folder: Path, path: str) -> list[dict[str, str]]:
    with (folder / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def blocks(names: Iterable[Name]) -> dict[str, set[int]]:
    under: dict[str, set[int]] = defaultdict(set)
    for number, name in enumerate(names):
        for key in keys(name):
            under[key].add(number)
    return under


def best(query: Name, targets: list[Name], under: dict[str, set[int]]) -> set[int]:
    """The likest targets that share a key with the query, if likely enough."""
    scores = {n: similarity(query, targets[n]).score for key in keys(query) for n in under.get(key, ())}
    top = max(scores.values(), default=0.0)
    return {n for n, score in scores.items() if score == top >= DOUBTFUL_FROM}


def test_short_names_of_listed_companies_lead_to_the_full_ones(shared_data: Path) -> None:
    companies = rows(shared_data, "identity/cn_listed_companies_half.csv")
    full = [normalise(company["公司全称"]) for company in companies]
    short = [
        normalise(company["股票名称"].removeprefix("*").removeprefix("ST").rstrip("ＡAB"))
        for company in companies
    ]
    under = blocks(full)
    right = sum(number in best(name, full, under) for number, name in enumerate(short))
    assert right / len(companies) > 0.9
    wrongly = [
        (a.text, b.text)
        for number, a in enumerate(short)
        for other in best(a, full, under) - {number}
        if decide(Record((a.text,)), Record(((b := full[other]).text,))).is_certain
    ]
    assert wrongly == []


def test_no_two_listed_companies_are_taken_for_one(shared_data: Path) -> None:
    full = [
        normalise(company["公司全称"])
        for company in rows(shared_data, "identity/cn_listed_companies_half.csv")
    ]
    pairs = {pair for numbers in blocks(full).values() for pair in combinations(sorted(numbers), 2)}
    joined = [(full[i].text, full[j].text) for i, j in pairs if _certain(full[i], full[j])]
    assert joined == []


def test_exhibitors_of_an_artificial_intelligence_show_stay_apart(shared_data: Path) -> None:
    exhibitors = {r["id"]: r["name"] for r in rows(shared_data, "catalogue/waic2026_exhibitor_booths.csv")}
    names = [normalise(name) for name in exhibitors.values()]
    pairs = {pair for numbers in blocks(names).values() for pair in combinations(sorted(numbers), 2)}
    joined = {names[i].text.casefold() for i, j in pairs if _certain(names[i], names[j])}
    assert joined <= {"apartx ltd", "oxtak"}  # listed twice by the fair itself


def _certain(one: Name, other: Name) -> bool:
    return decide(Record((one.text,)), Record((other.text,))).is_certain


def test_printed_names_lead_to_the_circle(shared_data: Path) -> None:
    printed = {
        (r["display_name"], r["exhibitor"]) for r in rows(shared_data, "participation/nagoya_doujin_fair.csv")
    }
    drifted = [(a, b) for a, b in printed if a != b]
    verdicts = [decide(Record((a,)), Record((b,))).verdict for a, b in drifted]
    assert verdicts.count("certain") / len(drifted) > 0.75
    assert verdicts.count("different") / len(drifted) < 0.08


def test_sponsors_come_back_by_name_as_often_as_by_website(shared_data: Path) -> None:
    sponsors = [
        r
        for r in rows(shared_data, "participation/ruby_conferences_sponsors.csv")
        if r["series"] == "rubykaigi"
    ]
    before, after = ([r for r in sponsors if r["event"] == f"rubykaigi-{year}"] for year in (2016, 2017))
    by_name = _rebooked(
        {normalise(r["sponsor"]).core for r in before}, {normalise(r["sponsor"]).core for r in after}
    )
    by_site = _rebooked(
        {website_key(r["website"]).key for r in before}, {website_key(r["website"]).key for r in after}
    )
    assert by_site > 0.45
    assert by_name >= by_site


def _rebooked(before: set[str] | set[str | None], after: set[str] | set[str | None]) -> float:
    return len(set(before) & set(after)) / len(before)


def test_sponsors_on_one_domain_are_joined_or_asked_about(shared_data: Path) -> None:
    sponsors = rows(shared_data, "participation/ruby_conferences_sponsors.csv")
    by_domain: dict[str, dict[str, Record]] = defaultdict(dict)
    for row in sponsors:
        site = website_key(row["website"])
        if site.key and not site.reason:
            by_domain[site.key][row["sponsor"]] = Record((row["sponsor"],), websites=(row["website"],))
    pairs = [pair for named in by_domain.values() for pair in combinations(named.values(), 2)]
    verdicts = [decide(one, other).verdict for one, other in pairs]
    assert verdicts.count("certain") / len(pairs) > 0.65
    assert verdicts.count("different") / len(pairs) < 0.25
