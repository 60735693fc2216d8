"""What is forbidden answers like what is missing, so that nobody learns what there is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page_not_found(request, Http404())
