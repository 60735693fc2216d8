import signal
from typing import Any

from django.core.management.base import CommandParser

from everfair.jobs.management.help import PlainHelp
from everfair.jobs.orphans import die_with_parent
from everfair.jobs.worker import Worker, give_way


class Command(PlainHelp):
    help = """Work off the queue of jobs: imports, analyses, exports.

    everfair worker            until stopped (Ctrl-C or SIGTERM); several may run side by side
    everfair worker --once     what is due now, then end"""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="work off what is due now, then end")
        parser.add_argument("--beside", action="store_true", help="end with the process that started it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["beside"]:
            die_with_parent()
        worker = Worker()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        if options["once"]:
            self.stdout.write(f"{worker.run_until_idle()} jobs worked off")
            return
        give_way()
        self.stdout.write("worker: waiting for jobs")
        worker.run()
        self.stdout.write("worker: stopped")
