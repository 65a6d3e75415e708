# 绿叶 (Lvye). `make run` serves the demo school; `make test` proves it. Everything else is below.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV_PYTHON = .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help run setup test test-fast check format messages lock bench clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## set everything up and serve the demo school on http://127.0.0.1:8000
	@$(PYTHON) -m scripts.run

setup: ## set up alone: virtual environment, locked packages, front-end files, catalogues
	@$(PYTHON) -m scripts.setup

test: ## the whole suite on SQLite and on PostgreSQL, then the browser journeys
	@$(PYTHON) -m scripts.setup --dev
	@$(VENV_PYTHON) -m scripts.test

test-fast: ## the suite on SQLite alone, without the browser
	@$(PYTHON) -m scripts.setup --dev
	@$(VENV_PYTHON) -m scripts.test --fast

check: ## lint, types, layers, house rules, templates, migrations, catalogues, links
	@$(PYTHON) -m scripts.setup --dev
	@$(VENV_PYTHON) -m scripts.check

format: ## write Python the one way ruff writes it
	@$(VENV_PYTHON) -m ruff check --fix --quiet . ; $(VENV_PYTHON) -m ruff format .

messages: ## bring the English catalogues up to the texts in the code
	@$(VENV_PYTHON) -m scripts.messages update

lock: ## lock the packages anew (Python with hashes, npm without host names)
	@$(VENV_PYTHON) -m scripts.lock

bench: ## speed, as ratios against a bare view
	@$(PYTHON) -m scripts.setup --dev
	@$(VENV_PYTHON) -m bench

clean: ## remove what set-up made; data under var/ stay
	rm -rf .venv node_modules lvye/static/vendor build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
