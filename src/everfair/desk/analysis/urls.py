from django.urls import path

from everfair.desk.analysis.backtest_page import BacktestPage
from everfair.desk.analysis.catalogue import Catalogue, MeasurePage
from everfair.desk.analysis.figures_page import FiguresPage
from everfair.desk.analysis.home import home
from everfair.desk.analysis.runs import AnalyseNow, JobProgress, RunList, RunPage, ShowAgain

app_name = "analysis"
urlpatterns = [
    path("analysis/", home, name="home"),
    path("analysis/measures/", Catalogue.as_view(), name="measures"),
    path("analysis/measures/<slug:code>/", MeasurePage.as_view(), name="measure"),
    path("analysis/shows/<int:pk>/measures/", FiguresPage.as_view(), name="figures"),
    path("analysis/shows/<int:pk>/backtest/", BacktestPage.as_view(), name="backtest"),
    path("analysis/runs/", RunList.as_view(), name="runs"),
    path("analysis/runs/new/", AnalyseNow.as_view(), name="analyse"),
    path("analysis/runs/<int:pk>/", RunPage.as_view(), name="run"),
    path("analysis/runs/<int:pk>/show/", ShowAgain.as_view(), name="show_again"),
    path("analysis/jobs/<int:pk>/", JobProgress.as_view(), name="job"),
]
