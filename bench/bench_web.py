"""What a web process costs before it has answered anybody, against Django with nothing in it."""

import subprocess
import sys
from collections.abc import Iterator

from bench.figures import Figure, seconds

OURS = "import everfair.wsgi, everfair.urls"
BARE = """
import django
from django.conf import settings
settings.configure(ROOT_URLCONF="__main__")
django.setup()
import django.core.handlers.wsgi, django.urls
"""
# VmHWM is the most this process ever held; ru_maxrss would count the parent it was forked from.
SPEND = "\nprint([l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')][0])"


def figures() -> Iterator[Figure]:
    yield Figure("start of a web process", start(OURS), "s", start(BARE), "bare Django")
    yield Figure("memory of a web process", memory(OURS), "MiB", memory(BARE), "bare Django")


def start(program: str) -> float:
    return seconds(lambda: run(program), times=3)


def memory(program: str) -> float:
    return int(run(program + SPEND).split()[-1]) / 1024


def run(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
