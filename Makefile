# `make demo` and `make test` do everything from a clean clone; the rest are their parts.
PORT ?= 8000
PYTHON ?= $(shell tools/python.sh)
BIN := .venv/bin
TESTS := $(BIN)/pytest -n $(or $(WORKERS),2) --dist worksteal

.PHONY: setup system spark assets messages demo run check test bench bench-spark spark-cluster lock
.NOTPARALLEL:

setup: .venv/.installed assets ## everything Python and the browser need, into .venv and static
	@$(BIN)/python tools/messages.py compile

.venv/.installed: requirements/dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

assets: .venv/.installed
	@$(BIN)/python tools/assets.py

.venv/.spark: requirements/spark.txt .venv/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/spark.txt
	@touch $@

spark: .venv/.spark ## the second engine; `make system` sees to its Java

system: ## Chromium, fonts, gettext, PostgreSQL and Java, where apt-get may install them
	@tools/system.sh

demo: setup ## the demo show, analysed and served with a worker
	$(BIN)/everfair demo --serve --port $(PORT)

run: setup ## your own house
	$(BIN)/everfair serve --port $(PORT)

check: system setup ## lint, types, contracts, migrations, translations, documents
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	EVERFAIR_DATA=var/check $(BIN)/django-admin makemigrations --check --dry-run --settings everfair.settings
	$(BIN)/python tools/messages.py check
	$(BIN)/pytest -q tests/house/test_docs.py

test: check spark ## all tests: on SQLite, then what meets the database on PostgreSQL and in the browser
	env -u DATABASE_URL $(TESTS) -m "not browser"
	$(BIN)/python tools/postgres.py -- $(TESTS) --touching-database

bench: setup
	$(BIN)/python -m bench.run

bench-spark: system setup spark ## the same steps on DuckDB, on Spark, and on a cluster of it, over two million facts
	$(BIN)/python -m bench.run spark

spark-cluster: system setup spark ## a master and two workers on loopback, until Ctrl-C
	$(BIN)/python -m tools.spark

messages: setup system ## write new words of every app into its catalogue, then compile
	$(BIN)/python tools/messages.py update compile

lock: .venv/.installed
	tools/lock.sh
