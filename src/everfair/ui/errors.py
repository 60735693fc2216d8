"""What is forbidden answers like what is missing, so that nobody learns what there is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page_not_found(request, Http404())


def too_many(request: HttpRequest) -> HttpResponse:
    """Every limit of the house counts by the minute."""
    answer = render(request, "429.html", status=429)
    answer.headers["Retry-After"] = "60"
    return answer
