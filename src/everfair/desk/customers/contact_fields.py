"""Contact points as people type them: each refusal says what would be right."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from everfair.parties.by_hand import NotComparable, contact_key
from everfair.parties.models import ContactPoint
from everfair.tables.problems import ValueProblem
from everfair.tables.values.addresses import parse_email, parse_phone_text

Kind = ContactPoint.Kind
READERS: dict[str, Callable[[str], str]] = {Kind.EMAIL.value: parse_email, Kind.PHONE.value: parse_phone_text}


def words_of(kind: str) -> str:
    """What is wrong with a contact point of the kind, and what would be right."""
    return {
        Kind.EMAIL.value: _("This is not one e-mail address, such as name@example.com."),
        Kind.PHONE.value: _("This is not one phone number, such as 0571-8888 8888 or +86 138 0013 8000."),
        Kind.WEBSITE.value: _("This is not the address of a website, such as www.example.com."),
    }.get(kind, _("This cannot be read."))


def checked_contact(kind: str, value: str) -> str:
    """The value as it is kept. Raises ValidationError."""
    try:
        read = READERS[kind](value) if kind in READERS else value.strip()
        contact_key(kind, read)
    except (ValueProblem, NotComparable):
        raise ValidationError(words_of(kind)) from None
    if (
        kind == Kind.WEBSITE
        and ":" in read.partition("/")[0]
        and not read.lower().startswith(("http:", "https:"))
    ):
        raise ValidationError(words_of(kind))
    return read


class ContactField(forms.CharField):
    """A contact point of one kind; may stay empty."""

    def __init__(self, kind: str, **options: Any) -> None:
        self.kind = kind
        super().__init__(max_length=300, required=False, **options)

    def clean(self, value: object) -> str:
        given: str = super().clean(value)
        return checked_contact(self.kind, given) if given else ""
