"""Why a decision about who is who could not be carried out. Code and parameters; `reasons.words` speaks them."""

from typing import Any


class Refusal(Exception):
    """Nothing was written. `code` and `params` say why."""

    code = "refused"

    def __init__(self, **params: Any) -> None:
        super().__init__(f"{self.code} {params}")
        self.params = params


class SameParty(Refusal):
    """The two are one already: one and the same, or merged meanwhile."""

    code = "same_party"


class MergedAway(Refusal):
    """One of them was merged into another party meanwhile."""

    code = "merged_away"


class KindsDiffer(Refusal):
    """A person and an organisation are never one."""

    code = "kinds_differ"


class WasKeptApart(Refusal):
    """Somebody decided that the two are not the same."""

    code = "was_kept_apart"


class NoOrganisation(Refusal):
    """Only organisations are linked; persons work for them."""

    code = "no_organisation"


class GoesRound(Refusal):
    """The parent belongs to the child already."""

    code = "goes_round"


class AlreadyDecided(Refusal):
    """Somebody decided about the pair meanwhile."""

    code = "already_decided"
