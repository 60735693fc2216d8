"""Nobody waits for an analysis: a process that answers pages does not even load what analyses are made of."""

import subprocess
import sys

from tests.conftest import Cast

HEAVY = {
    "numpy",
    "scipy",
    "sklearn",
    "duckdb",
    "pyarrow",
    "pypinyin",
    "opencc",
    "adbc_driver_manager",
    "pandas",
}

ANSWER_PAGES = """
import sys
import everfair.wsgi
import everfair.urls
from django.contrib.auth import get_user_model
from django.test import Client

client = Client(headers={"host": "localhost"})
assert client.get("/account/login/").status_code == 200
client.force_login(get_user_model().objects.get(username="director"))
for path in sys.argv[1:]:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_pages_are_answered_without_the_engine_room(process_environment: dict[str, str], cast: Cast) -> None:
    done = subprocess.run(  # noqa: PLW1510
        [sys.executable, "-c", ANSWER_PAGES, "/"], env=process_environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    loaded = set(done.stdout.rpartition("loaded:")[2].split())
    assert "django" in loaded
    assert not loaded & HEAVY
