"""One's own settings: name, language, light; password and views."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views import View

from everfair.desk.settings.staff.rights import rights
from everfair.desk.settings.words import Word, list_word
from everfair.house.models import User
from everfair.shows import staffing
from everfair.shows.models import Membership
from everfair.ui.asking import person_of
from everfair.ui.models import SavedView
from everfair.ui.toasts import toast
from everfair.ui.views import YEAR


class MyForm(forms.ModelForm):  # type: ignore[type-arg]
    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=80,
        required=False,
        help_text=_("as colleagues call you"),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Light or dark"), choices=User.Theme.choices, widget=forms.RadioSelect)

    class Meta:
        model = User
        fields = ("name", "language", "theme")


class Me(View):
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        now = {"language": translation.get_language()}
        return self.shown(MyForm(instance=person_of(request), initial=now))

    def post(self, request: HttpRequest) -> HttpResponse:
        person = person_of(request)
        form = MyForm(request.POST, instance=User.objects.get(pk=person.pk))
        if not form.is_valid():
            return self.shown(form, 422)
        staffing.change_user(User.objects.get(pk=person.pk), by=person, **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            toast(request, gettext("Saved."))
        return remembered(request, form.cleaned_data)

    def shown(self, form: MyForm, status: int = 200) -> HttpResponse:
        person = person_of(self.request)
        context: dict[str, Any] = {
            "form": form,
            "memberships": Membership.objects.filter(user=person).select_related("series").order_by("pk"),
            "rights": my_rights(person),
            "views": views_of(person),
        }
        return render(self.request, "settings/me.html", context, status=status)


def remembered(request: HttpRequest, chosen: dict[str, Any]) -> HttpResponse:
    """The newest choice is what this browser shows from now on."""
    response = redirect("settings:me")
    kept = {"theme": chosen["theme"], settings.LANGUAGE_COOKIE_NAME: chosen["language"]}
    for name, value in kept.items():
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


def my_rights(person: User) -> list[Any]:
    """What any of one's roles allows."""
    mine = set(Membership.objects.filter(user=person).values_list("role", flat=True))
    return [right for right in rights() if any(may and role in mine for role, may in right.held)]


def views_of(person: User) -> list[tuple[SavedView, Word, str]]:
    """(view, the list it is of, address) where the list can be told."""
    found = []
    for view in SavedView.objects.filter(owner=person).order_by("list_code", "name"):
        word, door = list_word(view.list_code)
        found.append((view, word, f"{reverse(door)}{view.url}" if door else ""))
    return found
