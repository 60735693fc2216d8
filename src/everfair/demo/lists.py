"""The files of the demo, as an organiser has them: Chinese headers, a title above some, old ones in GB18030."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np

from everfair.demo import words
from everfair.demo.booking import booking_days
from everfair.demo.dealings import Dealing
from everfair.demo.fair import Fair
from everfair.demo.life import CULTIVATION, UNKNOWN
from everfair.demo.naming import Contact, Organisation
from everfair.demo.truth import rows_of
from everfair.demo.writing import written

PARTICIPATIONS = (
    "展会", "届次", "开幕日期", "闭幕日期", "参展商名称", "英文名称", "国家", "城市", "行业", "网址", "邮箱", "电话",
    "展位号", "面积（平方米）", "金额（元）", "状态", "签约日期",
)  # fmt: skip
CONTACTS = (
    "展会",
    "公司名称",
    "英文名称",
    "联系人",
    "职务",
    "决策角色",
    "邮箱",
    "电话",
    "网址",
    "国家",
    "城市",
    "行业",
    "核实日期",
)
DEALINGS = ("展会", "日期", "公司名称", "城市", "渠道", "种类", "结果", "评分", "备注")
HALLS = "ABCDE"


@dataclass(frozen=True)
class Table:
    """A file to bring in: its rows, and how it is written."""

    name: str
    kind: str
    header: tuple[str, ...]
    rows: Iterable[tuple[int, str, tuple[object, ...]]]  # organisation, manner of naming, cells
    title: str = ""
    encoding: str = "utf-8-sig"

    def write(self, folder: Path) -> tuple[Path, int]:
        """The file, and how many rows it has; the truth notes which row speaks of whom."""
        path, number = folder / self.name, 0
        above = [[self.title], []] if self.title else []
        with (
            path.open("w", encoding=self.encoding, newline="", errors="replace") as stream,
            rows_of(self.name) as note,
        ):
            writer = csv.writer(stream)
            writer.writerows([*above, self.header])
            for number, (organisation, manner, cells) in enumerate(self.rows, 1):
                writer.writerow(cells)
                note(len(above) + 1 + number, organisation, manner)
        return path, number


def participations(fair: Fair, at: int) -> Iterator[tuple[int, str, tuple[object, ...]]]:
    """Those who came to edition `at`, and some who had booked and did not."""
    came = fair.lives.came[:, at]
    draws = fair.random.random(len(came))
    warm = (fair.lives.stage[:, at] != UNKNOWN) & (fair.lives.stage[:, at] != CULTIVATION) & ~came
    broke_off = warm & (fair.lives.entry < at) & (draws < 0.02)
    status = np.select([came, broke_off & (draws < 0.013), broke_off], [1, 2, 3], 0)
    yield from takings(fair, at, status, ("", "参展", "已取消", "未到场"))


def bookings(
    fair: Fair, status: "np.ndarray[tuple[int], np.dtype[np.int64]]"
) -> Iterator[tuple[int, str, tuple[object, ...]]]:
    """What the edition to come has so far."""
    yield from takings(fair, fair.next, status, ("", "已预订", "已报名", "已邀请"))


def takings(
    fair: Fair, at: int, status: "np.ndarray[tuple[int], np.dtype[np.int64]]", said: tuple[str, ...]
) -> Iterator[tuple[int, str, tuple[object, ...]]]:
    held, days = fair.calendar[at], booking_days(fair, at, np.flatnonzero(status).tolist())
    for place, row in enumerate(np.flatnonzero(status).tolist()):
        number = int(fair.numbers[row])
        organisation = fair.namer.organisation(number)
        random = Random(f"{fair.namer.seed}:{fair.about.slug}:{at}:list:{number}")
        name = written(organisation, not fair.lives.came[row, :at].any(), random)
        area = int(fair.areas[at][row])
        has_stand = status[row] == 1 or random.random() < 0.3
        booked = held.starts_on - timedelta(days=days[row])
        yield (
            number,
            name.manner,
            (
                fair.about.zh, f"第{held.number}届", held.starts_on, held.ends_on, name.name, name.english,
                words.COUNTRIES[organisation.country], organisation.city, organisation.industry, name.website,
                organisation.email if random.random() < 0.6 else "",
                organisation.phone if random.random() < 0.6 else "",
                stand(place, random) if has_stand else "", f"{area / 100:g}" if has_stand else "",
                price(fair, at, area, random) if has_stand else "", said[status[row]], booked,
            ),
        )  # fmt: skip


def stand(place: int, random: Random) -> str:
    hall, rest = divmod(place, 120)
    return f"{hall + 1}{HALLS[rest // 24]}{rest % 24 + 1:02}"


def price(fair: Fair, at: int, area_dm2: int, random: Random) -> str:
    """Three per cent dearer each edition; some have five per cent off."""
    minor = fair.about.price_minor * area_dm2 / 100 * 1.03 ** (at - fair.next)
    yuan = round(minor / 100 * random.choice((1, 1, 1, 0.95)), -1)
    return f"{yuan:,.2f}"


def contacts(fair: Fair, rows: Iterable[int], until: date) -> Iterator[tuple[int, str, tuple[object, ...]]]:
    """The address list: a row for each person, or for the organisation where nobody is known."""
    for row in rows:
        organisation = fair.namer.organisation(int(fair.numbers[row]))
        for turn, contact in enumerate(organisation.contacts or (None,)):
            yield (
                organisation.number,
                "full",
                address(fair, organisation, contact, verified(fair, row, turn, until)),
            )


def verified(fair: Fair, row: int, turn: int, until: date) -> str:
    """Two in five were made sure of, within the year before the list."""
    random = Random(f"{fair.namer.seed}:{fair.about.slug}:{until}:{row}:{turn}:verified")
    if random.random() > 0.4:
        return ""
    return (until - timedelta(days=random.randint(1, 330))).isoformat()


def address(
    fair: Fair, organisation: Organisation, contact: Contact | None, checked: str
) -> tuple[object, ...]:
    email = contact.email if contact else organisation.email
    phone = contact.phone if contact else organisation.phone
    return (
        fair.about.zh, organisation.name, organisation.en if organisation.zh else "",
        contact.name if contact else "", contact.title if contact else "", contact.decision if contact else "",
        email, phone, organisation.website, words.COUNTRIES[organisation.country], organisation.city,
        organisation.industry, checked,
    )  # fmt: skip


def records(
    fair: Fair, told: Iterable[Dealing], since: date, until: date
) -> Iterator[tuple[int, str, tuple[object, ...]]]:
    """Dealings from `since` to the day before `until`, in order of days."""
    for one in sorted((one for one in told if since <= one.on < until), key=lambda one: (one.on, one.row)):
        organisation = fair.namer.organisation(int(fair.numbers[one.row]))
        score = "" if one.score is None else one.score
        yield (
            organisation.number,
            "full",
            (
                fair.about.zh,
                one.on,
                organisation.name,
                organisation.city,
                one.channel,
                one.kind,
                one.outcome,
                score,
                organisation.in_its_language(one.note),
            ),
        )
