"""Who comes in, in which language they are answered, and what every answer says to the browser."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]

OPEN_PATHS = ("/account/", "/language/", settings.STATIC_URL, "/health/")

# Besides what Django's own middlewares say, and the content security policy, which is the same for all pages.
HEADERS = {
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    # Pages tell of customers: no browser and no proxy keeps one (ASVS 14.3.2).
    "Cache-Control": "no-store",
}


class Headers:
    """What every page says to the browser, where the page itself has not said otherwise."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.headers = HEADERS | {"Content-Security-Policy": build_policy()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response


class SignInRequired:
    """Every page asks for a signed-in user, but those named in OPEN_PATHS."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN_PATHS) or request.user.is_authenticated:
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
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and request.path != "/health/":
            chosen = getattr(request.user, "language", "")
            if chosen:
                translation.activate(chosen)
                request.LANGUAGE_CODE = translation.get_language()
        return self.answer(request)
