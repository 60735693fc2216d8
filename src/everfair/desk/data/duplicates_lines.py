"""Where the house draws the lines between certain, doubtful and different, and what they would do: seen before they
are drawn, and changed without merging anything."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods

from everfair.desk.data.duplicates_access import Asking
from everfair.desk.data.duplicates_joining import last_of, progress
from everfair.desk.data.scores import draw
from everfair.journal.models import Entry, StaleEdit
from everfair.parties import joining, reasons
from everfair.parties.agreement import agreement
from everfair.parties.duplicates import UNDECIDED
from everfair.parties.models import LinkageModel, Party, PossibleDuplicate, Thresholds
from everfair.ui import undoing
from everfair.ui.asking import person_of
from everfair.ui.toasts import toast

SHOWN = REASONS = 4
PAST = 6


class LinesForm(forms.Form):
    """In per cent, as people speak of likeness."""

    certain = forms.FloatField(label=_l("Certain from"), min_value=0, max_value=100)
    doubtful = forms.FloatField(label=_l("Asked about from"), min_value=0, max_value=100)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "certain" in given and "doubtful" in given and given["doubtful"] > given["certain"]:
            raise forms.ValidationError(
                _("What is certain is asked about too: the second line cannot be above.")
            )
        return given

    @property
    def lines(self) -> Thresholds:
        given = self.cleaned_data
        return Thresholds(round(given["certain"] / 100, 6), round(given["doubtful"] / 100, 6))


def example(pair: PossibleDuplicate) -> dict[str, Any]:
    """Its foremost reasons. One that speaks against it is always told: it is why a person is asked, however alike
    the two are."""
    told = reasons.weighed(pair.reasons)
    against = [reason for reason in told if reason.side == "against"]
    shown = told[:REASONS] if against == [] else [*told[: REASONS - 1], against[0]]
    return {"pair": pair, "reasons": list(dict.fromkeys(shown)), "is_left": joining.is_contradicted(pair)}


@dataclass(frozen=True)
class Room:
    """One kind of party: what is known of matching it, and the pairs of it on file."""

    asking: Asking
    kind: str
    model: LinkageModel

    @classmethod
    def of(cls, request: HttpRequest) -> "Room":
        asking = Asking(request)
        if not asking.may_draw_lines:
            raise Http404
        kind = request.GET.get("kind") or Party.Kind.ORGANISATION.value
        if kind not in Party.Kind.values:
            raise Http404
        held = LinkageModel.objects.defer("parameters").filter(kind=kind).first()
        return cls(asking, kind, held or LinkageModel(kind=kind))

    @property
    def address(self) -> str:
        return f"{reverse('data:duplicates-lines')}?kind={self.kind}"

    @property
    def pairs(self) -> QuerySet[PossibleDuplicate]:
        same = self.asking.pairs.filter(asks=PossibleDuplicate.Asks.SAME)
        return same.filter(first__kind=self.kind, state__in=UNDECIDED)

    def effect(self, lines: Thresholds) -> dict[str, int]:
        """How many pairs on file the lines would join, leave to people in spite of their score, ask about, and
        not ask about."""
        high, low = Q(score__gte=lines.certain), Q(score__gte=lines.doubtful, score__lt=lines.certain)
        against = joining.contradicted()
        return self.pairs.order_by().aggregate(
            certain=Count("pk", filter=high & ~against),
            held=Count("pk", filter=high & against),
            asked=Count("pk", filter=low),
            below=Count("pk", filter=Q(score__lt=lines.doubtful)),
        )

    def examples(self, lines: Thresholds) -> list[dict[str, Any]]:
        """Pairs next to each line, on either side of it."""
        sure = self.pairs.exclude(joining.contradicted())
        return [
            {
                "title": _("Just above: certain"),
                "pairs": self._nearest(sure.filter(score__gte=lines.certain), "score"),
            },
            {
                "title": _("Just below: a person is asked"),
                "pairs": self._nearest(
                    self.pairs.filter(score__lt=lines.certain, score__gte=lines.doubtful), "-score"
                ),
            },
            {
                "title": _("The last that are asked about"),
                "pairs": self._nearest(
                    self.pairs.filter(score__lt=lines.certain, score__gte=lines.doubtful), "score"
                ),
            },
            {
                "title": _("The first that are not asked about"),
                "pairs": self._nearest(self.pairs.filter(score__lt=lines.doubtful), "-score"),
            },
        ]

    def _nearest(self, pairs: QuerySet[PossibleDuplicate], order: str) -> list[dict[str, Any]]:
        found = pairs.select_related("first", "second").order_by(order, "pk")[:SHOWN]
        return [example(pair) for pair in found]

    @property
    def bins(self) -> list[tuple[float, float, int]]:
        """Of the last run over the whole house; before one, of the pairs on file."""
        return self.model.bins or self._bins_on_file()

    def _bins_on_file(self) -> list[tuple[float, float, int]]:
        edges = LinkageModel.EDGES
        gaps = list(pairwise(edges))
        within = {
            f"b{place}": Count(
                "pk", filter=Q(score__gte=low) & (Q(score__lt=high) | Q(score=high, score__gte=1))
            )
            for place, (low, high) in enumerate(gaps)
        }
        counted = self.pairs.order_by().aggregate(**within)
        return [(low, high, counted[f"b{place}"]) for place, (low, high) in enumerate(gaps)]

    def past(self) -> list[dict[str, Any]]:
        """Who drew the lines, from where to where."""
        if self.model._state.adding:
            return []
        told = Entry.objects.filter(verb="linkage.draw", object_id=self.model.pk).select_related("actor")
        return [
            {
                "entry": entry,
                "before": Thresholds(*entry.params["before"]),
                "after": Thresholds(entry.params["certain"], entry.params["doubtful"]),
            }
            for entry in told.order_by("-pk")[:PAST]
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def lines(request: HttpRequest) -> HttpResponseBase:
    room = Room.of(request)
    if request.method == "POST":
        return drawn(request, room)
    form = LinesForm(_asked(request, room))
    here = form.lines if form.is_valid() else room.model.thresholds
    if request.headers.get("HX-Target") == "lines-effect":
        return render(request, "desk_data/duplicates/_lines_effect.html", effect(room, here, form))
    return render(request, "desk_data/duplicates/lines.html", whole(room, here, form))


def _asked(request: HttpRequest, room: Room) -> dict[str, Any]:
    """The lines looked at; without any, those of the house."""
    stand = room.model.thresholds
    told = {
        "certain": percent(stand.certain),
        "doubtful": percent(stand.doubtful),
        "seen": room.model.version,
    }
    return told | {name: request.GET[name] for name in ("certain", "doubtful") if request.GET.get(name)}


def percent(share: float) -> str:
    """As an input of numbers takes it."""
    return f"{share * 100:.4f}".rstrip("0").rstrip(".")


def whole(room: Room, here: Thresholds, form: LinesForm) -> dict[str, Any]:
    job = last_of(room.asking)
    return effect(room, here, form) | {
        "kinds": Party.Kind.choices,
        "agreement": agreement(room.kind, room.model.thresholds),
        "past": room.past(),
        "progress": progress(job) if job is not None else None,
        "certain_now": joining.certain(kind=room.kind).count(),
    }


def effect(room: Room, here: Thresholds, form: LinesForm) -> dict[str, Any]:
    stand = room.model.thresholds
    now, then = room.effect(stand), room.effect(here)
    return {
        "room": room,
        "model": room.model,
        "form": form,
        "here": here,
        "stand": stand,
        "is_moved": here != stand,
        "effect": [
            {"code": code, "n": then[code], "more": then[code] - now[code], "less": now[code] - then[code]}
            for code in ("certain", "held", "asked", "below")
        ],
        "would_join": then["certain"],
        "picture": draw(room.bins, here),
        "bins": room.bins,
        "examples": room.examples(here),
    }


def drawn(request: HttpRequest, room: Room) -> HttpResponseBase:
    form = LinesForm(request.POST)
    if not form.is_valid():
        return render(
            request, "desk_data/duplicates/lines.html", whole(room, room.model.thresholds, form), status=422
        )
    if "look" in request.POST:
        return redirect(
            f"{room.address}&certain={percent(form.lines.certain)}&doubtful={percent(form.lines.doubtful)}"
        )
    try:
        before = LinkageModel.draw_lines(
            room.kind, form.lines, by=person_of(request), seen=form.cleaned_data["seen"]
        )
    except StaleEdit as stale:
        return overtaken(request, room, form, stale)
    if before != form.lines:
        kept = [room.kind, before.certain, before.doubtful, form.cleaned_data["seen"] + 1]
        toast(
            request,
            _("The lines are drawn anew. Nothing was merged by that."),
            undo=undoing.keep(request, "duplicates.lines", kept),
        )
    return redirect(room.address)


def overtaken(request: HttpRequest, room: Room, form: LinesForm, stale: StaleEdit) -> HttpResponseBase:
    """Somebody drew them meanwhile: theirs beside yours, and the next save counts from theirs."""
    theirs = [(name, percent(now), percent(wanted)) for name, (now, wanted) in stale.difference.items()]
    words = {"certain_from": _("Certain from"), "doubtful_from": _("Asked about from")}
    again = LinesForm({**request.POST.dict(), "seen": room.model.version})
    again.is_valid()
    context = whole(room, form.lines, again)
    context["difference"] = [(words[name], f"{now} %", f"{wanted} %") for name, now, wanted in theirs]
    return render(request, "desk_data/duplicates/lines.html", context, status=409)


@undoing.way_back("duplicates.lines")
def take_back(request: HttpRequest, told: Any) -> None:
    kind, certain, doubtful, seen = told
    if not Asking(request).may_draw_lines:
        raise LinkageModel.DoesNotExist
    LinkageModel.draw_lines(kind, Thresholds(certain, doubtful), by=person_of(request), seen=seen)
