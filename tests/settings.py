"""The house's settings with a data directory and a database of the tests' own.

Everything goes through the environment, so that processes started by a test find the same house.
"""

import os
import tempfile
from pathlib import Path

if "EVERFAIR_TESTS" not in os.environ:
    # In memory where the system offers it: no disk need wait for a test. The workers of xdist inherit it.
    memory = Path("/dev/shm")
    base = memory if os.access(memory, os.W_OK) else None
    os.environ["EVERFAIR_TESTS"] = tempfile.mkdtemp(prefix="everfair-tests-", dir=base)

HOME = Path(os.environ["EVERFAIR_TESTS"])
os.environ["EVERFAIR_DATA"] = str(HOME / os.environ.get("PYTEST_XDIST_WORKER", "main"))
os.environ["EVERFAIR_TEST_DATABASE"] = str(HOME / "test.sqlite3")
os.environ["EVERFAIR_LOG_LEVEL"] = "WARNING"
for given in ("EVERFAIR_SECRET_KEY", "EVERFAIR_HTTPS", "EVERFAIR_DEBUG", "EVERFAIR_HOSTS", "EVERFAIR_SMTP"):
    os.environ.pop(given, None)

from everfair.settings import *  # noqa: E402, F403
from everfair.settings import STATIC_ROOT  # noqa: E402

STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# The real hasher is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
