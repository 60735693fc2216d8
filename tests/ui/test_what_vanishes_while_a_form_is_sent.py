"""A row that goes between looking and writing is said to have gone; nothing is written, and nobody sees a 500."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from everfair.desk.customers import taking_part
from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.parties.models import Party
from everfair.shows.models import Edition, Participation, Role
from everfair.ui.vanished import is_gone
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
In = Callable[[User], Client]


@pytest.fixture
def row(cast: Cast) -> Participation:
    edition = Edition.objects.create(series=cast.series, label="1", ordinal=1)
    party = Party.objects.create(kind="organisation", zh="杭州青山画廊")
    role = Role.objects.get(code="exhibitor")
    made: Participation = Participation.objects.create(
        party=party, edition=edition, role=role, status="booked"
    )
    return made


@pytest.fixture
def going(monkeypatch: pytest.MonkeyPatch, row: Participation) -> None:
    """The list that brought it is taken back between the check of the form and what it writes."""
    look: Callable[[Any], Participation] = taking_part.OfParticipation.row.fget  # type: ignore[attr-defined]
    asked = []

    def gone(view: taking_part.OfParticipation) -> Participation:
        found = look(view)
        asked.append(found)
        if len(asked) > 1:
            Participation.every.filter(pk=found.pk).delete()
        return found

    monkeypatch.setattr(taking_part.OfParticipation, "row", property(gone))


def send(
    client: Client, row: Participation, name: str, told: dict[str, str], **headers: str
) -> tuple[int, str]:
    address = reverse(f"customers:{name}", args=[row.party_id, row.pk])
    answer = client.post(address, told, headers=headers)
    return answer.status_code, answer.content.decode()


EDIT = {"status": "came", "seen": "1"}


def test_a_participation_that_goes_is_said_to_have_gone(
    client_of: In, cast: Cast, row: Participation, going: None
) -> None:
    before = Entry.objects.count()
    status, text = send(client_of(cast.director), row, "participation", EDIT)
    assert status == 409
    assert "刚刚被移除" in text
    assert Entry.objects.count() == before


def test_a_stand_for_a_participation_that_goes_is_not_written(
    client_of: In, cast: Cast, row: Participation, going: None
) -> None:
    assert send(client_of(cast.director), row, "stands", {"stand": "A-01"})[0] == 409


def test_in_a_dialog_the_page_shows_itself_anew_with_a_word(
    client_of: In, cast: Cast, row: Participation, going: None
) -> None:
    client = client_of(cast.director)
    assert send(client, row, "participation", EDIT, **{"HX-Request": "true"})[0] == 204
    assert "刚刚被移除" in client.get(reverse("customers:file", args=[row.party_id])).content.decode()


class FromPostgreSQL(Exception):
    def __init__(self, sqlstate: str, told: str) -> None:
        super().__init__(told)
        self.sqlstate = sqlstate


def test_postgresql_may_speak_chinese() -> None:
    error = IntegrityError("插入或更新表 违反外键约束")
    error.__cause__ = FromPostgreSQL("23503", "插入或更新表 违反外键约束")
    assert is_gone(error)
    error.__cause__ = FromPostgreSQL("23505", "重复键违反唯一约束")
    assert not is_gone(error)


def test_other_faults_are_not_taken_for_it() -> None:
    assert is_gone(Participation.DoesNotExist())
    assert is_gone(IntegrityError("FOREIGN KEY constraint failed"))
    assert not is_gone(IntegrityError("UNIQUE constraint failed: parties_name.party_id"))
    assert not is_gone(ProtectedError("referenced through protected foreign keys", set()))
    assert not is_gone(ValueError("foreign key"))
