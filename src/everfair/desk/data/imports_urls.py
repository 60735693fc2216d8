from django.urls import path

from everfair.desk.data import imports_batch as batch
from everfair.desk.data import imports_mapping as mapping
from everfair.desk.data import imports_taking as taking
from everfair.desk.data.imports_list import ImportList
from everfair.desk.data.imports_questions import choose
from everfair.desk.data.imports_report import refused_rows
from everfair.desk.data.imports_upload import upload

urlpatterns = [
    path("data/imports/", ImportList.as_view(), name="home"),
    path("data/imports/new/", upload, name="upload"),
    path("data/imports/<int:pk>/", batch.show, name="import"),
    path("data/imports/<int:pk>/columns/", mapping.settle, name="settle"),
    path("data/imports/<int:pk>/columns/again/", batch.columns_again, name="columns-again"),
    path("data/imports/<int:pk>/reading/", mapping.read_again, name="read-again"),
    path("data/imports/<int:pk>/questionnaire/", choose, name="questionnaire"),
    path("data/imports/<int:pk>/progress/", batch.progress, name="progress"),
    path("data/imports/<int:pk>/retry/", batch.retry, name="retry"),
    path("data/imports/<int:pk>/load/", batch.load, name="load"),
    path("data/imports/<int:pk>/drop/", batch.drop, name="drop"),
    path("data/imports/<int:pk>/editions/", batch.exclude, name="exclude"),
    path("data/imports/<int:pk>/refused.csv", refused_rows, name="refused-rows"),
    path("data/imports/<int:pk>/foresee/", taking.foresee, name="foresee"),
    path("data/imports/<int:pk>/leave/", taking.leave, name="leave"),
    path("data/imports/<int:pk>/take-back/", taking.take_back, name="take-back"),
    path("data/imports/<int:pk>/taken-back.csv", taking.report, name="taking-report"),
]
