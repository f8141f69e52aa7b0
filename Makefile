# Needs python3 (3.11 or newer) and make; every target sets up what it uses in .venv.
# Another interpreter: make PYTHON=python3.13 test (after `make clean`, when .venv exists).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
CHECKED := $(wildcard src tests bench docs .ci)
# Runs a command in silence; its output is shown only when it fails.
QUIETLY := quietly() { out=$$("$$@" 2>&1) || { code=$$?; printf '%s\n' "$$out" >&2; return $$code; }; }; quietly

.PHONY: help demo test lint bench docs requirements clean
.DELETE_ON_ERROR:

help:
	@echo 'make demo          the main job on stand-in sources, from fetch to verdict'
	@echo 'make test          lint, types, layers and all tests'
	@echo 'make lint          ruff and import-linter alone'
	@echo 'make bench         the measurements of bench/, written to bench/results/'
	@echo 'make docs          the documentation as a site in build/site'
	@echo 'make requirements  pin what pyproject.toml asks for (maintainers; needs the network)'
	@echo 'make clean         remove .venv, caches and built files'

demo: $(VENV)/.project
	@$(BIN)/verify demo

test: lint
	@$(BIN)/mypy
	@$(BIN)/pytest

lint: $(VENV)/.project
	@$(BIN)/ruff check --quiet $(CHECKED)
	@$(BIN)/ruff format --check --quiet $(CHECKED)
	@$(BIN)/lint-imports --no-cache

bench: $(VENV)/.project
	@$(BIN)/python -m bench.help
	@$(BIN)/python -m bench.judge
	@$(QUIETLY) $(PIP) install --no-deps --require-hashes -r requirements/bench.txt
	@$(BIN)/python -m bench.match
	@$(BIN)/python -m bench.extract
	@$(BIN)/python -m bench.links
	@$(BIN)/python -m bench.warc
	@$(BIN)/python -m bench.kills
	@$(BIN)/python -m bench.bisect --each 4
	@$(BIN)/python -m bench.diff
	@$(BIN)/python -m bench.drift

# The pages of docs/ as a site in build/site, strict: a broken link or a page left out fails. (With --quiet mkdocs
# counts no warnings, and nothing fails.)
docs: $(VENV)/.project .tools/docs/.requirements
	@$(BIN)/python -m docs.generate --check
	@$(QUIETLY) env NO_MKDOCS_2_WARNING=1 PYTHONPATH=src:. .tools/docs/bin/mkdocs build --strict --site-dir build/site

.tools/docs/.requirements: requirements/docs.txt $(VENV)/.python
	@test -x .tools/docs/bin/python || $(PYTHON) -m venv .tools/docs
	@$(QUIETLY) .tools/docs/bin/python -m pip install --quiet --require-hashes -r requirements/docs.txt
	@touch $@

# A stamp is touched only after its step has succeeded: an interrupted set-up is taken up again where it was.
$(VENV)/.project: $(VENV)/.requirements pyproject.toml
	@$(QUIETLY) $(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.requirements: requirements/dev.txt | $(VENV)/.python
	@echo 'installing the pinned packages into $(VENV) (once, about a minute)' >&2
	@$(QUIETLY) $(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo 'make: no $(PYTHON) here: install Python 3.11 or newer, or name one: make PYTHON=python3.13' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "make: Python 3.11 or newer is needed, $(PYTHON) is $$($(PYTHON) -V 2>&1): make PYTHON=python3.13" >&2; exit 1; }
	@$(QUIETLY) sh -c '$(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip --version' || { rm -rf $(VENV); \
	  echo 'make: $(PYTHON) -m venv failed. On Debian and Ubuntu: apt-get install python3-venv' >&2; \
	  echo '      (python3.X-venv for an interpreter 3.X of its own package); elsewhere the package' >&2; \
	  echo '      that brings the modules venv and ensurepip. Then run make again.' >&2; exit 1; }
	@touch $@

# Maintainers only: needs the network. Pins that still fit stay; remove the two files first to get newer ones.
requirements: $(VENV)/.python
	@test -x .tools/uv/bin/uv || { $(PYTHON) -m venv .tools/uv && .tools/uv/bin/python -m pip install --quiet uv==0.13.9; }
	@.tools/uv/bin/uv pip compile pyproject.toml --all-extras --group dev --group build --universal --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate --quiet -o requirements/dev.txt
	@.tools/uv/bin/uv pip compile pyproject.toml --all-extras --universal --generate-hashes -c requirements/dev.txt \
	  --no-emit-index-url --no-emit-find-links --no-annotate --quiet -o requirements/run.txt
	@.tools/uv/bin/uv pip compile pyproject.toml --group docs --universal --generate-hashes -c requirements/dev.txt \
	  --no-emit-index-url --no-emit-find-links --no-annotate --quiet -o requirements/docs.txt

clean:
	@rm -rf $(VENV) .tools dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
