"""`everfair import KIND FILE`: what would happen, then the load, in numbers."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line

from everfair.contact.models import Interaction
from everfair.intake.models import Batch
from everfair.parties.models import ContactPoint, Employment, Party
from everfair.relations.models import Relationship
from everfair.shows import seeds
from everfair.shows.models import Edition, Participation, Series

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _planted() -> None:
    seeds.plant()


def run(*words: str) -> str:
    out = StringIO()
    call_command("import", *words, "--language", "en", stdout=out)
    return out.getvalue()


def written(tmp_path: Path, text: str) -> str:
    file = tmp_path / "list.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_dry_run_tells_and_loads_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, "公司,届\n青山画廊,1\n蓝田茶业,1\n")
    told = run("participations", file, "--series", "青山展", "--dry-run")
    assert "2 rows: 2 new, 0 matched, 0 doubtful, 0 unchanged, 0 refused" in told
    assert "Nothing was loaded." in told
    assert not Party.objects.exists()


def test_yes_loads_the_good_rows_and_keeps_the_refused(tmp_path: Path) -> None:
    file = written(tmp_path, "公司,届,面积\n青山画廊,1,36\n蓝田茶业,1,大\n")
    refused = tmp_path / "refused.csv"
    told = run("participations", file, "--series", "青山展", "--yes", "--refused", str(refused))
    assert "1 rows loaded: 1 new organisations" in told
    assert "row 3, column 面积" in told
    assert "蓝田茶业,1,大" in refused.read_text(encoding="utf-8-sig")
    assert Participation.objects.count() == 1


def test_a_column_is_mapped_by_its_header_and_the_edition_given(tmp_path: Path) -> None:
    file = written(tmp_path, "Firma,届外\n青山画廊,x\n")
    words = ("--series", "青山展", "--edition", "第13届", "--date", "2019-05-01", "--role", "sponsor")
    run("participations", file, *words, "--map", "organisation=Firma", "--yes", "--header-row", "1")
    edition = Edition.objects.get()
    assert (edition.label, str(edition.starts_on)) == ("13", "2019-05-01")
    assert Relationship.objects.get().side == "sponsor"


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    file = written(tmp_path, "公司,届\n青山画廊,1\n")
    with pytest.raises(CommandError, match="series"):
        run("participations", file, "--yes")
    with pytest.raises(CommandError, match="Nope"):
        run("participations", file, "--series", "x", "--map", "organisation=Nope")


def test_what_cannot_be_brought_in_leaves_nothing_behind(tmp_path: Path) -> None:
    file = written(tmp_path, "公司,届\n青山画廊,1\n")
    for words, wrong in (
        (("--map", "foo=公司"), "no field “foo”; there are: series, edition, date"),
        (("--map", "organisation=Nope"), "no column headed Nope"),
        (("--as", "nobody"), "no account “nobody”"),
        ((), "Still missing: the series"),
    ):
        with pytest.raises(CommandError, match=wrong) as refused:
            run("participations", file, "--dry-run", *words)
        assert refused.value.returncode == 2
    with pytest.raises(CommandError, match=r"no such file: .*none.csv"):
        run("participations", str(tmp_path / "none.csv"), "--dry-run")
    assert not Batch.objects.exists()


def test_a_load_of_which_every_row_was_refused_has_failed(tmp_path: Path) -> None:
    file = written(tmp_path, "公司,届,面积\n蓝田茶业,1,大\n")
    with pytest.raises(CommandError, match="Every row was refused") as refused:
        run("participations", file, "--series", "青山展", "--yes")
    assert refused.value.returncode == 1


def test_what_was_wrong_is_said_without_the_name_of_a_class(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)  # else the test loses its database
    words = ["everfair", "import", "participations", str(tmp_path / "none.csv"), "--language", "en"]
    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"everfair: no such file: {tmp_path / 'none.csv'}\n"


def test_contacts_become_persons_with_their_employer_and_a_relationship(tmp_path: Path) -> None:
    text = "单位,联系人,职务,邮箱,手机\n杭州青山画廊,王小明,经理,wang@qingshan.cn,13800138000\n"
    text += "杭州青山画廊,,,info@qingshan.cn,\n"
    run("contacts", written(tmp_path, text), "--series", "青山展", "--yes")
    person = Party.objects.get(kind="person")
    firm = Party.objects.get(kind="organisation")
    job = Employment.objects.get()
    assert (job.person, job.organisation, job.title) == (person, firm, "经理")
    points = set(ContactPoint.objects.values_list("party", "kind", "key"))
    assert points == {
        (person.pk, "email", "wang@qingshan.cn"),
        (person.pk, "phone", "+8613800138000"),
        (firm.pk, "email", "info@qingshan.cn"),
    }
    assert Relationship.objects.get().party == firm


def test_interactions_are_loaded_once(tmp_path: Path) -> None:
    text = (
        "日期,公司,联系人,渠道,类型,结果,评分,备注\n2026-03-01,青山画廊,王小明,微信,投诉,已解决,,展位漏水\n"
    )
    text += "2026-03-02,青山画廊,,电话,满意度,,9,\n"
    for _ in range(2):
        run("interactions", written(tmp_path, text), "--series", "青山展", "--yes")
    first, second = Interaction.objects.order_by("occurred_on")
    assert (first.channel, first.kind, first.outcome, first.note) == (
        "message",
        "complaint",
        "solved",
        "展位漏水",
    )
    assert (second.channel, second.kind, second.score) == ("phone", "satisfaction", 9)
    assert first.series == Series.objects.get()
    assert first.person is not None


def test_real_headers_are_found_wherever_they_are(shared_data: Path) -> None:
    told = run(
        "participations",
        str(shared_data / "catalogue" / "ces2026.csv"),
        "--series",
        "CES",
        "--edition",
        "2026",
        "--dry-run",
    )
    assert "4177 rows" in told
    assert "Booth_Number = Stand" in told


def test_a_terminal_is_told_of_characters_that_it_would_obey(tmp_path: Path) -> None:
    file = written(tmp_path, '公司,届\n"青山\x1b[2J\n画廊",1\n蓝田茶业,1\n')
    told = run("participations", file, "--series", "青山展", "--dry-run")
    assert "青山<U+001B>[2J<U+000A>画廊" in told
    assert "\x1b" not in told


def test_a_file_that_cannot_be_written_is_called_by_its_own_name(tmp_path: Path) -> None:
    file = written(tmp_path, "公司,届,面积\n青山画廊,1,大\n")
    nowhere = str(tmp_path / "nowhere" / "refused.csv")
    with pytest.raises(CommandError, match=r"nowhere/refused\.csv cannot be written"):
        run("participations", file, "--series", "青山展", "--yes", "--refused", nowhere)
    assert not Party.objects.exists()


def test_no_ids_elsewhere_are_taken_that_excel_shortened(tmp_path: Path) -> None:
    file = written(tmp_path, "公司,别处编号\n青山画廊,ERP | 1.10101E+17\n蓝田茶业,ERP | 1E5\n")
    assert "row 2, column 别处编号" in run("contacts", file, "--dry-run")
