from django.urls import path

from everfair.desk.value.ripple import RipplePage
from everfair.desk.value.suggestions import Suggestions
from everfair.desk.value.terms import Terms

app_name = "value"
urlpatterns = [
    path("shows/<int:pk>/terms/", Terms.as_view(), name="terms"),
    path("shows/<int:pk>/ripple/", RipplePage.as_view(), name="ripple"),
    path("shows/<int:pk>/suggestions/", Suggestions.as_view(), name="suggestions"),
]
