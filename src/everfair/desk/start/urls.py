from django.urls import path

from everfair.desk.start import desk, outcomes, reading, tasks

app_name = "start"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("tasks/", tasks.TaskList.as_view(), name="tasks"),
    path("tasks/<int:pk>/outcome/", outcomes.RecordOutcome.as_view(), name="outcome"),
    path("tasks/<int:pk>/reopen/", outcomes.ReopenTask.as_view(), name="reopen"),
    path("how-it-flows/", reading.how_it_flows, name="how-it-flows"),
]
