"""The real data sets, where they lie beside the checkout or EVERFAIR_SHARED_DATA says."""

import os
from pathlib import Path

DATA = Path(os.environ.get("EVERFAIR_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


def is_here() -> bool:
    """Says so where it is not."""
    if not DATA.is_dir():
        print(f"  (no real data sets at {DATA}: left out)")
    return DATA.is_dir()
