from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.forms import ValidationError
from django.http import HttpRequest


class ClosedHouse(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff are let in by an administrator; nobody signs up from outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many wrong passwords, for this name or from this address, are answered 429, whoever it is."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refused:
            raise ImmediateHttpResponse(ratelimit.respond_429(request)) from refused
