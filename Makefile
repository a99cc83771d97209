# `make` lists what there is; docs/development.md says more.
.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

# Debian's own Python first; PYTHON=/path/to/python3 chooses another.
SYSTEM_PYTHON := $(or $(PYTHON),$(wildcard /usr/bin/python3),python3)
IN_VENV := .venv/bin/python

.PHONY: help setup setup-dev run dev test check bench quality lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv/ with what serving needs (the second time: nothing to do)
	@$(SYSTEM_PYTHON) scripts/bootstrap.py run

setup-dev:
	@$(SYSTEM_PYTHON) scripts/bootstrap.py dev

run: setup ## serve http://127.0.0.1:8000 with the demo organisation (PORT, DATABASE_URL, JIKIM_DATA_DIR)
	@$(IN_VENV) -m scripts.serve

dev: setup ## the same, showing edited lessons and templates without a restart
	@$(IN_VENV) -m scripts.serve --dev

test: setup-dev ## all tests on SQLite and PostgreSQL, browser, faults, coverage (PARTS="sqlite browser" for some)
	@$(IN_VENV) -m scripts.run_tests $(PARTS)

check: setup-dev ## format, lint, types, floors, templates, content, translations, house rules
	@$(IN_VENV) -m scripts.checks

bench: setup-dev ## measure the lesson page and the quiz against a bare page
	@$(IN_VENV) -m bench

quality: setup-dev ## the long forms of the reliability runs
	@$(IN_VENV) -m quality

lock: setup-dev ## lock the packages of requirements*.txt anew (UPGRADE=1: newest versions)
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-header --python $(SYSTEM_PYTHON) \
	  $(if $(UPGRADE),--upgrade) -o requirements.lock requirements.txt
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-header --python $(SYSTEM_PYTHON) \
	  $(if $(UPGRADE),--upgrade) -c requirements.lock -o requirements-dev.lock requirements-dev.txt

clean: ## remove .venv/ and caches; var/, where the database is, stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage* var/tests
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
