# Concord: one word for each task. `make help` lists them.
SEEDS   ?= seeds
SITE    ?= site
SHARED  ?= ../shared
VENV    ?= .venv
PYTHON  ?= python3
BIN     := $(VENV)/bin
CONCORD := $(BIN)/concord

.PHONY: help setup setup-dev build serve test check bench quality audit docs screenshots clean lock train format

help: ## List the tasks.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: $(VENV)/.ready ## Make the virtual environment that `build` and `serve` need.

build: setup ## Make the site from SEEDS in SITE.
	$(CONCORD) build --seeds "$(SEEDS)" --site "$(SITE)"

serve: setup ## Show the site on this machine; it follows your changes.
	$(CONCORD) serve --seeds "$(SEEDS)"

test: setup-dev ## Every test, the browser's too.
	@sh scripts/chromium.sh
	$(BIN)/python -m pytest

check: setup-dev ## Format, lint, types, tests and a strict site.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	@$(MAKE) --no-print-directory test
	$(CONCORD) build --strict --site build/check

bench: setup-dev ## CPU seconds of our own work and of the renderer, at 10, 100 and 1,000 articles.
	$(BIN)/python -m benchmarks.bench

quality: setup-dev ## Scores on the labelled articles of SHARED.
	$(BIN)/python -m benchmarks.quality --shared "$(SHARED)"

audit: setup-dev ## Lighthouse and html-validate over the sample site (needs Node and a Chromium).
	$(BIN)/python -m benchmarks.audit

screenshots: setup-dev ## Take the pictures of the sample site anew (needs a Chromium).
	$(BIN)/python -m benchmarks.screenshots

docs: setup-dev ## Write docs/settings.md anew from the code.
	$(BIN)/python -m benchmarks.reference

train: ## Train the recogniser's model anew (about an hour; needs SHARED).
	sh training/train.sh "$(SHARED)"

format: setup-dev ## Put the code into its standard form.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## Write the lock files anew from pyproject.toml (needs uv).
	sh scripts/lock.sh

clean: ## Remove everything that was made: pages, site, caches. Articles and the environment stay.
	@if [ -x $(CONCORD) ]; then $(CONCORD) clean --site "$(SITE)"; fi
	@$(PYTHON) -c "import shutil; [shutil.rmtree(path, True) for path in ('build', '.cache', 'test-artefacts')]"

$(VENV)/.ready: requirements.txt pyproject.toml
	@PYTHON=$(PYTHON) sh scripts/setup.sh $(VENV) requirements.txt
	@touch $@

setup-dev: $(VENV)/.ready-dev

$(VENV)/.ready-dev: requirements-dev.txt pyproject.toml
	@PYTHON=$(PYTHON) sh scripts/setup.sh $(VENV) requirements-dev.txt
	@touch $(VENV)/.ready $@
