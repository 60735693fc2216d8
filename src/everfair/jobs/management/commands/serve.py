import os
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser

from everfair.jobs.beside import House
from everfair.jobs.management.help import PlainHelp


class Command(PlainHelp):
    help = """Serve the pages, with a worker beside them.

    everfair serve                   http://127.0.0.1:8000
    everfair serve --port 9000       (or PORT=9000)
    everfair serve --host 0.0.0.0 --workers 4"""

    def add_arguments(self, parser: CommandParser) -> None:
        port = int(os.environ.get("PORT", "8000"))
        parser.add_argument("--port", type=int, default=port, help="default: PORT, or 8000")
        parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: 127.0.0.1)")
        parser.add_argument("--workers", type=int, default=2, help="processes that answer (default: 2)")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        self.stdout.write(f"Everfair: http://{options['host']}:{options['port']}")
        self.stdout.flush()
        code = House(options["host"], options["port"], options["workers"]).run()
        if code:
            raise SystemExit(code)
