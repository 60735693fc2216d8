"""A small demo, loaded as `everfair demo` loads it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from everfair.demo.models import DemoShow

PASSWORD = "painted-lanterns"


@pytest.fixture
def demo(transactional_db: None, settings: LazySettings, tmp_path: Path) -> Callable[..., DemoShow]:
    """Loads a demo of so many organisations: ``demo(120)``."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"

    def loaded(organisations: int = 120) -> DemoShow:
        call_command("demo", organisations=organisations, password=PASSWORD, verbosity=0)
        found = DemoShow.loaded()
        assert found is not None
        return found

    return loaded
