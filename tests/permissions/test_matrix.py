"""Every route of the house, asked by everybody: the answers are the reviewed matrix's, and no route is missing."""

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from everfair.house.models import User
from tests.conftest import Cast
from tests.permissions.matrix import MATRIX, OPEN, WHO
from tests.permissions.routes import address, routes
from tests.permissions.world import Args, arguments

SignIn = Callable[[User], Client]
REFUSED = {400, 401, 403, 404, 405}


@pytest.fixture
def world(cast: Cast) -> Args:
    return arguments(cast)


def kind(answer: HttpResponseBase) -> bool:
    """Whether it was let in; sent to sign in is not."""
    location = answer.headers.get("Location", "")
    return answer.status_code not in REFUSED and not location.startswith("/account/login/")


def asked(client: Client, url: str) -> str:
    """`g` if a GET is let in, `p` if a POST is; what they do is taken back. A 5xx fails at once."""
    found = ""
    for letter, ask in (("g", client.get), ("p", client.post)):
        with transaction.atomic():
            answer = ask(url)
            transaction.set_rollback(True)
        assert answer.status_code < 500, url
        found += letter if kind(answer) else ""
    return found or "-"


def answers(client: Client, world: Args) -> dict[str, str]:
    """Signing out is a route too: each is asked with the cookies one came with."""
    held, found = SimpleCookie(client.cookies), {}
    for name, wanted in routes():
        client.cookies = SimpleCookie(held)
        found[name] = asked(client, address(name, wanted, world))
    return found


def test_every_route_is_in_the_matrix_and_no_other() -> None:
    assert sorted(name for name, _pattern in routes()) == sorted({*MATRIX, *OPEN})


@pytest.mark.parametrize("who", WHO)
def test_each_is_let_in_where_the_matrix_says(who: str, cast: Cast, world: Args, client_of: SignIn) -> None:
    column = WHO.index(who)
    wanted = {name: line.split()[column] for name, line in MATRIX.items()}
    found = answers(client_of(getattr(cast, who)), world)
    assert {name: found[name] for name in wanted} == wanted


def test_nobody_comes_in_without_signing_in(world: Args, cast: Cast) -> None:
    found = answers(Client(), world)
    let_in = {name for name, letters in found.items() if letters != "-"}
    assert let_in == OPEN
