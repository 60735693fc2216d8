"""The bar on top of every page: drawn once for each person, show and language, and told where it stands."""

import secrets
from functools import lru_cache
from html import escape

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from everfair.ui.asking import token_for
from everfair.ui.show_choice import ShowChoice

# Nobody can give a show a name that holds one of these.
HERE, AFTER_SHOW, TOKEN = (secrets.token_hex(12) for _mark in range(3))


def topbar(
    request: HttpRequest, choice: ShowChoice, theme: str, languages: tuple[str, str], after_show: str
) -> SafeString:
    """`languages`: code and word of the other one; `after_show`: where another show leads, "" for here."""
    user = getattr(request, "user", None)
    name = str(user) if user is not None and user.is_authenticated else ""
    bar, here = drawn(choice, theme, languages, name, get_language()), request.get_full_path()
    for mark, said in {TOKEN: token_for(request), AFTER_SHOW: after_show or here, HERE: here}.items():
        bar = bar.replace(mark, escape(said))
    return mark_safe(bar)  # a template's, and what is put in is escaped


@lru_cache(maxsize=500)
def drawn(choice: ShowChoice, theme: str, languages: tuple[str, str], name: str, language: str | None) -> str:
    told = {"choice": choice, "theme": theme, "next_language": languages, "name": name}
    marks = {"here": HERE, "after_show": AFTER_SHOW, "csrf_token": TOKEN}
    return render_to_string("ui/_topbar.html", told | marks)
