from django.urls import path

from everfair.desk.shows.cockpit.page import Cockpit, chosen_show
from everfair.desk.shows.editing import (
    EditEdition,
    EditSeries,
    MoveEdition,
    NewEdition,
    NewSeries,
    NextEdition,
    Remove,
)
from everfair.desk.shows.listing import ShowList
from everfair.desk.shows.series_page import SeriesPage

app_name = "shows"
edition = "shows/<int:pk>/editions/<int:edition>/"
urlpatterns = [
    path("shows/", ShowList.as_view(), name="list"),
    path("shows/cockpit/", chosen_show, name="cockpit"),
    path("shows/new/", NewSeries.as_view(), name="new"),
    path("shows/<int:pk>/", SeriesPage.as_view(), name="series"),
    path("shows/<int:pk>/edit/", EditSeries.as_view(), name="series_edit"),
    path("shows/<int:pk>/remove/", Remove.as_view(), name="series_remove"),
    path("shows/<int:pk>/editions/new/", NewEdition.as_view(), name="edition_new"),
    path("shows/<int:pk>/editions/next/", NextEdition.as_view(), name="edition_next"),
    path(edition, Cockpit.as_view(), name="edition"),
    path(f"{edition}edit/", EditEdition.as_view(), name="edition_edit"),
    path(f"{edition}move/", MoveEdition.as_view(), name="edition_move"),
    path(f"{edition}remove/", Remove.as_view(), name="edition_remove"),
]
