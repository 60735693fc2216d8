from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from everfair.contact.models import Interaction, Task
from everfair.demo import checking, lists, truth
from everfair.demo.dealings import dealings
from everfair.demo.fair import first_fair
from everfair.demo.models import DemoShow
from everfair.house.models import DemoAccount, User
from everfair.intake.models import Batch, RowResult
from everfair.loop.models import Member, Result, Round
from everfair.loop.plan import plan_of
from everfair.parties.models import Name, Party
from everfair.relations.findings import SHAPES
from everfair.relations.models import AnalysisRun, Finding, Relationship
from everfair.shows.models import Edition, Membership, Participation, Role, Series
from tests.demo.conftest import PASSWORD

Loads = Callable[..., DemoShow]
STARTS_FROM = {
    "auth.Permission", "contenttypes.ContentType", "shows.Role", "shows.SeriesType", "loop.Play", "surveys.Topic",
    "surveys.Instrument", "surveys.Item",
}  # fmt: skip


def rows() -> dict[str, int]:
    """How many rows each table has, but for what every house starts from."""
    counts = {model._meta.label: model._base_manager.count() for model in apps.get_models()}
    return {label: count for label, count in counts.items() if count and label not in STARTS_FROM}


def test_the_demo_is_a_house_at_work(demo: Loads) -> None:
    loaded = demo()

    first, second = Series.objects.filter(pk__in=loaded.series).order_by("pk")
    assert first.zh and first.en and second.zh and second.en
    assert [one.is_held for one in first.editions.order_by("ordinal")] == [True] * 9 + [False]
    assert [one.is_held for one in second.editions.order_by("ordinal")] == [True] * 2 + [False]
    assert Participation.objects.filter(edition__series=first, edition__ordinal=10, status="booked").exists()

    held = first.rounds.get(edition__ordinal=9)
    assert held.state == Round.State.CLOSED
    assert Member.objects.filter(round=held, is_held_out=True).exists()
    assert Task.objects.filter(action__member__round=held).exclude(done_at=None).exists()
    assert Result.objects.filter(round=held, segment=None, play=None).exists()
    assert first.rounds.get(edition__ordinal=10).state == Round.State.DRAFT
    assert second.rounds.get().state == Round.State.RUNNING

    waiting = Batch.objects.get(state=Batch.State.CHECKED)
    assert waiting.row_results.filter(outcome=RowResult.Outcome.REFUSED).exists()
    assert AnalysisRun.published() is not None
    assert set(Interaction.objects.values_list("kind", flat=True)) >= {"complaint", "satisfaction", "enquiry"}

    told = Finding.objects.filter(run=AnalysisRun.published(), series=first, side="exhibitor", edition=None)
    assert set(told.values_list("code", flat=True)) == set(SHAPES), (
        "every page has something to show or to ask for"
    )

    looks_as_old_as_it_tells(first)
    call_command("demo")
    assert DemoShow.objects.count() == 1, "asked again, nothing changes"
    the_truth_is_told_apart()
    the_sign_in_page_offers_the_accounts()

    call_command("demo", clear=True)
    assert rows() == {}
    assert not truth.folder().exists()


def looks_as_old_as_it_tells(series: Series) -> None:
    for edition in series.editions.filter(ordinal__lt=9):
        assert edition.ends_on is not None
        for one in edition.participations.all():
            assert 0 <= (one.recorded_at.date() - edition.ends_on).days < 20
    assert not Interaction.objects.filter(occurred_on__gt=timezone.localdate()).exists()
    first = Party.objects.order_by("created_at")[0]
    assert first.created_at.date() < date.today().replace(year=date.today().year - 7)
    the_held_round_is_of_its_day(series.rounds.get(edition__ordinal=9))


def the_held_round_is_of_its_day(held: Round) -> None:
    opens = held.edition.starts_on
    assert held.started_at is not None and held.closed_at is not None and opens is not None
    assert held.started_at.date() < opens < held.closed_at.date()
    cancelled = Task.objects.filter(action__member__round=held).exclude(cancelled_at=None)
    assert set(cancelled.values_list("cancelled_at", flat=True)) == {held.closed_at}
    plan = plan_of(held)
    whole = Result.objects.get(round=held, segment=None, play=None)
    assert plan.customers - plan.merged == whole.treated + whole.held_out


