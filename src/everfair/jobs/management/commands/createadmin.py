import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from everfair import journal
from everfair.house.models import DemoAccount, User
from everfair.jobs.management.help import PlainHelp
from everfair.shows.models import Membership

ROLES = (Membership.Role.ADMIN, Membership.Role.DIRECTOR)


class Command(PlainHelp):
    help = """Make the first account: administrator, and director of all series.

    everfair createadmin mei mei@example.org                     asks for the password
    everfair createadmin mei mei@example.org --name 梅主任
    everfair createadmin mei mei@example.org --password-stdin < password.txt"""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="to sign in with")
        parser.add_argument("email", help="e-mail address")
        parser.add_argument("--name", default="", help="as colleagues see it (default: the user name)")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User(username=options["username"], email=options["email"], name=options["name"])
        self.must_be_possible(user)
        password = typed(options["password_stdin"])
        try:
            validate_password(password, user)
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from None
        self.make(user, password)
        self.stdout.write(f"{user.username} may sign in now: administrator, and director of all series")
        if DemoAccount.objects.exists():
            self.stdout.write(
                "the demo's accounts still open this house; `everfair demo --clear` removes them"
            )

    def must_be_possible(self, user: User) -> None:
        try:
            validate_email(user.email)
            user.clean_fields(exclude=["password"])
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from None
        if User.objects.filter(username__iexact=user.username).exists():
            raise CommandError(f"there is an account {user.username!r} already")

    @transaction.atomic
    def make(self, user: User, password: str) -> None:
        user.set_password(password)
        user.save()
        for role in ROLES:
            Membership.objects.create(user=user, role=role)
        journal.record("user.add", user, params={"roles": [str(role) for role in ROLES]})


def typed(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Once more: "):
        raise CommandError("the two passwords differ")
    return password
