"""`everfair import --take-back NUMBER`: what would go and what would stay, a question, and the act."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from everfair.intake.models import Batch, NotNow, Remaining
from everfair.intake.visible import batches
from everfair.intake.words import say
from everfair.intake.words_of_rows import called, figures_of, said_why
from everfair.jobs.management.asking import asked, must_be_answerable
from everfair.jobs.management.commands.export import account
from everfair.jobs.progress_bar import Bar
from everfair.jobs.taking_back.here import Revoker
from everfair.parties.models import Party
from everfair.shows.scope import scope_of
from everfair.tables.writing import write_csv
from everfair.ui.figures import number

SHOWN = 10


class TakingBack:
    def __init__(self, command: BaseCommand, options: dict[str, Any]) -> None:
        self.command, self.options = command, options
        self.by = account(options["user"]) if options["user"] else None

    def run(self) -> None:
        revoker = Revoker(self.batch(), self.by)
        if not (self.options["dry_run"] or self.options["yes"]):
            must_be_answerable()
        try:
            with Bar(self.command.stderr, _("Looking")) as bar:
                revoker.foresee(bar.show)
            self.decide(revoker)
        except NotNow:
            raise CommandError(_("Somebody decided on this list meanwhile.")) from None

    def batch(self) -> Batch:
        held = batches(scope_of(self.by)) if self.by else Batch.objects.all()
        batch = held.filter(pk=self.options["take_back"]).first()
        if batch is None:
            raise CommandError(_("There is no import %(number)s.") % {"number": self.options["take_back"]})
        if batch.state not in Batch.STANDING and not batch.is_stuck:
            told = {"number": batch.pk, "state": batch.get_state_display()}
            raise CommandError(_("Import %(number)s cannot be taken back: %(state)s.") % told)
        if batch.why_not_taken_back:
            raise CommandError(say(batch.why_not_taken_back, {}))
        return batch

    def decide(self, revoker: Revoker) -> None:
        self.tell(revoker.batch.counts["foreseen"], done=False)
        if self.options["dry_run"] or not (self.options["yes"] or asked(_("Take the import back? [y/N] "))):
            self.tell_remaining(revoker.batch)
            revoker.batch.leave()
            self.command.stdout.write(_("Nothing was changed."))
            return
        with Bar(self.command.stderr, _("Taking back")) as bar:
            revoker.take_back(bar.show)
        self.tell(revoker.batch.counts["taken"], done=True)
        self.tell_remaining(revoker.batch)

    def tell(self, told: dict[str, Any], *, done: bool) -> None:
        out = self.command.stdout
        out.write(_("The import was taken back:") if done else _("Taking the import back would do this:"))
        for label, go, stay in figures_of(told):
            words = _("  %(what)s: %(go)s go, %(stay)s stay")
            out.write(words % {"what": called(label), "go": number(go), "stay": number(stay)})

        for pk, count in told.get("to", {}).items():
            words = _(
                "  of what stays, import %(number)s tells too (%(count)s rows); it is that one's from then on"
            )
            out.write(words % {"number": pk, "count": number(count)})

    def tell_remaining(self, batch: Batch) -> None:
        for what, name, why in lines(batch, batch.remaining.all()[:SHOWN]):
            self.command.stdout.write(f"  {what} · {name}: {why}")
        if (count := batch.remaining.count()) > SHOWN:
            self.command.stdout.write(_("  ... and %(count)s more") % {"count": count - SHOWN})
        if file := self.options["remaining"]:
            head = [_("Kind"), _("Name"), _("Why it stays")]
            with file.open("wb") as stream:
                stream.writelines(write_csv([head, *lines(batch, batch.remaining.all())]))
            self.command.stdout.write(_("What stays: %(file)s") % {"file": file})


def lines(batch: Batch, rows: Any) -> Iterator[list[str]]:
    held: list[Remaining] = list(rows)
    parties = Party.objects.in_bulk({one.party_id for one in held if one.party_id})
    for one in held:
        yield [
            called(one.object_type),
            str(parties.get(one.party_id or 0) or f"#{one.object_id}"),
            said_why(one),
        ]
