# What you need while working on audit. `make help` lists it; `make check` is what a change must pass.

PYTHON ?= python
#: Least branch coverage in percent: 96 with the second model installed, a point less where its tests are skipped (CI).
COVERAGE = 94

.DEFAULT_GOAL := help
.PHONY: help dev check static format-check lint types contracts docs docs-check test coverage fast format golden wheel

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  \033[1m%-14s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

dev: ## Install the project, editable, with everything that the checks need
	$(PYTHON) -m pip install -e '.[dev]'

# TESTED=1 says that the suite has just run with coverage, as .ci/run does: its result is judged, not made again.
check: static $(if $(TESTED),coverage,test) ## Run every gate: all of `static`, then the tests with coverage

static: format-check lint types contracts docs-check ## Run the gates that need no test run

format-check: ## Is everything formatted?
	$(PYTHON) -m ruff format --check .

lint: ## Style and common mistakes
	$(PYTHON) -m ruff check .

types: ## Types, strict, tests included
	$(PYTHON) -m mypy
	$(PYTHON) -m mypy docs/build.py

contracts: ## Does every module import only what its floor of the house may?
	$(PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

docs: ## Write the generated pages of docs/
	$(PYTHON) docs/build.py

docs-check: ## Are the generated pages fresh, the links alive, the shown commands real?
	$(PYTHON) docs/build.py --check

test: ## The whole suite with branch coverage
	$(PYTHON) -m pytest --cov --cov-branch --cov-report= && $(MAKE) --no-print-directory coverage

coverage: ## Report of the last run of the tests; fails below the limit
	$(PYTHON) -m coverage report --fail-under=$(COVERAGE)

fast: ## The quick part of the suite
	$(PYTHON) -m pytest -m "not slow" -q

format: ## Format everything and mend what can be mended by itself
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

golden: ## Write the expected reports of samples/ again; read the diff before you commit it
	$(PYTHON) -m tests.golden.remake

wheel: ## Build wheel and sdist into dist/
	$(PYTHON) -m hatchling build -d dist
