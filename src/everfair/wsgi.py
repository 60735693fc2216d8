"""The door for web servers: `gunicorn everfair.wsgi`."""

import os
import threading

from django.core.wsgi import get_wsgi_application
from django.utils.translation import trans_real

# A thread answers each request from its first line to its last. The place where Django keeps the language in use is
# made for coroutines too, which costs ten times as much, some five hundred times a page.
trans_real._active = threading.local()  # type: ignore[attr-defined]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "everfair.settings")
application = get_wsgi_application()
