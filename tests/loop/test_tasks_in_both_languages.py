"""What a round asks for is read by each in their own language; what a person wrote stays as it was written."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import translation

from everfair.contact.models import Task
from everfair.loop.models import Play
from tests.loop import made
from tests.loop.conftest import House


@pytest.fixture
def task(house: House) -> Task:
    made.scored(house.run, house.series, 4)
    drafted = made.bare_round(house.edition, house.run, percent=50)
    made.segment(drafted, [house.plays["early-choice"]])
    with translation.override("zh-hans"):
        drafted.start(by=house.cast.director)
    return Task.objects.all()[0]


def in_both(task: Task) -> tuple[str, str]:
    with translation.override("zh-hans"):
        chinese = str(task)
    with translation.override("en"):
        return chinese, str(task)


def test_a_task_is_called_as_its_play_in_the_readers_language(task: Task) -> None:
    play = Play.objects.get(code="early-choice")
    assert in_both(task) == (play.zh, play.en)
    assert play.zh != play.en


def test_a_task_in_a_persons_words_is_read_as_written(task: Task) -> None:
    own = Task.objects.create(party=task.party, title="打电话问候")
    assert in_both(own) == ("打电话问候", "打电话问候")


def test_tasks_made_before_are_given_their_english_name(task: Task) -> None:
    Task.objects.update(title_en="")
    own = Task.objects.exclude(pk=task.pk)[0]
    Task.objects.filter(pk=own.pk).update(title="与总监一起")
    import_module("everfair.loop.migrations.0003_tasks_in_both_languages").say_in_english(apps, None)
    play = Play.objects.get(code="early-choice")
    task.refresh_from_db()
    own.refresh_from_db()
    assert in_both(task) == (play.zh, play.en)
    assert in_both(own) == ("与总监一起", "与总监一起")
