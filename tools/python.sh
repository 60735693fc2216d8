#!/bin/sh
# Print a Python of 3.11 or newer that can make virtual environments; the versions the wheels are known for come first.
for candidate in python3.11 python3.12 python3.13 python3 python; do
    "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
    echo "$candidate"
    exit 0
done
echo "Everfair needs Python 3.11 or newer, with venv (on Debian: apt-get install python3 python3-venv)." >&2
exit 1
