from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import translation

from everfair.house.models import User

SignIn = Callable[[User], Client]


@pytest.fixture
def keeper(admin: User, client_of: SignIn) -> Client:
    """The administrator's browser."""
    return client_of(admin)


@pytest.fixture(autouse=True)
def _in_english(settings: LazySettings) -> Iterator[None]:
    """What is said is compared in English."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
