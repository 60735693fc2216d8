#!/bin/sh
# Write requirements/*.txt again from pyproject.toml, with hashes and without the address of any registry.
set -eu
lock() {
    .venv/bin/uv pip compile pyproject.toml -q --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@"
}
lock -o requirements/base.txt
lock --group dev -c requirements/base.txt -o requirements/dev.txt
lock --extra spark -c requirements/dev.txt -o requirements/spark.txt
