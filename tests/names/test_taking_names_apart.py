"""A name taken apart: core, legal form, place, branch."""

import pytest

from everfair.names import normalise
from everfair.names.told import names_told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("杭州青山画廊有限公司", "杭州青山畫廊股份有限公司"),
        ("杭州青山画廊有限公司", "杭州 青山 画廊"),
        ("青山(株)", "株式会社青山"),
        ("㈱青山", "青山 株式会社"),
        ("(有)キノコ堂", "きのこ堂"),
        ("ＡＢＣ　Ｃｏ．，Ｌｔｄ．", "abc"),
        ("TECDO\u2004TECHNOLOGY\u2004CO.,\u2004LIMITED", "Tecdo Technology"),
        ("The Apache Software Foundation", "Apache Software Foundation"),
        ("Johnson & Sons", "JOHNSON AND SONS"),
        ("Crème de la Crème S.A.S.", "Creme de la creme"),
        ("O’Reilly", "O'Reilly"),
        ("Monstar Lab, Inc.", "Monstarlab"),
        ("JetBrains s.r.o.", "JetBrains"),
        ("STMN.INC", "stmn, inc."),
        ("Fastly", "FASTLY K.K."),
        ("鈴奈幻想絵巻", "铃奈幻想绘卷"),
        ("東方吹奏楽団", "东方吹奏乐团"),
        ("diaspora*", "Diaspora"),
        ("\u202e青山\u200b画廊\ufeff", "青山画廊"),
        ("Cafe\u0301", "Café"),
        ("[Ainmoral;]", "Ainmoral"),
        ("靑山画廊", "青山画廊"),
        ("青山画廊（上海分公司）", "青山画廊有限公司上海市分公司"),
    ],
)
def test_names_that_say_the_same_have_one_core(one: str, other: str) -> None:
    assert normalise(one).core == normalise(other).core != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海大众", "广州大众"),
        ("青山画廊", "杭州青山画廊"),
        ("青山科技有限公司", "青山文化有限公司"),
        ("青山股份有限公司", "青山股份有限公司上海分公司"),
        ("C++ Alliance", "C Alliance"),
        ("芸众艺术", "艺众艺术"),
        ("がっこう", "かっこう"),
        ("4", "4（9bFOX）"),
        ("★", "☆"),
        ("B and B", "BB"),
    ],
)
def test_names_that_say_different_things_have_different_cores(one: str, other: str) -> None:
    assert normalise(one).core != normalise(other).core


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("杭州青山画廊有限公司", "company"),
        ("康佳集团股份有限公司", "group+company"),
        ("深圳中华自行车(集团)股份有限公司", "group+company"),
        ("上海青山咨询合伙企业（有限合伙）", "partnership"),
        ("GMO Internet Group", "group"),
        ("ABC GmbH & Co. KG", "kg"),
        ("ABC GmbH", "gmbh"),
        ("合同会社青山", "company"),
        ("一般社団法人青山", "association"),
        ("Ruby User Group", ""),
        ("青山画廊", ""),
        ("有限公司", ""),
        ("Inc", ""),
    ],
)
def test_the_legal_form_is_told_apart(text: str, form: str) -> None:
    assert normalise(text).legal_form == form


@pytest.mark.parametrize(
    ("text", "place", "bare"),
    [
        ("杭州青山画廊有限公司", "杭州", "青山画廊"),
        ("浙江省杭州市余杭区青山画廊", "余杭", "青山画廊"),
        ("青山画廊（杭州）有限公司", "杭州", "青山画廊"),
        ("西门子(中国)有限公司", "中国", "西门子"),
        ("Siemens Ltd., China", "中国", "siemens"),
        ("Hangzhou Qingshan Gallery Co., Ltd.", "杭州", "qingshangallery"),
        ("Hong Kong Design Centre", "香港", "designcentre"),
        ("Google Cloud Japan G.K.", "日本", "googlecloud"),
        ("宁波银行", "宁波", "宁波银行"),
        ("上海", "", "上海"),
        ("Wuhan", "", "wuhan"),
    ],
)
def test_places_are_noted_and_left_out_of_the_bare_name(text: str, place: str, bare: str) -> None:
    name = normalise(text)
    assert (name.place, name.bare) == (place, bare)


