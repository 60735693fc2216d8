"""One switch shows a run; the rest is kept for a while and goes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from everfair.journal.models import Entry
from everfair.parties.models import Party
from everfair.relations.models import AnalysisRun, Publication, Relationship, Score
from everfair.relations.models.publishable import Overtaken
from tests.conftest import Cast
from tests.relations.published import published


@pytest.fixture
def gallery(cast: Cast) -> Relationship:
    party = Party.objects.create(kind="organisation", zh="青山画廊")
    return Relationship.between(party.pk, cast.series.pk, "exhibitor")


def test_publishing_another_run_moves_the_one_switch(gallery: Relationship) -> None:
    first, second = published({gallery: "trust"}), published({gallery: "weakening"})
    assert AnalysisRun.published() == second
    assert Publication.objects.get().run == second
    assert Score.objects.filter(run=first).exists()
    assert Entry.objects.filter(verb="run.publish").count() == 2


def test_there_is_only_one_switch(gallery: Relationship) -> None:
    published({gallery: "trust"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(pk=2, run=AnalysisRun.objects.create())


def test_older_facts_do_not_go_over_newer_ones(gallery: Relationship) -> None:
    shown = published({gallery: "trust"})
    older = AnalysisRun.objects.create(data_moment=timezone.now() - timedelta(days=1))
    with pytest.raises(Overtaken):
        older.publish()
    assert AnalysisRun.published() == shown


def test_a_run_that_falls_takes_its_rows_with_it(gallery: Relationship) -> None:
    shown = published({gallery: "trust"})
    fallen = AnalysisRun.objects.create()
    Score.objects.filter(run=shown).update(run=fallen)
    fallen.fail("ValueError: x")
    fallen.refresh_from_db()
    assert (fallen.state, fallen.error, fallen.scores.count()) == ("failed", "ValueError: x", 0)


def test_pruning_keeps_the_last_runs_and_those_still_needed(gallery: Relationship) -> None:
    runs = [published({gallery: "trust"}) for _ in range(5)]
    gone = runs[-1].prune(2, also=[runs[0].pk])
    assert gone == 2
    assert list(AnalysisRun.objects.order_by("id")) == [runs[0], *runs[3:]]


def test_a_run_killed_before_is_told_as_failed(gallery: Relationship) -> None:
    killed = AnalysisRun.objects.create()
    published({gallery: "trust"}).prune(5)
    killed.refresh_from_db()
    assert (killed.state, killed.error) == ("failed", "killed")
