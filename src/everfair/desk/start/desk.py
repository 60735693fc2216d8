"""The page everybody starts from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from everfair.desk.start.mine import Desk
from everfair.shows.scope import Capability
from everfair.ui.asking import person_of, scope_for


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    scope = scope_for(request)
    mine = Desk(scope)
    context = {
        "desk": mine,
        "person": person_of(request),
        "today": timezone.localdate(),
        "may_import": scope.may(Capability.IMPORT),
        "may_manage_staff": scope.may(Capability.MANAGE_STAFF),
        "import_url": reverse("data:upload"),
        "settings_url": reverse("settings:home"),
        "tasks_url": f"{reverse('start:tasks')}?state=open&whose=mine",
        "nobodys_url": f"{reverse('start:tasks')}?state=open&whose=nobody",
    }
    return render(request, "start/desk.html", context)
