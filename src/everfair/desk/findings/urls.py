from django.urls import path

from everfair.desk.findings.overview import Overview
from everfair.desk.findings.page import FindingsHome, FindingsPage
from everfair.desk.findings.ratings import Ratings
from everfair.desk.findings.respondents import Respondents
from everfair.desk.findings.rivals import RivalPage, RivalsPage

app_name = "findings"
urlpatterns = [
    path("findings/", FindingsHome.as_view(), name="home"),
    path("findings/shows/<int:pk>/", Overview.as_view(), name="overview"),
    path("findings/shows/<int:pk>/rivals/", RivalsPage.as_view(), name="rivals"),
    path("findings/shows/<int:pk>/rivals/<int:rival>/", RivalPage.as_view(), name="rival"),
    path("findings/shows/<int:pk>/rivals/<int:rival>/ratings/", Ratings.as_view(), name="ratings"),
    path("findings/shows/<int:pk>/respondents/", Respondents.as_view(), name="respondents"),
    path("findings/shows/<int:pk>/<slug:theme>/", FindingsPage.as_view(), name="page"),
]
