"""Every setting, from the environment, each with a default that works; a wrong one fails at start.

The table of settings is in docs/operator-guide.md and is checked against this file.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured


def flag(name: str, default: bool) -> bool:
    """A yes-or-no setting: 1/true/yes/on against 0/false/no/off."""
    text = os.environ.get(name, "1" if default else "0").strip().lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {text!r}")


def whole(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    try:
        return int(text)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {text!r}") from None


def one_of(name: str, *choices: str) -> str:
    """A setting with few answers, of which the first is meant where nothing is said."""
    text = os.environ.get(name, choices[0]).strip().lower()
    if text not in choices:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(choices)}, not {text!r}")
    return text


def listed(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


# Where the house keeps its files: database, uploads, snapshots of facts, the secret key.
DATA_DIR = Path(os.environ.get("EVERFAIR_DATA", "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = flag("EVERFAIR_DEBUG", False)
ALLOWED_HOSTS = listed("EVERFAIR_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = listed("EVERFAIR_ORIGINS", "")


def secret_key() -> str:
    """The key given, or one made once and kept in the data directory, readable by its owner only."""
    given = os.environ.get("EVERFAIR_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("EVERFAIR_SECRET_KEY must have at least 32 characters")
        return given
    kept = DATA_DIR / "secret-key"
    try:
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


SECRET_KEY = secret_key()


# Off behind a pooler that lends one connection to many in turn and knows nothing of kept plans.
PREPARED_STATEMENTS = flag("EVERFAIR_PREPARED_STATEMENTS", True)


def database(url: str) -> dict[str, Any]:
    """Django's description of the database a URL names (sqlite:///file or postgresql://...)."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"
                ),
            },
            "TEST": {"NAME": os.environ.get("EVERFAIR_TEST_DATABASE")},
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "everfair.house.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": parts.port or "",
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query))
            | {"prepare_threshold": 2 if PREPARED_STATEMENTS else None},
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL must start with sqlite:/// or postgresql://, not {parts.scheme}://"
    )


DATABASES = {
    "default": database(os.environ.get("DATABASE_URL", f"sqlite:///{DATA_DIR / 'everfair.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "house_cache"},
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "everfair.ui",
    # ground
    "everfair.house",
    "everfair.work",
    "everfair.journal",
    "everfair.parties",
    "everfair.shows",
    # daily work
    "everfair.surveys",
    "everfair.contact",
    "everfair.intake",
    # knowing, deciding
    "everfair.relations",
    "everfair.quality",
    "everfair.loop",
    # doors
    "everfair.desk.start",
    "everfair.desk.customers",
    "everfair.desk.shows",
    "everfair.desk.data",
    "everfair.desk.analysis",
    "everfair.desk.findings",
    "everfair.desk.value",
    "everfair.desk.surveys",
    "everfair.desk.rounds",
    "everfair.desk.settings",
    # machine room
    "everfair.jobs",
    "everfair.demo",
    # after the house: its templates and words come first
    "allauth",
    "allauth.account",
    "django_htmx",
    "rules",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "everfair.house.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "everfair.house.middleware.SignInRequired",
    "everfair.house.middleware.OwnLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "everfair.ui.vanished.Vanished",
]

ROOT_URLCONF = "everfair.urls"
WSGI_APPLICATION = "everfair.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("everfair.ui.folding.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "everfair.ui.context.frame",
            ],
        },
    }
]

AUTH_USER_MODEL = "house.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "everfair.house.backends.StaffBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "everfair.house.adapter.ClosedHouse"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,10/m/key", "login": "60/m/ip"}
ACCOUNT_PREVENT_ENUMERATION = True

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = os.environ.get("EVERFAIR_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
DEFAULT_CURRENCY = os.environ.get("EVERFAIR_CURRENCY", "CNY")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns at every start where it is not there
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A list of a thousand columns asks six things of each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 7_000
UPLOAD_LIMIT_BYTES = whole("EVERFAIR_UPLOAD_LIMIT_MB", 512) * 1024 * 1024

EMAIL_URL = os.environ.get("EVERFAIR_SMTP", "")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_URL
    else "django.core.mail.backends.console.EmailBackend"
)
if EMAIL_URL:
    _smtp = urlsplit(EMAIL_URL)
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "localhost", _smtp.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
    EMAIL_USE_TLS = _smtp.scheme == "smtp+tls"
DEFAULT_FROM_EMAIL = os.environ.get("EVERFAIR_MAIL_FROM", "everfair@localhost")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
HTTPS = flag("EVERFAIR_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "everfair.house.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
# How many proxies of one's own stand before the house: tries to sign in are counted by the address behind them.
ALLAUTH_TRUSTED_PROXY_COUNT = whole("EVERFAIR_PROXIES", 1 if HTTPS else 0)

# Work in the background
JOB_LEASE_SECONDS = whole("EVERFAIR_JOB_LEASE_SECONDS", 60)
JOB_REST_SECONDS = whole("EVERFAIR_JOB_REST_MS", 20) / 1000
JOB_MAX_ATTEMPTS = whole("EVERFAIR_JOB_ATTEMPTS", 3)
RUNS_KEPT = whole("EVERFAIR_RUNS_KEPT", 5)
CONTACT_STALE_DAYS = whole("EVERFAIR_CONTACT_STALE_DAYS", 365)

# What the steps of an analysis run on; of Spark, where it is and a place that all its machines see.
ENGINE = one_of("EVERFAIR_ENGINE", "duckdb", "spark")
SPARK_MASTER = os.environ.get("EVERFAIR_SPARK_MASTER", "local[*]")
SPARK_STORE = os.environ.get("EVERFAIR_SPARK_STORE", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("EVERFAIR_LOG_LEVEL", "INFO")},
    # these tell how they go about their work, which says nothing to whoever runs the house
    "loggers": {name: {"level": "ERROR"} for name in ("splink", "sqlglot", "py4j")},
}
