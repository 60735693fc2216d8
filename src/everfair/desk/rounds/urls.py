from django.urls import path

from everfair.desk.rounds.pages import acts, choosing, customers, listing, page, playbook, segments

app_name = "rounds"
urlpatterns = [
    path("rounds/", listing.RoundList.as_view(), name="list"),
    path("rounds/new/", listing.DraftPage.as_view(), name="new"),
    path("rounds/<int:pk>/", page.RoundPage.as_view(), name="round"),
    path("rounds/<int:pk>/edit/", acts.Edit.as_view(), name="edit"),
    path("rounds/<int:pk>/start/", acts.Start.as_view(), name="start"),
    path("rounds/<int:pk>/starting/", acts.Starting.as_view(), name="starting"),
    path("rounds/<int:pk>/withdraw/", acts.Withdraw.as_view(), name="withdraw"),
    path("rounds/<int:pk>/close/", acts.Close.as_view(), name="close"),
    path("rounds/<int:pk>/reopen/", acts.Reopen.as_view(), name="reopen"),
    path("rounds/<int:pk>/discard/", acts.Discard.as_view(), name="discard"),
    path("rounds/<int:pk>/planning/", acts.PlanProgress.as_view(), name="planning"),
    path("rounds/<int:pk>/plan/", acts.PlanAgain.as_view(), name="plan"),
    path("rounds/<int:pk>/results/", acts.TellAgain.as_view(), name="results"),
    path("rounds/<int:pk>/telling/", acts.Telling.as_view(), name="telling"),
    path("rounds/<int:pk>/scores/", acts.TakeScores.as_view(), name="scores"),
    path("rounds/<int:pk>/customers/", customers.customers_of, name="members"),
    path("rounds/<int:pk>/segments/new/", segments.EditSegment.as_view(), name="segment-new"),
    path("rounds/<int:pk>/segments/new/count/", segments.CountSegment.as_view(), name="segment-new-count"),
    path("rounds/<int:pk>/segments/order/", segments.OrderSegments.as_view(), name="segments-order"),
    path("rounds/<int:pk>/segments/<int:segment>/", segments.EditSegment.as_view(), name="segment"),
    path(
        "rounds/<int:pk>/segments/<int:segment>/count/", segments.CountSegment.as_view(), name="segment-count"
    ),
    path(
        "rounds/<int:pk>/segments/<int:segment>/remove/",
        segments.RemoveSegment.as_view(),
        name="segment-remove",
    ),
    path("rounds/<int:pk>/segments/<int:segment>/move/", segments.MoveSegment.as_view(), name="segment-move"),
    path("rounds/<int:pk>/segments/<int:segment>/plays/", choosing.ChoosePlays.as_view(), name="choose"),
    path("rounds/<int:pk>/segments/<int:segment>/plays/<int:use>/", choosing.Terms.as_view(), name="terms"),
    path("playbook/", playbook.Playbook.as_view(), name="playbook"),
    path("playbook/new/", playbook.PlayPage.as_view(), name="play-new"),
    path("playbook/<int:pk>/", playbook.PlayPage.as_view(), name="play"),
    path("playbook/<int:pk>/retire/", playbook.Retire.as_view(), name="retire"),
    path("playbook/<int:pk>/unretire/", playbook.Unretire.as_view(), name="unretire"),
]
