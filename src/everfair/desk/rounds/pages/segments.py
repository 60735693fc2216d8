"""The segments of a draft: added, changed, put in order, taken away, with live counts."""

from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from everfair.desk.rounds import answers, words
from everfair.desk.rounds.access import Planning
from everfair.desk.rounds.forms import SegmentForm
from everfair.desk.rounds.pages.acts import difference, locked
from everfair.journal.models import StaleEdit
from everfair.loop.models import NotADraft, Segment
from everfair.loop.plan import would_take
from everfair.loop.telling import Telling
from everfair.ui.toasts import toast


class OfSegment(Planning):
    """Something about one segment of the round (`segment` in the address; without it, one to be added)."""

    @cached_property
    def segment(self) -> Segment:
        key = self.kwargs.get("segment")
        if key is None:
            return Segment(round=self.round)
        found = get_object_or_404(self.round.segments.all(), pk=key)
        found.round = self.round
        return found

    def board(self, *, dialog: bool = False) -> HttpResponse:
        self.round.refresh_from_db(fields=["state"])
        return answers.board(self.request, self.round, self.may_plan, dialog=dialog)


class EditSegment(OfSegment):
    def get(self, request: HttpRequest, pk: int, segment: int | None = None) -> HttpResponse:
        return self.dialog(SegmentForm(of=self.segment))

    def post(self, request: HttpRequest, pk: int, segment: int | None = None) -> HttpResponse:
        form = SegmentForm(request.POST, of=self.segment)
        if not form.is_valid():
            return self.dialog(form, 422)
        try:
            self.write(form)
        except NotADraft:
            return locked(request)
        except StaleEdit as stale:
            return self.dialog(SegmentForm(of=self.segment), 422, stale)
        return self.board(dialog=True)

    def write(self, form: SegmentForm) -> None:
        if self.segment._state.adding:
            self.round.add_segment(by=self.person, **form.values)
            return
        seen = form.cleaned_data["version"] or self.segment.version
        self.round.edit_segment(self.segment, by=self.person, seen=seen, **form.values)

    def dialog(self, form: SegmentForm, status: int = 200, stale: StaleEdit | None = None) -> HttpResponse:
        counts = counted(self.segment)
        context = {
            "form": form,
            "round": self.round,
            "segment": self.segment,
            "difference": difference(stale),
        }
        return render(self.request, "rounds/_segment.html", context | counts, status=status)


class CountSegment(OfSegment):
    """How many customers would fall into the segment as the form stands, and how many into none."""

    def get(self, request: HttpRequest, pk: int, segment: int | None = None) -> HttpResponse:
        form = SegmentForm(request.GET, of=self.segment)
        form.is_valid()
        values = form.values | {"zh": self.segment.zh, "en": self.segment.en}
        for name, value in values.items():
            setattr(self.segment, name, value)
        return render(request, "rounds/_count.html", counted(self.segment))


def counted(segment: Segment) -> dict[str, object]:
    found = would_take(segment.round, segment)
    here = found.get(segment.pk or 0, 0)
    out = segment.held_out_of(here)
    return {"here": here, "rest": found.get(None, 0), "telling": words.telling(Telling(here - out, out))}


class RemoveSegment(OfSegment):
    def post(self, request: HttpRequest, pk: int, segment: int) -> HttpResponse:
        try:
            self.round.remove_segment(self.segment, by=self.person)
        except NotADraft:
            return locked(request)
        toast(request, _("Segment removed."))
        return self.board()


class MoveSegment(OfSegment):
    """One place up or down: the way without a mouse."""

    def post(self, request: HttpRequest, pk: int, segment: int) -> HttpResponse:
        try:
            self.round.move_segment(self.segment, -1 if request.POST.get("to") == "up" else 1, by=self.person)
        except NotADraft:
            return locked(request)
        return self.board()


class OrderSegments(OfSegment):
    """The order after dragging."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        keys = [int(key) for key in request.POST.getlist("segment") if key.isdecimal() and len(key) < 19]
        try:
            self.round.put_in_order(keys, by=self.person)
        except NotADraft:
            return locked(request)
        return self.board()
