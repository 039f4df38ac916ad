# make check     everything a change must pass: format, lint, types, layers, knowledge, tests
# make test      the tests alone             make nightly   the tests, and the long ones with a sample of the soak
# make soak      what takes longer than a night, in parts that remember that they are done: mutation, matrix, kills,
#                places, fuzzing, decisions; PARTS='kills fuzzing' runs only these, and what is done is done for this tree
# make matrix    the tests with the oldest and the newest releases that the bounds allow, under each Python that is here;
#                hours, and it goes on where it was stopped
# make reliability   docs/reliability.md, from what the soak measured
# make bench     start-up and latency        make wheel     a wheel in dist/
# make supply    the wheel, built twice and the same both times, with its bill of materials (CycloneDX) beside it in dist/,
#                and known weaknesses of what it needs, where a database can be asked
# make standalone   build/standalone/orderless: a folder that runs where no Python is, on the system it was made on
# make golden    the documents and screens that tests compare with, written anew: read the difference as prose before
#                you keep it
# make picture   the pictures in docs, from the real screens
# make site      build/site: the documentation as a site, to be read without a network
# make pages     docs/commands, a page for each command, from the program
# make setup     .venv with the developer's tools; every other target does it when needed
# make lock      requirements/, which holds the releases that setup and nightly install, anew: the newest that the bounds
#                in pyproject.toml allow, each with its hashes; look through what changed, and run `make check`
#
# A Python of 3.11 or newer is found by itself; PYTHON=… names another.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.dev-ready
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
UV := $(VENV)/uv/bin/uv
LOCK := $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--annotation-style line --no-config --custom-compile-command 'make lock' pyproject.toml

# `pip install .` puts a copy of the program into the same .venv; the tools need the working tree, so set up again then
COPY := $(wildcard $(VENV)/lib/python3*/site-packages/orderless/__init__.py)

.PHONY: check bench clean FORCE golden lock matrix nightly pages picture reliability setup site soak standalone supply test wheel
.DEFAULT_GOAL := check

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/orderless banks check
	$(BIN)/orderless -q banks test
	$(BIN)/python -X warn_default_encoding -W error::EncodingWarning -m orderless -q \
		interview --example late-notes --no-save >/dev/null
	$(BIN)/pytest -n auto --dist worksteal

test: $(READY)
	$(BIN)/pytest -n auto --dist worksteal

nightly: $(READY) $(SITE)
	$(PIP) install --require-hashes -r requirements/nightly.txt
	$(BIN)/python standalone/build.py
	$(BIN)/python tests/matrix.py --list
	@for program in chromium soffice; do command -v $$program >/dev/null || \
		echo "No $$program: its tests are left out (Debian: chromium, libreoffice-writer-nogui, libreoffice-calc-nogui, fonts-crosextra-carlito)." >&2; done
	HYPOTHESIS_PROFILE=night $(BIN)/pytest -n auto --dist worksteal
	$(BIN)/pytest -n auto --dist worksteal -m nightly
	PYTHONPATH=tests $(BIN)/python -m soak.mutation --few 20 --jobs 2

soak: $(READY)
	PYTHONPATH=tests $(BIN)/python -m soak $(PARTS)

reliability: $(READY)
	PYTHONPATH=tests $(BIN)/python -m soak.report

bench: $(READY)
	$(BIN)/python -m benchmarks

picture: $(READY)
	$(BIN)/python docs/picture.py

pages: $(READY)
	$(BIN)/python docs/command_pages.py

wheel: $(READY)
	rm -rf dist
	$(BIN)/hatchling build -t wheel -d dist

standalone: $(READY)
	$(BIN)/python standalone/build.py

golden: $(READY)
	ORDERLESS_GOLDEN=1 $(BIN)/pytest -q -n 0 tests/documents tests/terminal/test_cockpit_frame.py tests/cli/test_five_months.py \
		tests/cli/test_year_of_practice.py tests/cli/test_completion.py -k "golden or what_is_offered or read_as_they_were_read \
		or reads_as_it_was_read or readme or screen_is_what_it_was"
	git --no-pager diff --stat -- tests/documents/golden tests/terminal/golden tests/cli/five_months tests/cli/year_of_practice \
		README.md src/orderless/cli

# for every Python and system at once. The second file is the first with more, the third is for `make standalone`: one
# release of each package in all three
lock: $(READY) $(UV)
	$(LOCK) --extra dev -o requirements/dev.txt
	$(LOCK) --extra nightly -c requirements/dev.txt -o requirements/nightly.txt
	$(LOCK) --extra standalone -c requirements/dev.txt -o requirements/standalone.txt

matrix: $(READY) $(UV)
	$(BIN)/python tests/matrix.py

SITE := $(VENV)/site/bin/zensical

site: $(READY) $(SITE)
	$(SITE) build --clean --strict

$(SITE): | $(READY)
	$(BIN)/python -m venv --without-pip $(VENV)/site
	$(PIP) --python $(VENV)/site/bin/python install 'zensical>=0.0.73'  # as in pyproject.toml

SUPPLY := $(VENV)/supply/bin/cyclonedx-py

supply: $(READY) $(SUPPLY)
	$(BIN)/python tests/supply.py

$(SUPPLY): | $(READY)
	$(BIN)/python -m venv --without-pip $(VENV)/supply
	$(PIP) --python $(VENV)/supply/bin/python install 'cyclonedx-bom>=7' 'pip-audit>=2.9'

$(UV): | $(READY)
	$(PIP) install --target $(VENV)/uv 'uv>=0.5'

setup: $(READY)

# the locked releases first, and the project with nothing of its own choice: the same tools for everybody
$(READY): pyproject.toml requirements/dev.txt $(if $(COPY),FORCE)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
		for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
			$$python -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
			echo "$$python -m venv $(VENV)"; \
			exec $$python -m venv --clear $(VENV); \
		done; \
		echo "orderless needs Python 3.11 or newer with venv and pip (on Debian and Ubuntu: python3-venv)." >&2; \
		exit 1; }
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

clean:
	rm -rf $(VENV) .cache .soak dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
