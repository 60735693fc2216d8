"""Templates are kept once for each language, with all that never changes worked out; what they say is the same."""

import pytest
from django.template import Context, Template
from django.template.base import TextNode
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from everfair.ui.addresses import address
from everfair.ui.folding import Address, fold

WORDS = """{% load i18n static ui %}
{% translate "Customers" %} {% translate "Customers"|upper %} {% translate "open" context "palette" %}
{% translate "Customers" as named %}[{{ named }}]
{% blocktranslate %}Save this view{% endblocktranslate %}
{% blocktranslate with n=n %}{{ n }} found{% endblocktranslate %}
{% if n %}{% icon "x" "" _("Close") %}{% else %}{% icon named %}{% endif %}
{% for one in rows %}<b>{% translate "All" %}{{ one }}</b>{% endfor %}
{% static "ui/base.css" %} {% url "customers:list" %} {% url "customers:file" n %}
{% url "customers:file" n as told %}{{ told }}
{% autoescape off %}{% translate "All" %}{{ odd }}{% endautoescape %}{{ odd }}"""


def folded(words: str) -> Template:
    template = Template(words)
    context = Context()
    with context.bind_template(template):
        fold(template.nodelist, context)
    return template


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_says_what_it_said_before(language: str) -> None:
    told = {"n": 7, "rows": [1, 2], "odd": "<&>"}
    with translation.override(language):
        assert folded(WORDS).render(Context(told)) == Template(WORDS).render(Context(told))


def test_words_become_text_and_stand_together() -> None:
    with translation.override("en"):
        nodes = folded('{% load i18n ui %}<p>{% translate "Customers" %}</p>{% icon "x" %}{{ n }}').nodelist
    kinds = [type(node) for node in nodes]
    assert kinds[1:] == [TextNode, type(nodes[-1])]
    assert nodes[1].s.startswith("<p>Customers</p><svg")  # type: ignore[attr-defined]


def test_each_language_has_its_own() -> None:
    said = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said[language] = get_template("ui/_palette_dialog.html").render()
    assert "搜索" in said["zh-hans"] and "搜索" not in said["en"]


def test_an_address_is_that_of_its_row() -> None:
    assert address("customers:file", 7) == reverse("customers:file", args=[7])
    assert address("customers:owner", 7, 10**12) == reverse("customers:owner", args=[7, 10**12])


def test_what_is_no_number_is_looked_up_as_ever() -> None:
    template = folded('{% url "customers:file" n %}')
    assert isinstance(template.nodelist[0], Address)
    with pytest.raises(NoReverseMatch):
        template.render(Context({"n": None}))
    assert template.render(Context({"n": "7"})) == reverse("customers:file", args=[7])
