"""The settings in force, as the environment or their defaults say. Secrets are never shown."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HIDDEN = "••••••"
Word = str | Promise


def masked(url: str) -> str:
    """A URL without its password."""
    parts = urlsplit(url)
    if not parts.password:
        return url
    return url.replace(f":{parts.password}@", f":{HIDDEN}@", 1)


def listed(values: Any) -> str:
    return ", ".join(values)


@dataclass(frozen=True)
class Setting:
    name: str
    what: Word
    value: Callable[[], Any]

    @property
    def given(self) -> bool:
        """Whether the environment says it."""
        return self.name in os.environ

    @property
    def shown(self) -> Any:
        value = self.value()
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return value if value not in ("", None) else "–"


SETTINGS = (
    Setting("EVERFAIR_DATA", _("folder of database, files and key"), lambda: settings.DATA_DIR),
    Setting("DATABASE_URL", _("the database"), lambda: masked(os.environ.get("DATABASE_URL", "sqlite"))),
    Setting("EVERFAIR_PREPARED_STATEMENTS", _("PostgreSQL keeps plans"), lambda: settings.PREPARED_STATEMENTS),
    Setting("EVERFAIR_SECRET_KEY", _("key of sessions and links"), lambda: HIDDEN),
    Setting("EVERFAIR_HOSTS", _("names the house answers to"), lambda: listed(settings.ALLOWED_HOSTS)),
    Setting("EVERFAIR_ORIGINS", _("addresses forms may come from"), lambda: listed(settings.CSRF_TRUSTED_ORIGINS)),
    Setting("EVERFAIR_HTTPS", _("reached by HTTPS, behind a proxy"), lambda: settings.HTTPS),
    Setting("EVERFAIR_PROXIES", _("proxies before the house"), lambda: settings.ALLAUTH_TRUSTED_PROXY_COUNT),
    Setting("EVERFAIR_DEBUG", _("errors shown with their source"), lambda: settings.DEBUG),
    Setting("EVERFAIR_TIME_ZONE", _("time zone of the house"), lambda: settings.TIME_ZONE),
    Setting("EVERFAIR_CURRENCY", _("currency where a list names none"), lambda: settings.DEFAULT_CURRENCY),
    Setting("EVERFAIR_UPLOAD_LIMIT_MB", _("largest file taken, in MB"), lambda: settings.UPLOAD_LIMIT_BYTES >> 20),
    Setting("EVERFAIR_SMTP", _("mail server; without one mail is printed"), lambda: masked(settings.EMAIL_URL)),
    Setting("EVERFAIR_MAIL_FROM", _("sender of mail"), lambda: settings.DEFAULT_FROM_EMAIL),
    Setting("EVERFAIR_RUNS_KEPT", _("analysis runs kept"), lambda: settings.RUNS_KEPT),
    Setting("EVERFAIR_CONTACT_STALE_DAYS", _("days after which a verified contact is stale"),
            lambda: settings.CONTACT_STALE_DAYS),
    Setting("EVERFAIR_JOB_LEASE_SECONDS", _("after so long a silent worker's job is taken over"),
            lambda: settings.JOB_LEASE_SECONDS),
    Setting("EVERFAIR_JOB_REST_MS", _("rest of a job between two batches"),
            lambda: round(settings.JOB_REST_SECONDS * 1000)),
    Setting("EVERFAIR_JOB_ATTEMPTS", _("tries before a job is parked"), lambda: settings.JOB_MAX_ATTEMPTS),
    Setting("EVERFAIR_ENGINE", _("what analyses group the facts on"), lambda: settings.ENGINE),
    Setting("EVERFAIR_SPARK_MASTER", _("where Spark is"), lambda: masked(settings.SPARK_MASTER)),
    Setting("EVERFAIR_SPARK_STORE", _("place that all of Spark's machines see"), lambda: masked(settings.SPARK_STORE)),
    Setting("EVERFAIR_LOG_LEVEL", _("how much is logged"), lambda: logging.getLevelName(logging.getLogger().level)),
)  # fmt: skip
