"""Files beside a batch's own, in which a dry run keeps what a load will do: gone as soon as nobody needs them."""

from collections.abc import Iterator
from pathlib import Path

SUFFIX = ".plan"


def plans_beside(path: Path) -> Iterator[Path]:
    return path.parent.glob(f"{path.name}.*{SUFFIX}")


def forget_plans(path: Path) -> None:
    """What names people is not kept longer than it is needed."""
    for plan in plans_beside(path):
        plan.unlink(missing_ok=True)
