from django.urls import path

from everfair.desk.findings.page import FindingsHome, FindingsPage
from everfair.desk.findings.respondents import Respondents

app_name = "findings"
urlpatterns = [
    path("findings/", FindingsHome.as_view(), name="home"),
    path("findings/shows/<int:pk>/respondents/", Respondents.as_view(), name="respondents"),
    path("findings/shows/<int:pk>/<slug:theme>/", FindingsPage.as_view(), name="page"),
]
