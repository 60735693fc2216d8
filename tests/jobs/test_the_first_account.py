import io
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from everfair.house.models import User
from everfair.journal.models import Entry
from everfair.shows.scope import Capability, scope_of

GOOD = "evergreen pavilion 7"


@contextmanager
def typing(text: str) -> Iterator[None]:
    with patch("sys.stdin", io.StringIO(text + "\n")):
        yield


def test_the_first_account_rules_the_house_and_sees_all_series(db: None) -> None:
    with typing(GOOD):
        call_command("createadmin", "mei", "mei@example.org", name="梅主任", password_stdin=True)
    mei = User.objects.get(username="mei")
    assert mei.check_password(GOOD) and str(mei) == "梅主任"
    scope = scope_of(mei)
    assert scope.may_everywhere(Capability.MANAGE_STAFF) and scope.sees_every_series
    assert Entry.objects.filter(verb="user.add", object_id=mei.pk).exists()


@pytest.mark.parametrize("weak", ["12345678", "password", "mei", ""])
def test_a_weak_password_is_refused(db: None, weak: str) -> None:
    with typing(weak), pytest.raises(CommandError):
        call_command("createadmin", "mei", "mei@example.org", password_stdin=True)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("username", "email"), [("mei", "not an address"), ("a b c", "mei@example.org"), ("", "m@e.org")]
)
def test_a_name_or_an_address_that_cannot_be_is_refused(db: None, username: str, email: str) -> None:
    with typing(GOOD), pytest.raises(CommandError):
        call_command("createadmin", username, email, password_stdin=True)


def test_an_account_is_made_once(db: None) -> None:
    with typing(GOOD):
        call_command("createadmin", "mei", "mei@example.org", password_stdin=True)
    with typing(GOOD), pytest.raises(CommandError, match="already"):
        call_command("createadmin", "Mei", "other@example.org", password_stdin=True)
