"""Whether the server is still there is seen by the connection: no question is asked for it."""

import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def end(process: int) -> None:
    """As an administrator would who restarts the database."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [process])
    other.close()


def test_pages_are_answered_after_the_server_closed_the_connection(client: Client) -> None:
    wrapper: Any = connection
    before = backend()
    assert connection.is_usable()
    end(before)
    deadline = time.monotonic() + 10
    while connection.is_usable() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not connection.is_usable()
    wrapper.health_check_enabled, wrapper.health_check_done = True, False  # as each request begins
    assert client.get("/health/").status_code == 200
    assert backend() != before
