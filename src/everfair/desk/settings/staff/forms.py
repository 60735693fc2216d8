from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from everfair.house.models import User
from everfair.shows.models import Membership, Series

ANY_LANGUAGE = [("", _("as the browser asks"))]


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who it is and how they sign in."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"), max_length=80, help_text=_("as colleagues call them")
    )
    username = forms.CharField(
        label=_("User name"), max_length=150, validators=User._meta.get_field("username").validators
    )
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("may be used to sign in"))
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[*ANY_LANGUAGE, *settings.LANGUAGES]
    )

    class Meta:
        model = User
        fields = ("name", "username", "email", "language")

    def clean_username(self) -> str:
        given: str = self.cleaned_data["username"]
        if self.others.filter(username__iexact=given).exists():
            raise forms.ValidationError(
                gettext("Somebody else signs in as “%(name)s”."), params={"name": given}
            )
        return given

    def clean_email(self) -> str:
        given: str = self.cleaned_data["email"]
        if given and self.others.filter(email__iexact=given).exists():
            raise forms.ValidationError(gettext("Somebody else has this e-mail address."))
        return given

    @property
    def others(self) -> Any:
        return User.objects.exclude(pk=self.instance.pk)


class MembershipForm(forms.Form):
    role = forms.ChoiceField(label=pgettext_lazy("staff", "Role"), choices=Membership.Role.choices)
    series = forms.ModelChoiceField(
        Series.objects.all(), label=_("Show"), required=False, empty_label=_("all shows")
    )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Left empty, one is made up and shown to you once."),
    )

    def clean_password(self) -> str:
        given: str = self.cleaned_data["password"]
        if given:
            validate_password(given)
        return given


class NewAccountForm(AccountForm):
    role = forms.ChoiceField(
        label=pgettext_lazy("staff", "Role"),
        choices=[("", _("none yet")), *Membership.Role.choices],
        required=False,
    )
    series = forms.ModelChoiceField(
        Series.objects.all(), label=_("Show"), required=False, empty_label=_("all shows")
    )
    password = PasswordForm.base_fields["password"]

    def clean_password(self) -> str:
        given: str = self.cleaned_data["password"]
        if given:
            known = {name: self.cleaned_data.get(name, "") for name in ("username", "email")}
            validate_password(given, User(**known))
        return given