def the_truth_is_told_apart() -> None:
    planted = list(truth.read_lives())
    assert {len(one["stages"]) for one in planted} == {9, 2}
    stages, who = checking.stages_found(), checking.identified()
    assert stages.share > 0.75
    assert who.precision > 0.9 and who.recall > 0.6
    over_all = [one for one in checking.effects() if one.what == "over all"]
    assert all(one.low <= one.high for one in over_all)


def the_sign_in_page_offers_the_accounts() -> None:
    page = Client().get(reverse("account_login")).content.decode()
    assert PASSWORD in page and 'value="chen"' in page
    assert page.count("周子涵 · ") == 1 and "陈明远 · " not in page, "who sees one show stands there with it"
    User.objects.create_user("somebody", "somebody@example.org", "very real indeed")
    page = Client().get(reverse("account_login")).content.decode()
    assert PASSWORD not in page
    User.objects.get(username="somebody").delete()


def test_a_real_show_beside_it_stays_as_it_was(demo: Loads) -> None:
    director = User.objects.create_user("chen", "chen@example.org", "very real indeed", name="真主任")
    Membership.objects.create(user=director, role=Membership.Role.DIRECTOR)
    series = Series.objects.create(slug="zhijiang", zh="真实的展会")
    edition = Edition.objects.create(
        series=series, ordinal=1, label="1", is_held=True, starts_on=date(2024, 5, 1)
    )
    party = Party.objects.create(kind="organisation", created_by=director, source="hand")
    Name.objects.create(party=party, text="杭州真实画廊有限公司", source="hand")
    role = Role.objects.get(code="exhibitor")
    Participation.take_part(party, edition, role, status="came", by=director)
    Relationship.between(party.pk, series.pk, "exhibitor")
    before = rows()

    loaded = demo(60)
    assert DemoAccount.offered() == []
    assert not Membership.objects.filter(user__in=loaded.users, series=None).exists()
    assert not Membership.objects.filter(user__in=loaded.users, series=series).exists()
    borrowed = Party.objects.filter(created_by__in=loaded.users, kind="organisation", merged_into=None)[0]
    Participation.take_part(borrowed, edition, role, status="came", by=director)
    Name.objects.create(party=borrowed, text="真实客户的新名字", source="hand")
    absorbed = Party.objects.filter(created_by__in=loaded.users, kind="organisation", merged_into=None).last()
    assert absorbed is not None
    party.merge(absorbed, by=director)

    call_command("demo", clear=True)

    kept = set(Party.objects.values_list("pk", flat=True))
    assert kept == {party.pk, borrowed.pk}
    assert list(series.editions.all()) == [edition]
    assert {one.party_id for one in edition.participations.all()} == kept
    assert User.objects.get() == director
    assert Party.objects.get(pk=party.pk).merged_into_id is None
    assert [name.text for name in party.names.all()] == ["杭州真实画廊有限公司"]
    after = rows()
    grown = {label for label in after if after[label] != before.get(label, 0)}
    assert not grown & {
        "contact.Interaction",
        "contact.Task",
        "loop.Round",
        "intake.Batch",
        "house.User",
        "shows.Series",
    }


def test_the_same_seed_writes_the_same_lists() -> None:
    def written(seed: int) -> list[object]:
        fair = first_fair(300, seed, date(2026, 3, 2))
        told: list[object] = []
        for at in range(4):
            fair.hold(at)
            told += lists.participations(fair, at)
            told += dealings(fair, at, date(2026, 3, 2))
        return told

    assert written(3) == written(3)
    assert written(3) != written(4)


def test_too_many_are_refused(transactional_db: None) -> None:
    with pytest.raises(CommandError, match="1,000,000"):
        call_command("demo", organisations=2_000_000)
