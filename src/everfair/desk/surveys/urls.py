from django.urls import path

from everfair.desk.surveys import instruments, items, responses, topics

app_name = "surveys"
urlpatterns = [
    path("surveys/", instruments.InstrumentList.as_view(), name="home"),
    path("surveys/new/", instruments.InstrumentEdit.as_view(), name="instrument-new"),
    path("surveys/<int:pk>/", instruments.InstrumentPage.as_view(), name="instrument"),
    path("surveys/<int:pk>/edit/", instruments.InstrumentEdit.as_view(), name="instrument-edit"),
    path("surveys/<int:pk>/retire/", instruments.Retire.as_view(), name="instrument-retire"),
    path("surveys/<int:pk>/use/", instruments.Use.as_view(), name="instrument-use"),
    path("surveys/<int:pk>/items/new/", items.ItemPage.as_view(), name="item-new"),
    path("surveys/<int:pk>/items/<int:item>/", items.ItemPage.as_view(), name="item"),
    path("surveys/<int:pk>/items/<int:item>/remove/", items.Remove.as_view(), name="item-remove"),
    path("surveys/<int:pk>/items/<int:item>/move/", items.Move.as_view(), name="item-move"),
    path("surveys/topics/", topics.TopicList.as_view(), name="topics"),
    path("surveys/topics/new/", topics.TopicPage.as_view(), name="topic-new"),
    path("surveys/topics/<int:pk>/", topics.TopicPage.as_view(), name="topic"),
    path("surveys/topics/<int:pk>/retire/", topics.Retire.as_view(), name="topic-retire"),
    path("surveys/topics/<int:pk>/use/", topics.Use.as_view(), name="topic-use"),
    path("surveys/responses/", responses.ResponseList.as_view(), name="responses"),
    path("surveys/responses/<int:pk>/", responses.ResponsePage.as_view(), name="response"),
    path("surveys/responses/<int:pk>/remove/", responses.Remove.as_view(), name="response-remove"),
]
