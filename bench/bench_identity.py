"""Who is who, on lists whose truth is known, by names alone or with all that is told; and how fast it is found.

The threshold for a precision is chosen on the half that is not scored, and the halves (by MD5 of the full name; the
first is the one that was looked at while building) are scored in turn. Ours is the lowest at which that half shows the
precision for sure (lower end of Wilson's interval, 95 %, one-sided), so that luck there is no promise here; a peer's is
the lowest at which it shows it at all, which is kind to the peer. Real lists lie beside the checkout (../shared/data);
what is absent is left out with the reason. EVERFAIR_BENCH_ORGANISATIONS asks for another number of records than
1,000,000 in the first figures.
"""

import csv
import os
import pickle
import resource
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import md5
from itertools import combinations, islice
from math import sqrt
from pathlib import Path
from random import Random
from typing import Any

from bench.figures import Figure, once
from everfair.names import RELATED, Name, Record, normalise, pinyin, website_key

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
Scored = list[tuple[float, int, int]]  # score, left, right; right where the numbers are equal


def figures() -> Iterator[Figure]:
    """The many first: the memory they take would else be hidden by what the lists took before."""
    yield from a_million()
    if (DATA / "identity").is_dir():
        yield from persons()
        yield from chinese_companies()
        yield from conferences()
        yield from circles()
    else:
        print("  (no shared data beside the checkout: the figures on real lists are left out)")
    yield from a_new_row()


# persons


def persons() -> Iterator[Figure]:
    from everfair.engine.linking import link
    from everfair.jobs.pairs import Entry, laid_out

    for number in (1, 2, 3):
        people, truth = febrl(DATA / "identity" / f"febrl_dataset{number}.csv")
        table = laid_out("person", [Entry(n, person) for n, person in enumerate(people)])
        pairs = link(table, "person", least=0.5).pairs
        found = set(zip(pairs["first"].to_pylist(), pairs["second"].to_pylist(), strict=True))
        precision, recall = len(found & truth) / max(len(found), 1), len(found & truth) / len(truth)
        yield Figure(f"FEBRL {number}: precision", precision, "")
        yield Figure(f"FEBRL {number}: recall", recall, "")
        yield Figure(f"FEBRL {number}: F1", 2 * precision * recall / (precision + recall), "", 0.99, "aim")


def febrl(file: Path) -> tuple[list[Any], set[tuple[int, int]]]:
    """(persons, pairs of their numbers that are one); the record's own id tells only which are."""
    from everfair.names.rows import Individual

    with file.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened, skipinitialspace=True))
    told = [{key: value.strip() for key, value in row.items()} for row in rows]
    people = [
        Individual(
            given=one["given_name"], surname=one["surname"], birth_date=one["date_of_birth"],
            number=one["soc_sec_id"], street=f"{one['street_number']} {one['address_1']}".strip(),
            quarter=one["address_2"], city=one["suburb"], postcode=one["postcode"], region=one["state"],
        )
        for one in told
    ]  # fmt: skip
    held: dict[str, list[int]] = {}
    for number, one in enumerate(told):
        held.setdefault(one["rec_id"].split("-")[1], []).append(number)
    return people, {pair for numbers in held.values() for pair in combinations(numbers, 2)}


# Chinese companies


SURELY = 1.645  # standard errors


@dataclass(frozen=True)
class Counted:
    """Pairs found, how many of them are right, and how many there are."""

    found: int
    right: int
    there: int

    @property
    def precision(self) -> float:
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        return self.right / self.there

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.found + other.found, self.right + other.right, self.there + other.there)


def halves(
    scored: Scored, wanted: float, half_of: Mapping[int, int], margin: float = SURELY
) -> tuple[Counted, Counted]:
    """Each half at the threshold that the other half asks for."""
    first, second = (counted(scored, wanted, half, half_of, margin) for half in (0, 1))
    return first, second


def counted(scored: Scored, wanted: float, half: int, half_of: Mapping[int, int], margin: float) -> Counted:
    line = threshold([one for one in scored if half_of[one[1]] != half], wanted, margin)
    mine = [one for one in scored if half_of[one[1]] == half and line is not None and one[0] >= line]
    there = sum(each == half for each in half_of.values())
    return Counted(len(mine), sum(left == other for _, left, other in mine), there)


def threshold(scored: Scored, wanted: float, margin: float) -> float | None:
    """The lowest score down to which the precision holds; equal scores stand or fall together."""
    by_score = Counter(score for score, _, _ in scored)
    right_by_score = Counter(score for score, left, other in scored if left == other)
    right = found = 0
    line = None
    for score in sorted(by_score, reverse=True):
        found, right = found + by_score[score], right + right_by_score[score]
        if at_least(right, found, margin) >= wanted:
            line = score
    return line


