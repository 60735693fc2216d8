import secrets
import sys
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from everfair.jobs.management.help import PlainHelp

SEED = 2024
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(PlainHelp):
    help = """Load the demo show, analyse it, and serve it if you like.

    everfair demo                           once loaded it stays; asked again nothing changes
    everfair demo --serve --port 8000       and serve it with a worker beside
    everfair demo --organisations 50000     a larger one; up to a million
    everfair demo --check                   compare what the analysis found with what was planted
    everfair demo --clear                   remove all that the demo made, and nothing else"""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisations", type=int, default=1500, help="how many (default: 1500)")
        parser.add_argument("--seed", type=int, default=SEED, help="another seed, another show")
        parser.add_argument("--password", default="", help="of the demo's accounts (default: drawn)")
        parser.add_argument("--serve", action="store_true", help="serve it afterwards, with a worker")
        parser.add_argument("--port", type=int, default=8000, help="where to serve (default: 8000)")
        parser.add_argument("--check", action="store_true", help="compare with the planted truth")
        parser.add_argument("--clear", action="store_true", help="remove the demo")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if options["clear"]:
            self.clear()
            return
        self.load(options)
        if options["check"]:
            self.check_truth()
        if options["serve"]:
            call_command("serve", port=options["port"])

    def load(self, options: dict[str, Any]) -> None:
        from everfair.demo.models import DemoShow

        demo = DemoShow.loaded()
        if demo is not None and demo.finished_at is None:
            self.stdout.write("a demo was left half loaded: removing it first")
            self.clear()
            demo = None
        if demo is None:
            self.create(options)
        else:
            self.stdout.write(f"the demo of {demo.organisations:,} organisations is loaded already")
        self.tell_accounts()

    def create(self, options: dict[str, Any]) -> None:
        from everfair.demo.counts import counted
        from everfair.demo.loading import create

        if not 40 <= options["organisations"] <= 1_000_000:
            raise CommandError("--organisations must be between 40 and 1,000,000")
        begun = time.monotonic()
        password = options["password"] or "".join(secrets.choice(LETTERS) for _ in range(10))
        demo = create(options["organisations"], options["seed"], password, Progress(self.stderr).tell)
        self.stdout.write(f"loaded after {time.monotonic() - begun:.0f} s: {counted(demo)}")

    def clear(self) -> None:
        from everfair.demo.clearing import clear

        gone = clear(Progress(self.stderr).tell)
        self.stdout.write(f"removed: {gone}" if gone else "there is no demo here")

    def check_truth(self) -> None:
        from everfair.demo.checking import checked

        for line in checked():
            self.stdout.write(line)

    def tell_accounts(self) -> None:
        from everfair.house.models import DemoAccount

        accounts = list(DemoAccount.objects.select_related("user"))
        self.stdout.write("sign in as one of these, with the password in the last column:")
        for one in accounts:
            self.stdout.write(f"  {one.user.username:<10} {one.role:<10} {one.user.name}  {one.password}")


class Progress:
    """A bar on a terminal, a line for each thing done elsewhere."""

    def __init__(self, stream: Any) -> None:
        self.stream, self.what = stream, ""

    def tell(self, what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            filled = 24 * done // max(total, 1)
            self.stream.write(f"\r{'█' * filled}{'░' * (24 - filled)} {what:<50.50}", ending="")
            self.stream.flush()
            if done >= total:
                self.stream.write("\r" + " " * 80 + "\r", ending="")
        elif what != self.what:
            self.stream.write(what)
        self.what = what
