"""The doors of the house."""

from django.urls import include, path

from everfair.house.health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("account/", include("allauth.account.urls")),
    path("", include("everfair.ui.urls")),
    path("", include("everfair.desk.start.urls")),
    path("", include("everfair.desk.customers.urls")),
    path("", include("everfair.desk.shows.urls")),
    path("", include("everfair.desk.data.urls")),
    path("", include("everfair.desk.analysis.urls")),
    path("", include("everfair.desk.findings.urls")),
    path("", include("everfair.desk.value.urls")),
    path("", include("everfair.desk.rounds.urls")),
    path("", include("everfair.desk.surveys.urls")),
    path("", include("everfair.desk.settings.urls")),
]

handler403 = "everfair.ui.errors.forbidden"
handler429 = "everfair.ui.errors.too_many"
