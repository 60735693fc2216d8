"""Ways from here into other rooms."""

from django.urls import NoReverseMatch, reverse


def customer_url(party_id: int) -> str:
    """The file of a customer."""
    return reverse("customers:file", args=[party_id])


def room_url(name: str) -> str:
    """The address of a page of another room; empty in a house without it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