@pytest.mark.parametrize(
    ("text", "head", "marker", "place"),
    [
        ("青山股份有限公司上海分公司", "青山股份有限公司", "分公司", "上海"),
        ("青山股份有限公司（上海分公司）", "青山股份有限公司", "分公司", "上海"),
        ("青山画廊上海分部", "青山画廊", "分部", "上海"),
        ("华为技术有限公司北京第一分公司", "华为技术有限公司", "第一分公司", "北京"),
        ("青山股份有限公司驻广州办事处", "青山股份有限公司", "办事处", "广州"),
        ("東方吹奏楽団大阪支部", "東方吹奏楽団", "支部", "大阪"),
        ("Siemens Shanghai Branch", "Siemens", "branch", "上海"),
        ("Siemens Beijing Office", "Siemens", "office", "北京"),
        ("株式会社青山 大阪支店", "株式会社青山", "支店", "大阪"),
        ("ABB 北京办事处", "ABB", "办事处", "北京"),
    ],
)
def test_a_branch_keeps_its_head_offices_name(text: str, head: str, marker: str, place: str) -> None:
    name = normalise(text)
    assert name.branch is not None
    assert name.head == normalise(head).core != name.core
    assert (name.branch.marker, name.branch.place) == (marker, place)


@pytest.mark.parametrize("text", ["分公司", "上海分公司", "Microsoft Office", "Head Office", "支社"])
def test_a_marker_alone_makes_no_branch(text: str) -> None:
    assert normalise(text).branch is None


@pytest.mark.parametrize(
    ("text", "kind", "script"),
    [
        ("杭州青山画廊有限公司", "full", "han"),
        ("青山画廊", "short", "han"),
        ("Qingshan Gallery Co., Ltd.", "English", "latin"),
        ("上海ABC科技", "short", "mixed"),
        ("キノコ堂", "short", "kana"),
    ],
)
def test_kind_and_script_are_guessed(text: str, kind: str, script: str) -> None:
    name = normalise(text)
    assert (name.kind, name.script) == (kind, script)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\x00", "\ud800"])
def test_a_name_of_nothing_has_no_core(text: str) -> None:
    assert normalise(text).core == ""


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "杭州青山画廊有限公司/Qingshan Gallery Co., Ltd.",
            ["杭州青山画廊有限公司", "Qingshan Gallery Co., Ltd."],
        ),
        ("青山画廊（Qingshan Gallery）", ["青山画廊", "Qingshan Gallery"]),
        ("杭州青山艺术有限公司（原杭州碧水画廊有限公司）", ["杭州青山艺术有限公司", "杭州碧水画廊有限公司"]),
        ("青山艺术（曾用名：碧水画廊）", ["青山艺术", "碧水画廊"]),
        ("青山工作室（原创设计）", ["青山工作室（原创设计）"]),
        ("ABB（中国）有限公司", ["ABB（中国）有限公司"]),
        ("青山画廊（Hong Kong）", ["青山画廊（Hong Kong）"]),
        ("青山画廊 Co., Ltd.", ["青山画廊 Co., Ltd."]),
        ("东方 PROJECT", ["东方 PROJECT"]),
        ("华为技术有限公司 A101", ["华为技术有限公司 A101"]),
        ("青山画廊", ["青山画廊"]),
        ("青山 Gallery of Art " * 60, ["青山 Gallery of Art " * 60]),  # no name any more
    ],
)
def test_a_cell_tells_the_name_beside_another(cell: str, names: list[str]) -> None:
    assert list(names_told(cell)) == names
