"""Who comes in, and in which language they are answered."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]

OPEN_PATHS = ("/account/", "/language/", settings.STATIC_URL, "/health/")


class SignInRequired:
    """Every page asks for a signed-in user, but those named in OPEN_PATHS."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated or request.path.startswith(OPEN_PATHS):
            return self.answer(request)
        if request.headers.get("HX-Request"):
            response = HttpResponse(status=401)
            response["HX-Redirect"] = settings.LOGIN_REDIRECT_URL
            return response
        return redirect_to_login(request.get_full_path())


class OwnLanguage:
    """The language a user has chosen wins over the browser's; the cookie over both (it is the newest
    choice)."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        if chosen and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(chosen)
            request.LANGUAGE_CODE = translation.get_language()
        return self.answer(request)
