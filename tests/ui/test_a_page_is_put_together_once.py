"""A page is put together when its templates are read; what it says is what Django would have said."""

from typing import Any

import pytest
from django.template import Context, Engine
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode

WRITTEN = {
    "frame": "{% load i18n %}<title>{% block title %}House{% endblock %}</title>"
    "{% block body %}<main>{% block content %}{% endblock %}</main>{% endblock %}{{ left }}",
    "with_aside": '{% extends "frame" %}{% block body %}{% block content %}{% endblock %}'
    "<aside>{% block aside %}none{% endblock %}</aside>{% endblock %}",
    "page": '{% extends "with_aside" %}{% block title %}{{ n }}{% endblock %}{% block content %}'
    '{% include "line" with what=n %}{% for n in rows %}{% include "line" %}{% endfor %}{{ what }}'
    '{% if n %}{% include "line" with what="&" only %}{% include named %}{% endif %}{% endblock %}',
    "line": "<p>{{ what }}{{ n }}{# a word #}{% block end %}.{% endblock %}</p>",
    "names": '{% extends "frame" %}{% load static %}{% block title %}{% static "x" as left %}{{ left }}{% endblock %}'
    '{% block content %}{% include "naming" %}{% endblock %}',
    "naming": '{% load static %}{% static "y" as left %}{{ left }}',
    "more": '{% extends "with_aside" %}{% block aside %}{{ block.super }} but one{% endblock %}',
    "tree": '{{ rows.0 }}{% if rows %}{% with rows=rows|slice:"1:" %}{% include "tree" %}{% endwith %}{% endif %}',
    "either": '{% if lost %}{% include "nowhere" %}{% else %}here{% endif %}',
    "told": "{% extends named %}{% block end %}!{% endblock %}",
    "stripes": '{% for n in rows %}{% include "stripe" %}{% endfor %}',
    "stripe": "{% cycle 'a' 'b' %}",
}
TOLD: dict[str, Any] = {"n": 7, "rows": [1, 2, 3], "what": "<b>", "named": "line"}


def reading(loader: str) -> Engine:
    kept = ("django.template.loaders.locmem.Loader", WRITTEN)
    libraries = {"static": "django.templatetags.static", "i18n": "django.templatetags.i18n"}
    return Engine(loaders=[(loader, [kept])], libraries=libraries)


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_it_says_what_it_said_before(name: str) -> None:
    ours, django = (
        reading(f"{loader}.Loader") for loader in ("everfair.ui.folding", "django.template.loaders.cached")
    )
    expected = django.get_template(name).render(Context(TOLD))
    for _again in range(2):
        assert ours.get_template(name).render(Context(TOLD)) == expected


def test_nothing_is_looked_up_any_more() -> None:
    nodes = reading("everfair.ui.folding.Loader").get_template("page").nodelist
    assert not nodes.get_nodes_by_type(BlockNode) and not nodes.get_nodes_by_type(ExtendsNode)
    left = nodes.get_nodes_by_type(IncludeNode)
    assert len(left) == 2  # one in a scope of its own, one that only the context names


def test_a_page_leaves_its_parents_to_others() -> None:
    ours = reading("everfair.ui.folding.Loader")
    alone = ours.get_template("with_aside").render(Context(TOLD))
    ours.get_template("page").render(Context(TOLD))
    assert ours.get_template("with_aside").render(Context(TOLD)) == alone
    assert "but one" in ours.get_template("more").render(Context(TOLD))
