from django.urls import path

from everfair.ui import undoing, views

app_name = "ui"
urlpatterns = [
    path("palette/", views.palette_answers, name="palette"),
    path("theme/", views.choose_theme, name="theme"),
    path("language/", views.choose_language, name="language"),
    path("show/", views.choose_show, name="show"),
    path("undo/<str:token>/", undoing.undo, name="undo"),
    path("views/", views.save_view, name="views"),
    path("views/<int:pk>/delete/", views.delete_view, name="view"),
]
