"""A form that makes something makes it once, however often it is sent: pressed twice without scripts, sent again by
going back, or by a line that broke. Its mark is spent in the transaction that makes the thing; who comes second with
the same mark is led to what the first one made.
"""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from everfair.ui.asking import person_of
from everfair.ui.models import SentForm

FIELD = "once"
KEPT = timedelta(days=2)


class Spent(Exception):
    """Another sending of the same form was faster; the transaction has to be taken back."""

    def __init__(self, led_to: str) -> None:
        super().__init__(led_to)
        self.led_to = led_to


def new_mark() -> str:
    return secrets.token_urlsafe(12)


def mark_of(request: HttpRequest) -> str:
    return request.POST.get(FIELD, "")[:40].replace("\x00", "")


def spent(request: HttpRequest) -> str:
    """Where the first sending of this form led; empty: it is the first."""
    mark = mark_of(request)
    sent = SentForm.objects.filter(sender=person_of(request), mark=mark).first() if mark else None
    return sent.led_to if sent else ""


def spend(request: HttpRequest, led_to: str) -> None:
    """In the transaction that made what the form makes. A form without a mark is not held back."""
    if not mark_of(request):
        return
    SentForm.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
    try:
        with transaction.atomic():
            SentForm.objects.create(sender=person_of(request), mark=mark_of(request), led_to=led_to)
    except IntegrityError:
        raise Spent(spent(request) or led_to) from None
