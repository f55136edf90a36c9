# Parvis. `make demo` shows it, `make test` proves it, `make help` lists the rest.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
# Debian's interpreter where there is one: it is markedly faster than most private builds.
PY         ?= $(if $(wildcard /usr/bin/python3),/usr/bin/python3,python3)
UV_VERSION := 0.13.9
PORT       ?= 8000
VENV       := .venv
BIN        := $(VENV)/bin
UV         := .uv/bin/uv
# Lock files must not depend on the machine that makes them: no index settings, no user configuration.
LOCK       := env -u UV_DEFAULT_INDEX -u UV_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
              $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-config
export UV_PYTHON_DOWNLOADS := never
export UV_CUSTOM_COMPILE_COMMAND := make lock
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

.PHONY: help install pdf demo test check check-lock bench lock clean messages

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 12

$(UV):
	@$(PY) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .uv uv==$(UV_VERSION)

# $(1): a lock file. Everything in it by hash, then Parvis itself, editable.
define sync
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PY) $(VENV)
	@VIRTUAL_ENV=$(VENV) $(UV) pip sync --quiet --require-hashes $(1)
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/parvis messages compile >/dev/null
endef

$(VENV)/.base: requirements/base.txt pyproject.toml | $(UV)
	$(call sync,requirements/base.txt)
	@touch $@

$(VENV)/.pdf: requirements/pdf.txt pyproject.toml | $(UV)
	$(call sync,requirements/pdf.txt)
	@touch $@ $(VENV)/.base

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(UV)
	$(call sync,requirements/dev.txt)
	@touch $@ $(VENV)/.base $(VENV)/.pdf

install: $(VENV)/.base  ## the environment, from the hashed lock

pdf: $(VENV)/.pdf  ## the same, with badges, attendance sheets and tickets as PDF (needs Pango)

demo: install  ## a city's season on http://127.0.0.1:8000
	@$(BIN)/parvis demo --serve --port $(PORT)

test: $(VENV)/.dev  ## the whole suite (ARGS="-k agenda" for a part)
	$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)
	$(BIN)/python -m tests.on_postgres $(ARGS)

check: $(VENV)/.dev check-lock  ## format, lint, types, layers, templates, translations, migrations, API
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --config .importlinter
	$(BIN)/mypy
	$(BIN)/python -m djhtml --check --tabwidth 2 src
	$(BIN)/parvis check-house

bench: $(VENV)/.dev  ## every figure the documentation quotes
	$(BIN)/python bench/run.py $(ARGS)

lock: $(UV)  ## resolve the dependencies again
	$(LOCK) --group build pyproject.toml -o requirements/base.txt
	$(LOCK) --extra pdf --group build -c requirements/base.txt pyproject.toml -o requirements/pdf.txt
	$(LOCK) --all-extras --group build --group dev --group e2e -c requirements/pdf.txt pyproject.toml -o requirements/dev.txt
	@$(MAKE) --no-print-directory check-lock

check-lock:
	@! grep -nE '://|--(extra-)?index-url|--find-links' requirements/*.txt || { echo "a lock file names an index"; exit 1; }

clean:  ## forget the environment and the demo
	rm -rf .venv .uv var
