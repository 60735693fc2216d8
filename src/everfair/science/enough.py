"""What is said when there is too little data for a figure."""


class NotEnough(Exception):
    """Too few observations for an answer; carries what there was and what it would take."""

    def __init__(self, n: float, needs: int, of: str = "observations") -> None:
        self.n = int(n)
        self.needs = needs
        self.of = of
        super().__init__(f"not enough: n={self.n}, needs about {needs} {of}")

    def to_dict(self) -> dict[str, object]:
        return {"not_enough": True, "n": self.n, "needs": self.needs, "of": self.of}
