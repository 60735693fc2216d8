"""`everfair duplicates` lists the pairs of any table of names, and of the customers on file."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from everfair.parties.models import LinkageModel, PossibleDuplicate
from tests.parties.made import organisation

NAMES = """编号,展商名称,英文名称
1,杭州青山画廊有限公司,Qingshan Gallery
2,青山畫廊,
3,杭州青山画廊有限公司,
4,=绿水,
4,=绿水,
"""


def listed(tmp_path: Path, *args: str, text: str = NAMES) -> list[dict[str, str]]:
    (tmp_path / "names.csv").write_text(text, "utf-8")
    out = tmp_path / "pairs.csv"
    words = ("--from", str(tmp_path / "names.csv"), "--out", str(out), "--language", "en")
    call_command("duplicates", *words, *args, stderr=StringIO())
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_pairs_of_a_file_with_score_decision_and_reasons(tmp_path: Path) -> None:
    pairs = {
        (p["first_id"], p["second_id"]): p for p in listed(tmp_path, "--name", "展商名称", "--id", "编号")
    }
    assert pairs["1", "3"]["decision"] == "certain"
    assert pairs["1", "2"]["decision"] == "doubtful"
    assert float(pairs["1", "2"]["score"]) < 1
    assert "without its place" in pairs["1", "2"]["reasons"]
    assert ("4", "4") not in pairs


def test_without_ids_rows_are_told_apart_by_their_number(tmp_path: Path) -> None:
    pairs = listed(tmp_path, "--name", "展商名称")
    assert ("2", "4") in {(p["first_id"], p["second_id"]) for p in pairs}


def test_a_formula_stays_text(tmp_path: Path) -> None:
    assert {"'=绿水"} == {
        p["first_name"] for p in listed(tmp_path, "--name", "展商名称") if "绿水" in p["first_name"]
    }


def test_every_name_stands_for_itself_unless_the_row_is_one(tmp_path: Path) -> None:
    both = ("--name", "展商名称", "--name", "英文名称", "--id", "编号")
    assert ("1", "1") in {(p["first_id"], p["second_id"]) for p in listed(tmp_path, *both)}
    assert ("1", "1") not in {(p["first_id"], p["second_id"]) for p in listed(tmp_path, *both, "--as-one")}


def test_a_missing_column_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="展商名称"):
        listed(tmp_path, "--name", "company")


def test_nothing_is_printed_before_all_that_was_asked_for_is_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "names.csv").write_text(NAMES, "utf-8")
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    for file, words, wrong in (
        ("names.csv", (), "--name COLUMN"),
        ("names.csv", ("--name", "company"), "no column"),
        ("old.xls", ("--name", "x"), "old.xls: This is a workbook of Excel 97-2003"),
        ("none.csv", ("--name", "x"), "no such file: .*none.csv"),
    ):
        with pytest.raises(CommandError, match=wrong) as refused:
            call_command("duplicates", "--from", str(tmp_path / file), *words, "--language", "en")
        assert refused.value.returncode == 2
    assert capsys.readouterr().out == ""


def test_rows_are_counted_also_where_each_tells_several_names(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text(NAMES, "utf-8")
    said = StringIO()
    words = ("--name", "展商名称", "--name", "英文名称", "--out", str(tmp_path / "out.csv"))
    call_command("duplicates", "--from", str(tmp_path / "names.csv"), *words, language="en", stderr=said)
    assert "5 rows in names.csv" in said.getvalue()


COMPANIES = """编号,名称,英文,网址,电话
1,杭州青山画廊有限公司,,www.qingshan.com,0571-88001234
2,,Hangzhou Qingshan Gallery,qingshan.com,
3,上海绿水茶业有限公司,,,0571-88001234
"""


def test_other_columns_speak_for_a_row(tmp_path: Path) -> None:
    told = ("--id", "编号", "--name", "名称", "--english", "英文", "--website", "网址", "--phone", "电话")
    pairs = {(p["first_id"], p["second_id"]): p for p in listed(tmp_path, *told, text=COMPANIES)}
    assert "same web domain" in pairs["1", "2"]["reasons"]
    assert ("1", "3") not in pairs  # a common switchboard makes nobody one


PERSONS = """n,first,last,born,post
1,wei,zhang,1980-02-03,1000
2,zhang,wei,1980-02-03,1000
3,anna,smith,1979-04-01,2000
4,ana,smith,1979-04-01,2000
5,peter,jones,1990-01-01,3000
"""


def test_persons_are_compared_by_the_parts_of_their_names(tmp_path: Path) -> None:
    told = (
        "--id",
        "n",
        "--given-name",
        "first",
        "--surname",
        "last",
        "--birth-date",
        "born",
        "--postcode",
        "post",
    )
    pairs = listed(tmp_path, *told, text=PERSONS)
    assert {(p["first_id"], p["second_id"]) for p in pairs} == {("1", "2"), ("3", "4")}
    assert {p["first_name"] for p in pairs} == {"wei zhang", "anna smith"}


def test_a_threshold_leaves_out_the_less_likely(tmp_path: Path) -> None:
    told = ("--name", "展商名称", "--id", "编号")
    scores = [float(p["score"]) for p in listed(tmp_path, *told, "--threshold", "0.98")]
    assert scores
    assert min(scores) >= 0.98
    assert len(listed(tmp_path, *told)) > len(scores)


@pytest.mark.django_db
def test_customers_on_file_are_only_listed_unless_kept(tmp_path: Path) -> None:
    organisation("杭州青山画廊有限公司")
    organisation("杭州青山畫廊有限公司")
    out = tmp_path / "pairs.csv"
    call_command("duplicates", "--out", str(out), stderr=StringIO())
    assert "certain" in out.read_text("utf-8-sig")
    assert not PossibleDuplicate.objects.exists()
    assert not LinkageModel.objects.exists()
    call_command("duplicates", "--keep", "--out", str(out), stderr=StringIO())
    assert PossibleDuplicate.objects.get().score >= LinkageModel.CERTAIN_FROM
    assert LinkageModel.current("organisation").learned_at


def counted(pairs: list[dict[str, str]], least: float) -> tuple[int, float]:
    """How many pairs of one company reach that score, and which share of all that do they are."""
    reach = [p for p in pairs if float(p["score"]) >= least and p["decision"] != "related"]
    right = sum(p["first_id"] == p["second_id"] for p in reach)
    return right, right / len(reach)


@pytest.mark.parametrize(
    ("column", "recall", "precision"), [("股票名称", 0.95, 0.99), ("英文名称", 0.60, 0.95)]
)
def test_half_of_the_listed_companies_of_china(
    shared_data: Path, tmp_path: Path, column: str, recall: float, precision: float
) -> None:
    text = (shared_data / "identity" / "cn_listed_companies_half.csv").read_text("utf-8-sig")
    pairs = listed(tmp_path, "--name", column, "--name", "公司全称", "--id", "股票代码", text=text)
    right, share = counted(pairs, least=0.501)
    assert right >= recall * 2751
    assert share >= precision
    wrong = [p for p in pairs if p["decision"] == "certain" and p["first_id"] != p["second_id"]]
    assert wrong == []


def test_a_pair_of_a_longer_list_says_who_else_is_as_like(tmp_path: Path) -> None:
    brands = "东晨 岳岭 西泉 北斗 天禾 海润 金泰 华昌 瑞丰 德隆 安捷 康平 嘉诚 宏图 星宇".split()
    others = [f"{brand}{trade}" for brand in brands for trade in ("电子股份有限公司", "机械", "纺织", "医药")]
    others += [
        f"{brand}{trade}" for brand in brands for trade in ("食品", "化工", "建材", "印刷", "照明", "玩具")
    ]
    firms = ["中金岭南", "深圳市中金岭南有色金属股份有限公司", "中金黄金股份有限公司", "中金辐照股份有限公司"]
    others += [f"{brand}{trade}有限公司" for brand in brands for trade in ("箱包", "五金", "灯饰", "文具")]
    text = "\n".join(["名称", *firms, *others])
    pairs = {(p["first_id"], p["second_id"]): p for p in listed(tmp_path, "--name", "名称", text=text)}
    assert "no other name of the list is as like" in pairs["2", "3"]["reasons"]
    assert pairs["2", "3"]["decision"] == "doubtful"
