from collections.abc import Callable

import pytest
from django.test import Client

from everfair.house.models import User

SignIn = Callable[[User], Client]


@pytest.fixture
def keeper(admin: User, client_of: SignIn) -> Client:
    """The administrator's browser."""
    return client_of(admin)