def at_least(right: int, found: int, margin: float) -> float:
    """The lower end of Wilson's interval of a share, that many standard errors wide."""
    share, spread = right / found, margin**2 / found
    return (share + spread / 2 - sqrt(spread * (share * (1 - share) + spread / 4))) / (1 + spread)


def chinese_companies() -> Iterator[Figure]:
    with (DATA / "identity" / "cn_listed_companies_half.csv").open(encoding="utf-8-sig") as opened:
        rows = list(csv.DictReader(opened))
    short, full = [row["股票名称"] for row in rows], [row["公司全称"] for row in rows]
    english = [row["英文名称"].strip() for row in rows]
    yield from compared("short with full", short, full, (0.99, 0.95), (grams, 0.98))
    yield from compared("English with Chinese", english, full, (0.95, 0.60), (pinyin_grams, 0.93))


def compared(
    what: str,
    left: Sequence[str],
    right: Sequence[str],
    aim: tuple[float, float],
    peer: tuple[Callable[[str], Counter[str]], float],
) -> Iterator[Figure]:
    """Recall at the precision aimed at, as the command lists the pairs of one list of all names, of two lists whose
    names are read against each other, and of n-grams."""
    half_of = {n: half(right[n]) for n in range(len(left)) if left[n] and right[n]}
    wanted, reach = aim
    for how, scored in (
        ("as `everfair duplicates` lists", as_listed(left, right)),
        ("two lists against each other", read_together(what, left, right)),
    ):
        first, second = halves(scored, wanted, half_of)
        for which, got in (("", first + second), (", first half", first), (", second half", second)):
            yield Figure(f"{what}, {how}: precision{which}", got.precision, "", wanted, "aim")
            yield Figure(f"{what}, {how}: recall{which}", got.recall, "", reach, "aim")
    first, second = halves(likest(left, right, peer[0]), peer[1], half_of, margin=0)
    yield Figure(f"{what}, n-grams (peer): precision", (first + second).precision, "")
    yield Figure(f"{what}, n-grams (peer): recall", (first + second).recall, "")


def half(full: str) -> int:
    return int(md5(full.encode()).hexdigest(), 16) % 2


def as_listed(left: Sequence[str], right: Sequence[str]) -> Scored:
    """All pairs of one list of the names of both, that are said to be one: also those within a side."""
    from everfair.jobs.list_search import Listed, search

    rows = ((str(n), name) for names in (left, right) for n, name in enumerate(names) if name)
    pairs = search([Listed(key, name, Record((name,))) for key, name in rows])
    return [
        (round(pair.decision.score, 3), int(pair.first.key), int(pair.second.key))
        for pair in pairs
        if pair.decision.verdict != RELATED
    ]


def read_together(what: str, left: Sequence[str], right: Sequence[str]) -> Scored:
    from everfair.names.pairing import across_languages, short_with_full

    ours, theirs = [numbered(left), numbered(right)]
    if what.startswith("short"):
        pairs = short_with_full([name for _, name in ours], [name for _, name in theirs])
        return [(pair.lead, ours[pair.left][0], theirs[pair.right][0]) for pair in pairs]
    pairs = across_languages([name for _, name in theirs], [name for _, name in ours])
    return [(pair.lead, ours[pair.right][0], theirs[pair.left][0]) for pair in pairs]


def numbered(names: Sequence[str]) -> list[tuple[int, Name]]:
    return [(n, normalise(name)) for n, name in enumerate(names) if name]


def grams(name: str) -> Counter[str]:
    return Counter(name[n : n + size] for size in (1, 2, 3) for n in range(len(name) - size + 1))


def pinyin_grams(name: str) -> Counter[str]:
    spoken = name.lower() if name.isascii() else next(iter(pinyin(name)), name)
    letters = "".join(c for c in spoken if c.isalnum())
    return Counter(letters[n : n + 3] for n in range(len(letters) - 2))


def likest(left: Sequence[str], right: Sequence[str], cut: Callable[[str], Counter[str]]) -> Scored:
    """Cosine of n-grams weighed by how rare they are, each left name with its likest right one."""
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfTransformer

    told = [cut(name) for name in (*left, *right)]
    places = {gram: at for at, gram in enumerate(sorted({gram for one in told for gram in one}))}
    rows, columns, counts = zip(
        *((n, places[g], c) for n, one in enumerate(told) for g, c in one.items()), strict=True
    )
    matrix = TfidfTransformer().fit_transform(
        csr_matrix((counts, (rows, columns)), shape=(len(told), len(places)))
    )
    alike = (matrix[: len(left)] @ matrix[len(left) :].T).tocsr()
    best = [(alike.getrow(n), n) for n in range(len(left)) if left[n] and alike.getrow(n).nnz]
    return [(round(float(row.data.max()), 9), n, int(row.indices[row.data.argmax()])) for row, n in best]


