from django.urls import URLPattern, URLResolver, include, path

from everfair.desk.customers import adding, checking, dealings, edits, links, people, standing, taking_part
from everfair.desk.customers.board import views as board
from everfair.desk.customers.everyone import Everyone
from everfair.desk.customers.file.page import CustomerFile, Further
from everfair.desk.customers.listing.page import CustomerList
from everfair.desk.customers.worth import entries, referrals, suggestions
from everfair.desk.customers.worth.ledger_page import LedgerPage

of_customer: list[URLPattern | URLResolver] = [
    path("", CustomerFile.as_view(), name="file"),
    path("further/", Further.as_view(), name="further"),
    path("write/", dealings.Write.as_view(), name="write"),
    path("dealings/<int:row>/", dealings.EditDealing.as_view(), name="dealing"),
    path("tasks/<int:row>/", dealings.CompleteTask.as_view(), name="task"),
    path("tasks/<int:row>/call-off/", dealings.CallOff.as_view(), name="call_off"),
    path("names/", edits.Names.as_view(), name="names"),
    path("names/<int:row>/remove/", edits.RemoveName.as_view(), name="remove_name"),
    path("contacts/", edits.AddContact.as_view(), name="contacts"),
    path("contacts/<int:row>/remove/", edits.RemoveContact.as_view(), name="remove_contact"),
    path("contacts/<int:row>/verify/", checking.Verify.as_view(), name="verify_contact"),
    path("contacts/<int:row>/refute/", checking.Refute.as_view(), name="refute_contact"),
    path("details/", edits.Details.as_view(), name="details"),
    path("note/", edits.StandingNote.as_view(), name="note"),
    path("stop/", edits.LeaveAlone.as_view(), {"wanted": True}, name="stop"),
    path("contact-again/", edits.LeaveAlone.as_view(), {"wanted": False}, name="contact_again"),
    path("consents/", edits.GiveConsent.as_view(), name="consents"),
    path("consents/<int:row>/withdraw/", edits.WithdrawConsent.as_view(), name="withdraw"),
    path("ids/", edits.AddExternalId.as_view(), name="ids"),
    path("ids/<int:row>/remove/", edits.RemoveExternalId.as_view(), name="remove_id"),
    path("links/<int:row>/remove/", links.RemoveLink.as_view(), name="remove_link"),
    path("roles/", edits.AddRole.as_view(), name="roles"),
    path("roles/<int:row>/remove/", edits.RemoveRole.as_view(), name="remove_role"),
    path("people/", people.AddPerson.as_view(), name="people"),
    path("people/<int:row>/", people.EditWork.as_view(), name="work"),
    path("people/<int:row>/left/", people.Leave.as_view(), name="left"),
    path("participations/", taking_part.AddParticipation.as_view(), name="participations"),
    path("participations/<int:row>/", taking_part.EditParticipation.as_view(), name="participation"),
    path("participations/<int:row>/stands/", taking_part.AddStand.as_view(), name="stands"),
    path("participations/<int:row>/cancel/", taking_part.Cancel.as_view(), name="cancel"),
    path("stands/<int:row>/remove/", taking_part.RemoveStand.as_view(), name="remove_stand"),
    path("owner/<int:row>/", standing.ChangeOwner.as_view(), name="owner"),
    path("stage/<int:row>/", standing.Overrule.as_view(), name="overrule"),
    path("ledger/<int:relationship>/", LedgerPage.as_view(), name="ledger"),
    path("ledger/<int:relationship>/add/", entries.AddEntry.as_view(), name="entry_new"),
    path("ledger/<int:relationship>/<int:row>/", entries.EditEntry.as_view(), name="entry"),
    path("ledger/<int:relationship>/<int:row>/remove/", entries.RemoveEntry.as_view(), name="entry_remove"),
    path("referrals/<int:relationship>/add/", referrals.AddReferral.as_view(), name="referral_new"),
    path("referrals/<int:relationship>/whom/", referrals.Whom.as_view(), name="whom"),
    path("referrals/<int:relationship>/<int:row>/", referrals.EditReferral.as_view(), name="referral"),
    path(
        "referrals/<int:relationship>/<int:row>/remove/",
        referrals.RemoveReferral.as_view(),
        name="referral_remove",
    ),
    path("suggestions/<int:relationship>/add/", suggestions.AddSuggestion.as_view(), name="suggestion_new"),
    path(
        "suggestions/<int:relationship>/<int:row>/", suggestions.AnswerSuggestion.as_view(), name="suggestion"
    ),
    path(
        "suggestions/<int:relationship>/<int:row>/remove/",
        suggestions.RemoveSuggestion.as_view(),
        name="suggestion_remove",
    ),
    path("stage/<int:row>/lift/", standing.Lift.as_view(), name="lift"),
]
customers: list[URLPattern | URLResolver] = [
    path("", CustomerList.as_view(), name="list"),
    path("everyone/", Everyone.as_view(), name="everyone"),
    path("new/", adding.AddCustomer.as_view(), name="new"),
    path("alike/", adding.alike, name="alike"),
    path("<int:pk>/", include(of_customer)),
]
relationships: list[URLPattern | URLResolver] = [
    path("", board.board, name="board"),
    path("flows/", board.flows, name="flows"),
    path("ladder/", board.ladder, name="ladder"),
]
urlpatterns = [
    path("customers/", include((customers, "customers"))),
    path("relationships/", include((relationships, "relationships"))),
]
