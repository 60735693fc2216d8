"""`{% settings_tabs %}`: the parts of the settings this user may enter."""

from typing import Any

from django import template

from everfair.desk.settings.tabs import parts_for
from everfair.desk.settings.words import job_word
from everfair.work.models import Job

register = template.Library()


@register.inclusion_tag("settings/_tabs.html", takes_context=True)
def settings_tabs(context: template.Context) -> dict[str, Any]:
    return {"parts": parts_for(context["request"])}


@register.filter
def job_name(job: Job) -> str:
    return str(job_word(job.name))
