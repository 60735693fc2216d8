"""Lists of every kind, brought in and taken back, and a house that is compared with itself."""

from pathlib import Path
from typing import Any

from django.apps import apps

from everfair.intake.models import Batch
from everfair.jobs.imports.bringing import Importer
from everfair.jobs.taking_back.here import Revoker

SHOW = "青山艺术博览会"
BEFORE = (
    "届,开幕日期,参展商,展位号,面积,状态,网址,城市",
    "1,2019-05-01,杭州青山画廊有限公司,A-01,36,到场,www.qingshan.cn,杭州",
    "1,2019-05-01,北京蓝田茶业有限公司,B-02,9,到场,,",
    "2,,杭州青山画廊有限公司,A-01,36,已预订,,",
)
LISTS: dict[str, tuple[str, ...]] = {
    "participations": (
        "届,开幕日期,参展商,英文名,展位号,面积,状态,网址,城市,联系人,职务,手机,备注",
        "2,2020-05-01,杭州青山画廊有限公司,Qingshan Gallery,A-02,18,到场,www.qingshan.cn,,李四,经理,13800138000,加位",
        "2,2020-05-01,北京蓝田茶业有限公司,Lantian Tea,B-02,9,到场,www.lantian.cn,北京,,,,",
        "3,2021-05-01,广州白云陶瓷有限公司,,C-03,9,,www.baiyun.cn,广州,王五,总经理,13900139000,",
        "3,2021-05-01,成都锦江漆器有限公司,,C-04,9,,,,,,,",
    ),
    "contacts": (
        "公司名称,姓名,职务,手机,邮箱,备注",
        "杭州青山画廊有限公司,赵六,策展人,13700137000,zhao@qingshan.cn,喜欢下午来电",
        "深圳南山文创有限公司,钱七,董事,13600136000,qian@nanshan.cn,",
    ),
    "interactions": ("日期,公司名称,渠道,备注", "2021-03-01,杭州青山画廊有限公司,电话,问了展位",
        "2021-03-02,南京钟山书画有限公司,电话,想来看看"),
    "ledger": ("日期,展商,科目,金额", "2021-03-01,杭州青山画廊有限公司,维护成本,300",
        "2021-03-02,南京钟山书画有限公司,经济价值,900"),
    "referrals": ("日期,老客户,新客户", "2021-05-03,杭州青山画廊有限公司,南京钟山书画有限公司"),
    "suggestions": ("日期,展商,建议", "2021-05-03,杭州青山画廊有限公司,多放几盏灯",
        "2021-05-03,南京钟山书画有限公司,早点开门"),
    "answers": (
        "公司名称,届,展区布局期望,展区布局评价,总体满意度",
        "杭州青山画廊有限公司,1,4,5,4",
        "南京钟山书画有限公司,1,3,3,2",
    ),
    "competitor-ratings": (
        "公司名称,届,竞争展会,维度,评分",
        "杭州青山画廊有限公司,1,远山展,展区布局,4",
        "南京钟山书画有限公司,1,远山展,展区布局,2",
    ),
}  # fmt: skip
# What is kept of the acts themselves, and what is reckoned anew.
APART = {"journal", "work", "intake", "sessions", "contenttypes", "quality", "axes", "admin"}


def brought(folder: Path, kind: str, lines: tuple[str, ...], name: str = "", **givens: Any) -> Batch:
    file = folder / (name or f"{kind}.csv")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    importer = Importer.of_file(kind, file, givens={"series": SHOW} | givens)
    importer.check()
    assert not importer.batch.counts.get("refused"), list(importer.batch.row_results.values("problems"))
    importer.load()
    return importer.batch


def taken_back(batch: Batch, by: Any = None) -> Batch:
    revoker = Revoker(batch, by)
    revoker.foresee()
    revoker.take_back()
    return revoker.batch


def house() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table; `version` counts what was done, not what is."""
    return {
        model._meta.label: sorted(map(tuple, model._base_manager.values_list(*columns(model))), key=repr)
        for model in apps.get_models()
        if model._meta.app_label not in APART
    }


def columns(model: Any) -> list[str]:
    return [
        f.attname
        for f in model._meta.concrete_fields
        if f.attname != "version" and not (model._meta.label_lower in DERIVED and f.primary_key)
    ]


# Derived anew, under other ids.
DERIVED = {"parties.searchentry", "parties.matchkey"}
