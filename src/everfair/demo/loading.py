"""Loads the demo: year by year, by the verbs that people use, so that it looks like a house at work."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from django.db import transaction
from django.utils import timezone, translation

from everfair.demo import identities, lists, rounds, series, surveys, truth, worth
from everfair.demo.backdating import as_of, moment
from everfair.demo.bringing import Files, Heard
from everfair.demo.checks import check_contacts
from everfair.demo.dealings import Dealing, dealings
from everfair.demo.fair import Fair, first_fair, second_fair
from everfair.demo.life import Bools
from everfair.demo.lists import Table
from everfair.demo.models import DemoShow
from everfair.demo.staff import Staff, hire
from everfair.demo.waiting import waiting_list
from everfair.intake.models import Kind
from everfair.jobs.analysis.analysis import Analysis
from everfair.jobs.registry import body_of
from everfair.jobs.rounds import write_results
from everfair.loop.models import Round
from everfair.loop.playbook import write_first_plays
from everfair.relations.models import Relationship
from everfair.shows.models import Series
from everfair.work.models import Job

SETTLED = timedelta(days=10)  # after an edition its list comes in
LOOKED_AFTER = 150  # relationships, by one of the staff
SURVEYED = 3  # of the last editions held, customers were asked
EVERY_TIME = ("satisfaction", "loyalty")
YEARS_OF_CONTACTS = (2, 5, 7)  # places of the editions after which an address list is brought


class Loading:
    """One run of `everfair demo`. `heard(what, done, total)` tells how far it is."""

    def __init__(self, demo: DemoShow, password: str, heard: Heard) -> None:
        self.demo, self.heard = demo, heard
        truth.folder().mkdir(parents=True, exist_ok=True)
        self.today = demo.today
        self.first = first_fair(demo.organisations, demo.seed, demo.today)
        self.second = second_fair(demo.organisations, demo.seed, demo.today)
        self.told: dict[tuple[str, int], list[Dealing]] = {}
        with translation.override("zh-hans"):
            self._open_house(password)

    def _open_house(self, password: str) -> None:
        write_first_plays()
        opened = moment(self.first.calendar[0].starts_on - timedelta(days=200))
        with as_of(opened):
            self.series = {
                fair.about.slug: series.make(self.demo, fair) for fair in (self.first, self.second)
            }
            self.staff: Staff = hire(self.demo, self.series, password)
        by = self.staff.director
        series.announce(self.first, self.of(self.first), by, 0, self.first.next - 1, held=True)
        series.announce(self.first, self.of(self.first), by, self.first.next - 1, self.first.next, held=False)
        series.announce(self.second, self.of(self.second), by, 0, self.second.next, held=True)
        series.announce(
            self.second, self.of(self.second), by, self.second.next, self.second.next + 1, held=False
        )
        self.files = Files(self.demo, self.staff.marketing, self.heard)

    def of(self, fair: Fair) -> Series:
        return self.series[fair.about.slug]

    def run(self) -> None:
        with translation.override("zh-hans"):
            self._years_before()
            held = self._last_edition()
            self._second_series()
            self._this_year()
            self._ask_customers()
            self._decide(held)
            self._next_rounds()
            self._look_at_the_data()
        self.demo.finished_at = timezone.now()
        self.demo.save(update_fields=["finished_at"])

    # The years until the last edition

    def _years_before(self) -> None:
        for at in range(self.first.next - 1):
            self._hold(self.first, at)
            if at in YEARS_OF_CONTACTS:
                self._bring_contacts(self.first, at)
            self._bring_dealings(self.first, at, until=self._round_day())

    def _round_day(self) -> date:
        return self.first.calendar[self.first.next - 1].starts_on - rounds.LEAD

    def _hold(self, fair: Fair, at: int) -> None:
        fair.hold(at)
        self._bring_edition(fair, at)

    def _bring_edition(self, fair: Fair, at: int) -> None:
        old = at < 2
        table = Table(
            f"{fair.about.zh}-第{at + 1:02}届-参展商名单.csv",
            Kind.PARTICIPATIONS,
            lists.PARTICIPATIONS,
            lists.participations(fair, at),
            title=f"{fair.about.zh}第{at + 1}届参展商名单" if at % 3 == 0 else "",
            encoding="gb18030" if old else "utf-8-sig",
        )
        self.files.bring(table, fair.calendar[at].ends_on + SETTLED)

    def _bring_contacts(self, fair: Fair, at: int) -> None:
        """Who was known by then and stood on no earlier address list."""
        since = max((year for year in YEARS_OF_CONTACTS if year < at), default=-1)
        known = fair.living.known
        rows = np.flatnonzero(
            (known <= at + 1) & ((known > since + 1) | (since < 0)) & self._is_written(fair, at)
        )
        name = f"{fair.about.zh}-通讯录-{fair.calendar[at].ends_on:%Y}.csv"
        day = min(fair.calendar[at].ends_on + SETTLED * 2, self.today)
        self.files.bring(
            Table(name, Kind.CONTACTS, lists.CONTACTS, lists.contacts(fair, rows.tolist(), day)), day
        )

    def _is_written(self, fair: Fair, at: int) -> Bools:
        """Prospects, and those who came, but for the fifth whose address nobody wrote down."""
        written: Bools = (fair.numbers % 5 != 0) | (fair.lives.entry > at)
        return written

    def _bring_dealings(self, fair: Fair, at: int, until: date, since: date | None = None) -> None:
        """What was heard from edition `at` to the next, or the part of it from `since` to before `until`."""
        opens, closes = fair.calendar[at].starts_on, fair.calendar[at + 1].starts_on
        begins, ends = max(opens, since or opens), min(closes, until)
        told = self.told.pop((fair.about.slug, at), None) or list(dealings(fair, at, self.today))
        if ends < min(closes, self.today):
            self.told[fair.about.slug, at] = told
        name = f"{fair.about.zh}-往来记录-{begins:%Y%m%d}.csv"
        table = Table(name, Kind.INTERACTIONS, lists.DEALINGS, lists.records(fair, told, begins, ends))
        self.files.bring(table, min(ends, self.today))

    # The last edition, with its round

    def _last_edition(self) -> Round:
        at, shown = self.first.next - 1, self.of(self.first)
        self._share_owners()
        with as_of(moment(self._round_day() - timedelta(days=1))):
            self._analyse()
        edition = shown.editions.get(ordinal=at + 1)
        held = rounds.run_last_round(self.first, edition, self.staff, self.demo.seed)
        opens = self.first.calendar[at].starts_on
        rounds.record_outcomes(
            held, self._round_day() + timedelta(days=6), opens - timedelta(days=31), self.demo.seed
        )
        self._bring_dealings(self.first, at - 1, until=opens, since=self._round_day())
        acted = rounds.Acted(self.first, held)
        self.first.hold(at, change=acted)
        self._bring_edition(self.first, at)
        truth.write_plays(acted.told or {})
        series.close(self.first, shown, at, self.staff.director)
        settled = moment(self.first.calendar[at].ends_on + SETTLED)
        with as_of(settled, Round.objects.filter(pk=held.pk), held.tasks):
            write_results(held)
            held.close(by=self.staff.director)
        return held

    def _share_owners(self) -> None:
        """Some relationships have an owner, as many as a person can look after; the rest anyone may take up."""
        free = Relationship.objects.filter(series__in=self.demo.series, owner=None).order_by("pk")
        rows = list(free[: 9 * LOOKED_AFTER])
        owners = (self.staff.sales, self.staff.sales, self.staff.director, self.staff.service)
        with transaction.atomic():
            for place, relationship in enumerate(rows):
                if place % 9 < len(owners):
                    relationship.change(by=self.staff.director, owner=owners[place % 9])

    def _analyse(self) -> None:
        Job.objects.filter(
            name="relations.analyse", state=Job.State.QUEUED, created_by__in=self.demo.users
        ).delete()
        run = Analysis(heard=lambda phase, done, total: self.heard("analysis", done, total)).publish()
        if run.error:
            raise RuntimeError(run.error)

    # This year

    def _second_series(self) -> None:
        for at in range(self.second.next):
            self._hold(self.second, at)
            self._bring_dealings(self.second, at, until=self.today)
        self._bring_contacts(self.second, self.second.next - 1)

    def _this_year(self) -> None:
        fair = self.first
        series.announce(fair, self.of(fair), self.staff.director, fair.next, fair.next + 1, held=False)
        self._bring_dealings(fair, fair.next - 1, until=self.today)
        self._bring_contacts(fair, fair.next - 1)
        for each in (self.first, self.second):
            self._bring_bookings(each)
        truth.write_lives([self.first, self.second])

    def _ask_customers(self) -> None:
        """The last editions' surveys, the competing shows, and what was written down of values and costs."""
        fair = self.first
        for at in range(fair.next - SURVEYED, fair.next):
            day = min(fair.calendar[at].ends_on + SETTLED * 2, self.today)
            for code in surveys.ANSWERED if at == fair.next - 1 else EVERY_TIME:
                self._bring_answers(at, code, day)
            name = f"{fair.about.zh}-第{at + 1:02}届-竞争展会评分.csv"
            self.files.bring(Table(name, Kind.RATINGS, surveys.RATED, surveys.ratings(fair, at, day)), day)
            name, header = f"{fair.about.zh}-第{at + 1:02}届-未参展回访.csv", (*surveys.HEADER, surveys.LEFT)
            self.files.bring(Table(name, Kind.ANSWERS, header, surveys.leavers(fair, at, day)), day)
        suggested = worth.suggestions(fair, self.today)
        for table in (
            Table(f"{fair.about.zh}-价值与成本台账.csv", Kind.LEDGER, worth.LEDGER, worth.ledger(fair)),
            Table(f"{fair.about.zh}-推荐记录.csv", Kind.REFERRALS, worth.REFERRALS, worth.referrals(fair)),
            Table(f"{fair.about.zh}-客户建议.csv", Kind.SUGGESTIONS, worth.SUGGESTIONS, suggested),
        ):
            self.files.bring(table, self.today)
        truth.write_merits(surveys.gaps_of_all(fair, range(fair.next - SURVEYED, fair.next)))

    def _bring_answers(self, at: int, code: str, day: date) -> None:
        name = f"{self.first.about.zh}-第{at + 1:02}届-{code}.csv"
        header = (*surveys.HEADER, *surveys.QUESTIONS[code])
        self.files.bring(Table(name, Kind.ANSWERS, header, surveys.answers(self.first, at, code, day)), day)

    def _bring_bookings(self, fair: Fair) -> None:
        name = f"{fair.about.zh}-第{fair.next + 1:02}届-预订情况.csv"
        status = fair.bookings()
        self.files.bring(
            Table(name, Kind.PARTICIPATIONS, lists.PARTICIPATIONS, lists.bookings(fair, status)),
            self.today - SETTLED,
        )
        if fair is self.first:
            self.files.check(waiting_list(fair, status), self.today)

    def _decide(self, held: Round) -> None:
        identities.decide(self.staff.marketing)
        identities.link_families(self.first.namer, self.staff.marketing)
        for job in self._own_jobs("parties.index"):
            result = body_of(job.name)(job)
            job.finish(result)
        write_results(held)
        self._share_owners()
        self._analyse()

    def _own_jobs(self, name: str) -> Iterator[Job]:
        waiting = Job.objects.filter(name=name, state=Job.State.QUEUED, created_by__in=self.demo.users)
        for pk in list(waiting.values_list("pk", flat=True)):
            job = Job.claim(pk)
            if job is not None:
                yield job

    def _next_rounds(self) -> None:
        first, second = self.of(self.first), self.of(self.second)
        rounds.draft_next(first.editions.get(ordinal=self.first.next + 1), self.staff.director)
        for job in self._own_jobs("loop.plan"):
            job.finish(body_of(job.name)(job))
        started = self.today - timedelta(days=21)
        edition = second.editions.get(ordinal=self.second.next + 1)
        small = rounds.start_small_round(edition, self.staff, started, self.demo.seed)
        rounds.record_outcomes(small, started + timedelta(days=2), self.today, self.demo.seed, share=0.35)

    def _look_at_the_data(self) -> None:
        check_contacts(self.staff, self.today, self.demo.seed)
        for job in self._own_jobs("quality.measure"):
            body_of(job.name)(job)


def create(organisations: int, seed: int, password: str, heard: Heard) -> DemoShow:
    """Load the demo into this house. It must not be there yet."""
    today = timezone.localdate()
    demo = DemoShow.objects.create(organisations=organisations, seed=seed, today=today)
    Loading(demo, password, heard).run()
    return demo
