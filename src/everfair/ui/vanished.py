"""A row that went between being asked for and being written: taken back with its list, or removed by somebody else."""

import logging
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from everfair.ui.toasts import toast

logger = logging.getLogger(__name__)
_READING = ("GET", "HEAD", "OPTIONS")
_FOREIGN_KEY = "23503"
"""What PostgreSQL calls it; its sentence is in the language of the server."""


class Vanished:
    """Says so, where a form was sent; the transaction was rolled back, so that nothing was written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if request.method in _READING or not is_gone(error):
            return None
        logger.warning("What %s is about was removed meanwhile", request.path, exc_info=error)
        if request.headers.get("HX-Request") == "true":
            toast(request, _("This was removed meanwhile. Nothing was written."), level=messages.WARNING)
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return render(request, "409.html", status=409)


def is_gone(error: Exception) -> bool:
    """Whether a row was missing, or one that another should point to."""
    if isinstance(error, IntegrityError):
        return getattr(error.__cause__, "sqlstate", "") == _FOREIGN_KEY or "FOREIGN KEY constraint" in str(
            error
        )
    return isinstance(error, ObjectDoesNotExist)
