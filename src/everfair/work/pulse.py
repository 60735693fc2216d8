"""Whether a worker is there: each says so now and then, also while it waits."""

import datetime

from django.core.cache import cache
from django.utils import timezone

BEAT_SECONDS = 20
SILENT_SECONDS = 90
_KEY = "work.pulse"
_KEPT = 7 * 24 * 3600


def beat() -> None:
    cache.set(_KEY, timezone.now(), _KEPT)


def last() -> datetime.datetime | None:
    """When a worker was last heard of; None if not for a week."""
    heard: datetime.datetime | None = cache.get(_KEY)
    return heard


def is_alive() -> bool:
    heard = last()
    return heard is not None and (timezone.now() - heard).total_seconds() < SILENT_SECONDS
