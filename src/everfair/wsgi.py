"""The door for web servers: `gunicorn everfair.wsgi`."""

import os
import threading

from django.core.wsgi import get_wsgi_application
from django.urls import base as addresses
from django.utils import timezone
from django.utils.translation import trans_real

# A thread answers each request from its first line to its last. The places where Django keeps the language, the time
# zone and the addresses in use are made for coroutines too, which costs ten times as much, hundreds of times a page.
trans_real._active = threading.local()  # type: ignore[attr-defined]
timezone._active = threading.local()  # type: ignore[attr-defined]
addresses._prefixes = threading.local()  # type: ignore[attr-defined]
addresses._urlconfs = threading.local()  # type: ignore[attr-defined]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "everfair.settings")
application = get_wsgi_application()
