"""The series and their editions, written as somebody in the settings would."""

from datetime import timedelta

from django.db import transaction

from everfair import journal
from everfair.demo.backdating import as_of, moment
from everfair.demo.fair import About, Fair
from everfair.demo.models import DemoShow
from everfair.house.models import User
from everfair.shows.models import Edition, Series, SeriesType

NUMERALS = "一二三四五六七八九十"
LEAD = timedelta(days=330)


@transaction.atomic
def make(demo: DemoShow, fair: Fair) -> Series:
    about = fair.about
    series = Series.objects.create(
        slug=free_slug(about), zh=about.zh, en=about.en, maturity=about.maturity, currency="CNY"
    )
    series.types.set(SeriesType.objects.filter(code__in=about.types))
    demo.own("series", series.pk)
    return series


def free_slug(about: About) -> str:
    return about.slug if not Series.objects.filter(slug=about.slug).exists() else f"{about.slug}-demo"


@transaction.atomic
def announce(fair: Fair, series: Series, by: User, since: int, until: int, *, held: bool) -> None:
    """Put the editions from place `since` to before `until` on file, each in the month after the one before."""
    for one in fair.calendar[since:until]:
        with as_of(moment(one.starts_on - LEAD)):
            made = Edition.objects.create(
                series=series,
                ordinal=one.number,
                label=str(one.number),
                zh=f"第{NUMERALS[one.number - 1]}届",
                en=f"{ordinal(one.number)} edition",
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                city=fair.about.city,
                venue=fair.about.venue,
                is_held=held,
                area_plan_dm2=fair.about.plan_dm2,
            )
            journal.record("edition.add", made, by=by, series=series.pk, params={"label": made.label})


def ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


@transaction.atomic
def close(fair: Fair, series: Series, at: int, by: User) -> None:
    """Edition `at` has been held."""
    edition = series.editions.get(ordinal=at + 1)
    with as_of(moment(fair.calendar[at].ends_on)):
        edition.change(by=by, is_held=True)
