"""The doors of the house."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("", include("everfair.ui.urls")),
    path("", include("everfair.desk.start.urls")),
    path("", include("everfair.desk.customers.urls")),
    path("", include("everfair.desk.shows.urls")),
    path("", include("everfair.desk.data.urls")),
    path("", include("everfair.desk.analysis.urls")),
    path("", include("everfair.desk.rounds.urls")),
    path("", include("everfair.desk.settings.urls")),
]

handler403 = "everfair.ui.errors.forbidden"
