from typing import Any

from django import template
from django.template import Context

from everfair.desk.data.tabs import TABS
from everfair.ui.asking import scope_for

register = template.Library()


@register.inclusion_tag("desk_data/_tabs.html", takes_context=True)
def data_tabs(context: Context, here: str) -> dict[str, Any]:
    """The pages of Data that the user may open."""
    scope = scope_for(context["request"])
    return {"tabs": [tab for tab in TABS if tab.code == here or scope.may(tab.capability)], "here": here}