# lists of real fairs, by names alone


def conferences() -> Iterator[Figure]:
    """RubyKaigi: who of 2016 came again in 2017, by slug, by website, and by names with the websites hidden."""
    with (DATA / "participation" / "ruby_conferences_sponsors.csv").open(encoding="utf-8-sig") as opened:
        rows = [row for row in csv.DictReader(opened) if row["series"] == "rubykaigi"]
    domains = [website_key(row["website"]).key or row["slug"] for row in rows]
    groups = together([row["sponsor"] for row in rows])
    by_domain = rebooked(rows, domains)
    yield Figure(
        "RubyKaigi 2016 to 2017 rebook, by slug",
        rebooked(rows, [row["slug"] for row in rows]),
        "",
        by_domain,
        "by domain",
    )
    yield Figure(
        "RubyKaigi 2016 to 2017 rebook, by names", rebooked(rows, groups), "", by_domain, "by domain"
    )
    yield from pairwise_figures("RubyKaigi names against domains", groups, domains)


def rebooked(rows: Sequence[dict[str, str]], who: Sequence[Any]) -> float:
    def those(year: str) -> set[Any]:
        return {one for row, one in zip(rows, who, strict=True) if row["event"].endswith(year)}

    return len(those("2016") & those("2017")) / max(len(those("2016")), 1)


def circles() -> Iterator[Figure]:
    with (DATA / "participation" / "nagoya_doujin_fair.csv").open(encoding="utf-8-sig") as opened:
        rows = list(csv.DictReader(opened))
    truth = {row["display_name"]: row["exhibitor"] for row in rows if row["display_name"].strip()}
    names = list(truth)
    yield from pairwise_figures(
        "Nagoya as printed against canonical", together(names), [truth[n] for n in names]
    )


def together(names: Sequence[str]) -> list[int]:
    """The group of each name: those that are certain to be one, and what follows from it."""
    from everfair.jobs.list_search import Listed, search

    listed = [Listed(name, name, Record((name,))) for name in dict.fromkeys(names)]
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while name in above:
            name = above[name]
        return name

    for pair in search(listed):
        one, other = top(pair.first.key), top(pair.second.key)
        if pair.decision.is_certain and one != other:
            above[other] = one
    numbers: dict[str, int] = {}
    return [numbers.setdefault(top(name), len(numbers)) for name in names]


def pairwise_figures(what: str, found: Sequence[Any], truth: Sequence[Any]) -> Iterator[Figure]:
    both = same_pairs(zip(found, truth, strict=True))
    ours, theirs = same_pairs(found), same_pairs(truth)
    yield Figure(f"{what}: precision of pairs", both / max(ours, 1), "")
    yield Figure(f"{what}: recall of pairs", both / max(theirs, 1), "")


