"""What is said of a measure, for people to read."""

from dataclasses import dataclass

from django.utils.functional import Promise

Word = str | Promise


@dataclass(frozen=True)
class Text:
    says: Word
    source: Word
    caveats: Word
    kin: tuple[tuple[str, Word], ...] = ()
    """Measures it is taken for, and how they differ."""
