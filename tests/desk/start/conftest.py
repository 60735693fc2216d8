from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.utils import translation

from tests.loop.conftest import house

__all__ = ["house"]


@pytest.fixture(autouse=True)
def _in_english(settings: LazySettings) -> Iterator[None]:
    """What is said is compared in English; a page asked for in Chinese says so by its cookie."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
