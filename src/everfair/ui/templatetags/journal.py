"""Journal entries in templates: `{{ entry|in_words }}`, `{% icon entry|verb_icon %}`."""

from django import template

from everfair.journal.models import Entry
from everfair.ui import journal_words

register = template.Library()


@register.filter
def in_words(entry: Entry) -> str:
    return journal_words.sentence(entry)


@register.filter
def verb_icon(entry: Entry) -> str:
    return journal_words.icon(entry)
