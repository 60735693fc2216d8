"""What the frame itself does: palette, theme, language, the show we are in, saved views."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from everfair.house.models import User
from everfair.ui import palette, show_choice
from everfair.ui.asking import person_of
from everfair.ui.models import SavedView
from everfair.ui.toasts import toast

YEAR = 365 * 24 * 3600


def way_back(request: HttpRequest) -> str:
    """Where the form says it came from, if that is ours; else home."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else "/"


@require_GET
def palette_answers(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    return render(
        request, "ui/_palette_results.html", {"groups": palette.answers(request, text), "text": text}
    )


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    theme = request.POST.get("theme", "")
    response = redirect(way_back(request))
    if theme not in User.Theme.values:
        return response
    remember(request, theme=theme)
    response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    response = redirect(way_back(request))
    if language not in dict(settings.LANGUAGES):
        return response
    remember(request, language=language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=request.is_secure()
    )
    return response


def remember(request: HttpRequest, **preference: str) -> None:
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(**preference)


@require_POST
def choose_show(request: HttpRequest) -> HttpResponse:
    """Keeps series and edition in the session, if they are among those offered to this user."""
    series_id, _dash, edition_id = request.POST.get("show", "").partition("-")
    series = next((each for each in show_choice.offers_for(request) if str(each.id) == series_id), None)
    if series is None:
        raise Http404
    request.session["show_series"] = series.id
    edition = next((each for each in series.editions if str(each.id) == edition_id), None)
    request.session["show_edition"] = edition.id if edition else None
    return redirect(without_show(way_back(request)))


def without_show(address: str) -> str:
    """The address without a show of its own, which would win over the one just chosen."""
    path, _mark, query = address.partition("?")
    kept = [
        part for part in query.split("&") if part and part.split("=")[0] not in ("series", "edition", "page")
    ]
    return f"{path}?{'&'.join(kept)}" if kept else path


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    name, code, query = (
        request.POST.get(key, "").replace("\x00", "").strip() for key in ("name", "list_code", "query")
    )
    name, code = name[:60], code[:60]
    back = way_back(request)
    if not name or not code or len(query) > 2000:
        return redirect(back)
    view, _made = SavedView.objects.update_or_create(
        owner=person_of(request), list_code=code, name=name,
        defaults={"query": query, "shared": request.POST.get("shared") == "1"},
    )  # fmt: skip
    toast(request, _("View “{name}” saved.").format(name=name))
    return redirect(f"{back.partition('?')[0]}{view.url}")


@require_POST
def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    deleted, _each = SavedView.objects.filter(pk=pk, owner=person_of(request)).delete()
    if not deleted:
        raise Http404
    toast(request, _("View deleted."))
    return redirect(way_back(request).partition("?")[0])
