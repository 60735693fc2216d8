from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The kinds of list that can be brought in."""

    PARTICIPATIONS = "participations", _("Participations")
    CONTACTS = "contacts", _("Contacts")
    INTERACTIONS = "interactions", _("Interactions")
    EDITIONS = "editions", _("Editions")
    LEDGER = "ledger", _("Ledger of relationships")
    REFERRALS = "referrals", _("Referrals")
    SUGGESTIONS = "suggestions", _("Suggestions")
    ANSWERS = "answers", _("Answers to surveys")
    RATINGS = "competitor-ratings", _("Ratings of competing shows")


class Origin(models.TextChoices):
    """Where a list comes from, as whoever brings it in says."""

    DIRECTORY = "directory", _("Directory provider")
    ASSOCIATION = "association", _("Association list")
    FORM = "form", _("Web form")
    REGISTRATION = "registration", _("Registration")
    SCANS = "scans", _("Badge scans")
    CALLS = "calls", _("Calls")
    SURVEY = "survey", _("Survey")
    STAFF = "staff", _("Notes of staff")
    PARTNER = "partner", _("Partner's system")
    OWN = "own", _("Own records")


# What they say shows in scores at once: their load asks for an analysis. Other lists wait for the next run.
ANALYSED = {Kind.PARTICIPATIONS, Kind.LEDGER, Kind.REFERRALS, Kind.SUGGESTIONS, Kind.ANSWERS, Kind.RATINGS}
