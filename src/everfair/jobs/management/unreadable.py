"""What a command says of a file that it cannot read, or not write."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from everfair.intake.words import say
from everfair.tables import TableCode, TableError


def unreadable(file: Path, why: TableError | OSError) -> CommandError:
    if isinstance(why, OSError):
        return CommandError(
            _("%(file)s cannot be read: %(why)s") % {"file": file, "why": why.strerror}, returncode=2
        )
    if why.code is TableCode.FILE_MISSING:
        return CommandError(_("no such file: %(file)s") % {"file": file}, returncode=2)
    return CommandError(f"{file}: {say(str(why.code), why.params)}", returncode=2)


def unwritable(file: Path, why: OSError) -> CommandError:
    return CommandError(
        _("%(file)s cannot be written: %(why)s") % {"file": file, "why": why.strerror}, returncode=2
    )
