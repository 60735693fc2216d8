"""Peers that our figures stand beside: each lives in an environment of its own, made when it is first asked for."""

import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

FOLDER = Path("var/peers")
PINNED = {
    "lifetimes": ("lifetimes==0.11.3", "numpy<2", "pandas<2.2", "scipy<1.12"),
    "scikit-uplift": ("scikit-uplift==0.5.1", "scikit-learn<1.6"),
}


def asked(peer: str, program: str, *arguments: str) -> Any:
    """What the program, run with the peer installed, prints as its last line of JSON."""
    command = [str(python_with(peer)), "-c", program, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def python_with(peer: str) -> Path:
    place = FOLDER / peer
    python = place / "bin" / "python"
    if not (place / "ready").exists():
        print(f"  (installing {peer} beside, once)", file=sys.stderr)
        venv.create(place, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *PINNED[peer]]
        subprocess.run(install, check=True)
        (place / "ready").touch()
    return python.absolute()
