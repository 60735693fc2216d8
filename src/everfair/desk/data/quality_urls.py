from django.urls import path

from everfair.desk.data.quality_page import MeasureNow, OfSource, Progress, QualityPage

urlpatterns = [
    path("data/quality/", QualityPage.as_view(), name="quality"),
    path("data/quality/measure/", MeasureNow.as_view(), name="quality-measure"),
    path("data/quality/progress/<int:pk>/", Progress.as_view(), name="quality-progress"),
    path("data/quality/imports/<int:pk>/", OfSource.as_view(), name="quality-import"),
    path("data/quality/by-hand/", OfSource.as_view(), name="quality-hand"),
]