def same_pairs(groups: Iterable[Any]) -> int:
    return sum(held * (held - 1) // 2 for held in Counter(groups).values())


# speed, and what comes out among very many


def a_million() -> Iterator[Figure]:
    from everfair.engine.linking import link
    from everfair.jobs.pairs import ASKED_FROM, write_rows

    asked = int(os.environ.get("EVERFAIR_BENCH_ORGANISATIONS", "1000000"))
    with tempfile.TemporaryDirectory(prefix="everfair-bench-") as folder:
        told, file = Path(folder) / "told", Path(folder) / "rows.parquet"
        put_down(asked, told)
        used = spent()
        reading = once(lambda: write_rows("organisation", taken_up(told), file, total=asked))
        yield Figure(f"{asked:,} organisations: names read", reading, "s")
        yield Figure(f"{asked:,} organisations: names read, of both processors", spent() - used, "s")
        found: list[Any] = []
        used = spent()
        linking = once(lambda: found.append(link(file, "organisation", least=ASKED_FROM)))
        yield Figure(f"{asked:,} organisations: linked", linking, "s")
        yield Figure(f"{asked:,} organisations: linked, of both processors", spent() - used, "s")
    yield Figure(
        f"{asked:,} organisations: from names to pairs", reading + linking, "s", 120 * asked / 1e6, "aim"
    )
    yield Figure(f"{asked:,} organisations: memory at most", peak(), "GiB", 4, "aim")
    yield from planted(found[0].pairs, asked)


def a_new_row() -> Iterator[Figure]:
    """Where a house is told (EVERFAIR_HOUSE or DATABASE_URL; `bench.crowd` fills one): rows nobody has met, each met
    with everybody on file; by the kept weights, where the house has any."""
    if not (os.environ.get("EVERFAIR_HOUSE") or os.environ.get("DATABASE_URL")):
        print("  (no house is told: meeting a new row with those on file is left out)")
        return
    os.environ["EVERFAIR_DATA"] = os.environ.get("EVERFAIR_HOUSE") or os.environ["EVERFAIR_DATA"]
    import django

    django.setup()
    from everfair.demo.naming import Namer
    from everfair.names.comparisons import first_model
    from everfair.parties.judging import Judge
    from everfair.parties.matching import Matcher
    from everfair.parties.models import Party

    namer, matcher, held = Namer(21), Matcher(), Party.objects.count()
    matcher.judge = Judge(matcher.kind, matcher.judge.model or first_model(matcher.kind))
    rows = [record(one, one.name, one.en) for one in map(namer.organisation, range(300))]
    matcher.match(rows[:100])
    used = spent()
    taken = sorted(once(lambda row=row: matcher.match([row])) for row in rows[100:])  # type: ignore[misc]
    yield Figure(f"a new row met with {held:,}: median", taken[100] * 1000, "ms", 50, "aim")
    yield Figure(f"a new row met with {held:,}: 95th of a hundred", taken[190] * 1000, "ms", 50, "aim")
    yield Figure(f"a new row met with {held:,}: of the processor", (spent() - used) * 5, "ms", 50, "aim")


def peak() -> float:
    """Of this process and the largest of its children, twice over, for there are two."""
    own, theirs = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return (own + 2 * theirs) / 2**20


def spent() -> float:
    """Seconds of processors, of this process and its children that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def put_down(count: int, file: Path) -> None:
    """Inventing them is no part of what is measured."""
    with file.open("wb") as opened:
        for portion in batched(invented(count), 2_000):
            pickle.dump(portion, opened, pickle.HIGHEST_PROTOCOL)


def batched(entries: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while portion := list(islice(entries, size)):
        yield portion


def taken_up(file: Path) -> Iterator[Any]:
    with file.open("rb") as opened:
        while opened.peek(1):
            yield from pickle.load(opened)


def invented(count: int) -> Iterator[Any]:
    from everfair.demo.naming import Namer

    namer = Namer(20)
    return islice((entry for number in range(count) for entry in twins(namer, number)), count)


def twins(namer: Any, number: int) -> list[Any]:
    """The organisation with that number, and for one in ten the same once more, written differently: its id is that of
    the other and one."""
    from everfair.jobs.pairs import Entry

    one, draw = namer.organisation(number), Random(number)
    made = [Entry(2 * number, record(one, one.name, one.en))]
    if draw.random() < 0.1:
        other = draw.choice([name for name in (one.short, one.traditional, one.en, one.zh) if name])
        made.append(Entry(2 * number + 1, record(one, other, "", contacts=draw.random() < 0.6)))
    return made


def record(one: Any, *names: str, contacts: bool = True) -> Record:
    return Record(
        tuple(filter(None, names)),
        one.country,
        one.city,
        (one.website,) if contacts and one.website else (),
        (one.email,) if contacts and one.email else (),
        (one.phone,) if contacts and one.phone else (),
    )


def planted(pairs: Any, count: int) -> Iterator[Figure]:
    """By the final verdicts, of about 100,000 of them: a pair is looked at if its first is."""
    from everfair.demo.naming import Namer
    from everfair.names import decide
    from everfair.names.judging import judged

    namer, every = Namer(20), max(count // 100_000, 1)
    known = lru_cache(maxsize=50_000)(lambda number: {one.id: one.record for one in twins(namer, number)})
    seen: Counter[tuple[str, bool]] = Counter()
    for first, second, p in zip(
        *(pairs[c].to_pylist() for c in ("first", "second", "probability")), strict=True
    ):
        if (first // 2) % every == 0:
            verdict = judged(decide(known(first // 2)[first], known(second // 2)[second]), p).verdict
            seen[verdict, first // 2 == second // 2] += 1
    there = sum(Random(number).random() < 0.1 for number in range(0, organisations_behind(count), every))
    yield Figure("planted duplicates: precision of the certain", share(seen, "certain"), "", 0.99, "aim")
    yield Figure("planted duplicates: found for certain", seen["certain", True] / there, "")
    asked = seen["certain", True] + seen["doubtful", True]
    yield Figure("planted duplicates: found for certain or asked about", asked / there, "")
    yield Figure("planted duplicates: right among those asked about", share(seen, "doubtful"), "")
    yield Figure("branches and firms of one group told apart", float(seen["related", False]), "pairs")


def share(seen: Counter[tuple[str, bool]], verdict: str) -> float:
    return seen[verdict, True] / max(seen[verdict, True] + seen[verdict, False], 1)


def organisations_behind(count: int) -> int:
    """How many organisations there are behind so many records."""
    made = number = 0
    while made < count:
        made += 1 + (Random(number).random() < 0.1)
        number += 1
    return number
