"""What is taken out exactly is the same in an empty house it is brought in to; what is taken out to read cannot run."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from everfair.contact.models import Interaction, Suggestion
from everfair.intake.fields import FIELDS
from everfair.intake.models import Batch, ImportedRow
from everfair.intake.recognising import recognise
from everfair.jobs.imports.bringing import Importer
from everfair.jobs.imports.cells import read_cell
from everfair.jobs.imports.vocabulary import RIGHT
from everfair.journal.models import Entry
from everfair.parties.models import (
    Closeness,
    Consent,
    ContactPoint,
    Employment,
    ExternalId,
    Name,
    Organisation,
    Party,
    Person,
)
from everfair.relations.models import LedgerEntry, Referral, Relationship
from everfair.relations.moving import SAID, MovingList, in_words
from everfair.shows.models import Edition, Participation, Role, Series, Stand
from everfair.shows.scope import scope_of
from everfair.tables import open_table
from everfair.tables.writing import live, write_csv
from tests.conftest import Cast
from tests.tables.test_writing import DISGUISES

pytestmark = pytest.mark.django_db
KINDS = (
    "editions", "contacts", "participations", "interactions", "ledger", "referrals", "suggestions",
)  # fmt: skip
FIRMS = ("青山画廊", "蓝田茶业", "白云机械", "Nordlicht Optik", "海棠印刷", "Kestrel Boats")
GIVEN, WITHDRAWN = datetime(2025, 3, 1, 8, 30, 15, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
SIGNS = [text for text in DISGUISES if not set(text) & set("\0\r\n\t") and text == text.strip()]


class EmptyAgain(Exception):
    pass


@contextmanager
def a_house() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise EmptyAgain
    except EmptyAgain:
        pass


def firm(name: str, **about: Any) -> Party:
    party = Party.objects.create(kind="organisation")
    Name.objects.create(party=party, text=name, kind="full", script="han")
    Organisation.objects.create(party=party, country="CN", city="杭州", **about)
    return party


def participation(party: Party, edition: Edition, role: str, **about: Any) -> Participation:
    taken: Participation = Participation.objects.create(
        party=party, edition=edition, role=Role.objects.get(code=role), **about
    )
    side = taken.role.side
    Relationship.objects.get_or_create(party=party, series=edition.series, side=side)
    return taken


def fair(notes: list[str], signs: list[str], amounts: list[int]) -> None:
    """Customers whose texts are `signs` and `notes`, on two editions of a show."""
    series = Series.objects.create(slug="qingshan-2", zh="青山展")
    editions = [
        Edition.objects.create(
            series=series,
            ordinal=n,
            label=str(n),
            starts_on=date(2018 + n, 5, 1),
            ends_on=date(2018 + n, 5, 3),
            venue="=1+1 馆",
        )
        for n in (1, 2)
    ]
    for number, name in enumerate(FIRMS):
        sign, note = signs[number % len(signs)], notes[number % len(notes)]
        party = firm(name, industry=sign, address=f"{sign} 1", closeness=Closeness.values[number % 4])
        party.note, party.do_not_contact = note, number == 3
        party.save()
        Name.objects.create(party=party, text=f"Firm {name} Ltd", kind="english", script="latin")
        ContactPoint.objects.create(
            party=party, kind="phone", value=f"+86 571-8888-000{number}", key=f"p{number}"
        )
        ContactPoint.objects.create(
            party=party, kind="website", value=f"www.firm{number}.cn", key=f"firm{number}.cn"
        )
        ExternalId.objects.create(party=party, source="ERP", value=f"=00{number}")
        one = participation(
            party, editions[number % 2], "exhibitor", status="came", display_name=sign, note=note
        )
        Stand.objects.create(
            participation=one, number=f"A-{number}", natural_key=f"A-{number}", area_dm2=1850,
            amount_minor=amounts[number % len(amounts)], currency="CNY",
        )  # fmt: skip
        Stand.objects.create(participation=one, number="=B2", natural_key="=B2")
        person = Party.objects.create(kind="person")
        Name.objects.create(party=person, text=f"王{'甲乙丙丁戊己'[number]}", kind="full", script="han")
        Person.objects.create(
            party=person, birthday=("1980-08-15", "02-29")[number % 2], languages=sign, interests=sign,
            wishes=f"愿{note}。", closeness=Closeness.values[-1 - number % 4],
        )  # fmt: skip
        Party.objects.filter(pk=person.pk).update(do_not_contact=number == 4)
        for channel, moment in (("email", GIVEN), ("phone", WITHDRAWN))[: number % 3]:
            Consent.objects.create(
                party=person, channel=channel, purpose=f"资讯{number}", basis=sign, given_at=GIVEN,
                withdrawn_at=moment if moment is WITHDRAWN else None,
            )  # fmt: skip
        ContactPoint.objects.create(
            party=person, kind="email", value=f"w{number}@firm{number}.cn", key=f"w{number}"
        )
        Employment.objects.create(person=person, organisation=party, title=sign, decision_role="buyer")
        Interaction.objects.create(
            party=party, person=person, series=series, occurred_on=date(2021, 3, number + 1), channel="email",
            kind="complaint", outcome="solved", note=note,
        )  # fmt: skip
        LedgerEntry.objects.create(
            party=party, series=series, edition=editions[number % 2], occurred_on=date(2021, 3, number + 1),
            kind=LedgerEntry.Kind.values[number], amount_minor=abs(amounts[number % len(amounts)]) + 1,
            currency="USD", note=note,
        )  # fmt: skip
        Suggestion.objects.create(
            party=party, person=person, series=series, edition=editions[0], given_on=date(2021, 4, number + 1),
            kind="competitors", text=note, state="adopted", answer=sign, answered_on=date(2021, 5, 1),
            effect_minor=number * 100, currency="CNY",
        )  # fmt: skip
    guest = Party.objects.create(kind="person")
    Name.objects.create(party=guest, text="客一", kind="full", script="han")
    Person.objects.create(party=guest, birthday="12-31")
    home = f"杭州 {signs[0]} 路"
    ContactPoint.objects.create(party=guest, kind="address", value=home, key=home)
    ContactPoint.objects.create(party=guest, kind="phone", value="13800138009", key="+8613800138009")
    party_of = {name.text: name.party for name in Name.objects.filter(text__in=FIRMS)}
    for number, (referrer, child) in enumerate(pairwise(FIRMS)):
        Referral.objects.create(
            referrer=party_of[referrer], child=party_of[child], series=series, occurred_on=date(2021, 6, 1),
            weight=number + 0.5, is_warning=bool(number % 2), note=notes[number % len(notes)],
        )  # fmt: skip


def on_file() -> dict[str, Any]:
    """Everything that the lists carry, without the numbers of rows."""
    called = dict(Name.objects.exclude(kind="english").values_list("party_id", "text"))

    def told(model: Any, *fields: str, who: str = "party_id") -> list[tuple[Any, ...]]:
        rows = model.objects.values_list(who, *fields)
        return sorted([(called[row[0]], *row[1:]) for row in rows], key=repr)

    stands = Stand.objects.values_list(
        "participation__party_id", "number", "area_dm2", "amount_minor", "currency"
    )
    held = (
        "edition__series__zh",
        "edition__label",
        "edition__starts_on",
        "edition__ends_on",
        "edition__venue",
        "role__code",
    )
    return {
        "names": sorted(set(told(Name, "text"))),
        "notes": sorted((called[party.pk], party.note) for party in Party.objects.all()),
        "points": told(ContactPoint, "kind", "value"),
        "ids": [row for row in told(ExternalId, "source", "value") if row[1] == "ERP"],
        "places": told(Organisation, "country", "city", "address", "industry", "closeness"),
        "persons": told(Person, "birthday", "languages", "interests", "wishes", "closeness"),
        "consents": told(Consent, "channel", "purpose", "basis", "given_at", "withdrawn_at"),
        "left_alone": sorted(
            called[pk] for pk in Party.objects.filter(do_not_contact=True).values_list("pk", flat=True)
        ),
        "jobs": sorted(
            (called[job.person_id], called[job.organisation_id], job.title, job.decision_role)
            for job in Employment.objects.all()
        ),
        "taken": told(Participation, *held, "status", "booked_on", "display_name", "note"),
        "stands": sorted([(called[row[0]], *row[1:]) for row in stands], key=repr),
        "dealings": told(Interaction, "occurred_on", "channel", "kind", "outcome", "note", "series__zh"),
        "ledger": told(
            LedgerEntry,
            "series__zh",
            "edition__label",
            "side",
            "occurred_on",
            "kind",
            "amount_minor",
            "currency",
            "note",
        ),
        "referrals": sorted(
            (
                called[one.referrer_id],
                called[one.child_id],
                one.side,
                one.occurred_on,
                one.weight,
                one.is_warning,
                one.note,
            )
            for one in Referral.objects.all()
        ),
        "suggestions": told(
            Suggestion,
            "series__zh",
            "edition__label",
            "given_on",
            "kind",
            "text",
            "state",
            "answer",
            "answered_on",
            "effect_minor",
            "currency",
        ),
        "who_suggests": sorted(
            (called[one.party_id], called[one.person_id]) for one in Suggestion.objects.all()
        ),
        "related": told(Relationship, "series__zh", "side"),
    }


def take_out(folder: Path, ending: str, *words: str) -> None:
    for kind in KINDS:
        call_command(
            "export",
            kind,
            "--out",
            str(folder / f"{kind}.{ending}"),
            "--force",
            *words,
            stdout=StringIO(),
            stderr=StringIO(),
        )


def clear() -> None:
    Series.objects.exclude(slug__in=("qingshan", "lantian")).delete()
    for model in (Interaction, Employment, Party, Batch, ImportedRow):
        model._base_manager.all().delete()


def bring_in(folder: Path, ending: str) -> None:
    for kind in KINDS:
        importer = Importer.of_file(kind, folder / f"{kind}.{ending}")
        importer.check()
        assert not importer.batch.counts.get("refused"), list(
            importer.batch.row_results.values("row", "problems")
        )
        importer.load()


TEXTS = some.text(some.sampled_from("=+-@'\"\t\n,;|甲乙丙\u202e\u200bA b𠮷＝0"), min_size=1, max_size=12)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    notes=some.lists(TEXTS.map(str.strip).filter(bool), min_size=1, max_size=6),
    signs=some.lists(some.sampled_from(SIGNS), min_size=1, max_size=6),
    amounts=some.lists(some.integers(-(10**12), 10**12), min_size=1, max_size=6),
)
def test_row_20_an_exact_export_is_the_same_in_another_house(
    tmp_path: Path, ending: str, notes: list[str], signs: list[str], amounts: list[int]
) -> None:
    with a_house():
        fair(notes, signs, amounts)
        before = on_file()
        take_out(tmp_path, ending, "--exact")
        clear()
        assert not Party.objects.exists()
        bring_in(tmp_path, ending)
        assert on_file() == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_row_20_what_is_taken_out_to_be_read_cannot_run(tmp_path: Path, ending: str) -> None:
    fair(["=1+1"], SIGNS, [-120000])
    take_out(tmp_path, ending)
    for kind in KINDS:
        path = tmp_path / f"{kind}.{ending}"
        rows = list(open_table(path, path.name, header_row=1).rows())
        assert rows
        if ending == "csv":
            assert not [cell for row in rows for cell in row.cells if live(cell) and cell[0] != "'"]
        else:
            import zipfile

            page = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
            assert "<f" not in page
    told = (tmp_path / "participations.csv").read_text("utf-8-sig") if ending == "csv" else "-1200.00"
    assert "-1200.00" in told


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_column_taken_out_is_recognised_when_brought_in(kind: str, language: str, cast: Cast) -> None:
    with translation.override(language):
        taken = MovingList(kind, scope_of(cast.director))
        found = recognise(kind, taken.header())
    assert [code for code, _ in sorted(found.items(), key=lambda pair: pair[1])] == taken.codes


def test_every_role_of_a_new_house_is_read_by_its_code() -> None:
    from everfair.jobs.imports.vocabulary import role_code

    unread = {role.code for role in Role.objects.all() if role_code(role.code) != role.code}
    assert not unread


def test_only_what_one_may_take_out_goes_out(cast: Cast) -> None:
    edition = Edition.objects.create(series=cast.series, ordinal=1, label="1")
    other = Edition.objects.create(series=cast.other_series, ordinal=1, label="1")
    participation(firm("青山画廊"), edition, "exhibitor")
    participation(firm("蓝田茶业"), other, "exhibitor")

    def seen(user: Any, kind: str) -> set[object]:
        taken = MovingList(kind, scope_of(user))
        return {row[taken.codes.index("organisation")] for row in taken.rows()}

    for kind in ("contacts", "participations"):
        assert seen(cast.director, kind) == {"青山画廊", "蓝田茶业"}
        assert seen(cast.sales, kind) == {"青山画廊"}
        assert seen(cast.service, kind) == set()


def test_the_command_tells_the_journal_and_asks_who_may(tmp_path: Path, cast: Cast) -> None:
    fair(["x"], ["y"], [100])
    out = StringIO()
    words = ["--out", str(tmp_path / "a.csv"), "--exact", "--language", "en"]
    call_command("export", "participations", *words, stdout=out, stderr=StringIO())
    assert "12 rows written" in out.getvalue()
    entry = Entry.objects.get(verb="list.export")
    assert entry.params == {"list": "participations", "kind": "csv", "exact": True, "count": 6, "filters": []}
    for user, series in (("service", "qingshan"), ("sales", None), ("nobody", None)):
        words = ["--series", series] if series else []
        with pytest.raises(CommandError):
            call_command("export", "contacts", "--out", str(tmp_path / "b.csv"), "--as", user, *words)
    with pytest.raises(CommandError, match="csv or"):
        call_command("export", "contacts", "--out", str(tmp_path / "b.txt"), "--language", "en")
    assert not (tmp_path / "b.csv").exists()


def test_the_command_leaves_no_half_file(tmp_path: Path) -> None:
    words = ["--out", str(tmp_path / "none" / "b.csv"), "--language", "en"]
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export", "contacts", *words)
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_is_written_over_only_when_told_to(tmp_path: Path) -> None:
    out = tmp_path / "b.csv"
    out.write_text("mine")
    with pytest.raises(CommandError, match=r"b.csv.*--force"):
        call_command("export", "contacts", "--out", str(out))
    assert out.read_text() == "mine"
    call_command("export", "contacts", "--out", str(out), "--force", stdout=StringIO())
    assert out.read_text() != "mine"


def test_what_write_csv_puts_in_front_is_taken_away_again() -> None:
    from everfair.tables.writing import as_it_was

    buffer = io.BytesIO(b"".join(write_csv([["x", *SIGNS]])))
    assert all(as_it_was(f"'{sign}") == sign for sign in SIGNS)
    assert buffer.getvalue().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_written_in_words_is_read_as_the_code_again(language: str) -> None:
    with translation.override(language):
        for one in {one for fields in FIELDS.values() for one in fields if one.reads in SAID}:
            codes = RIGHT.get(one.reads.value, ["exhibitor", "sponsor", "visitor"])
            for code in codes:
                assert read_cell(one, str(in_words(code))) in (code, [code])
        assert str(in_words("came")) == {"zh-hans": "到场", "en": "came"}[language]
