"""What gunicorn is told besides its command line (`python:everfair.jobs.web`)."""

from typing import Any

from everfair.jobs.orphans import die_with_parent

timeout = 120
graceful_timeout = 20
keepalive = 5
worker_class = "gthread"
threads = 4
max_requests = 20000
max_requests_jitter = 2000


def on_starting(server: Any) -> None:
    die_with_parent()
