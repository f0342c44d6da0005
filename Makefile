# Nianjian. `make` alone lists the targets. Needs Python 3.11 to 3.13 and make; everything else is
# installed from the lock file into .venv.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

INBOX ?= samples/inbox
export NIANJIAN_HOME ?= $(CURDIR)/var
export UV_PYTHON_DOWNLOADS = never

UV_VERSION := 0.13.9
UV := .uv/bin/uv
BIN := .venv/bin
ENVIRONMENT := .venv/.synced
COMPILED := .venv-compiled
SUPPORTED := import sys; (3, 11) <= sys.version_info[:2] <= (3, 13) or sys.exit(1); print(sys.executable)
PYTHON ?= $(shell for candidate in python3 python3.11 python3.12 python3.13 python; do \
	if $$candidate -c '$(SUPPORTED)' 2>/dev/null; then break; fi; done)

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: env
env: $(ENVIRONMENT) ## build the locked environment in .venv

.PHONY: run
run: $(ENVIRONMENT) ## run the DAGs over INBOX (samples/inbox by default), no server needed
	@$(BIN)/python dags/local/run_in_process.py --inbox "$(INBOX)"

.PHONY: test
test: $(ENVIRONMENT) ## run all tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile

.PHONY: test-fast
test-fast: $(ENVIRONMENT) ## run the tests that take no dbt, Airflow or whole pipeline
	@$(BIN)/python -m pytest -n 2 -m "not slow"

.PHONY: check
check: $(ENVIRONMENT) ## format, lint, types, SQL, catalogue, compose file, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m catalog.lint
	$(BIN)/python -m pipeline.generate --check
	$(BIN)/sqlfluff lint --disable-progress-bar dbt_project/models dbt_project/tests dbt_project/macros
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

.PHONY: generate
generate: $(ENVIRONMENT) ## write anew what is generated from the catalogue (models, suites, dictionary)
	@$(BIN)/python -m pipeline.generate

.PHONY: mutate
mutate: $(ENVIRONMENT) ## break the rules of the warehouse one by one; list those that no unit test notices
	@$(BIN)/python -m tests.mutation

SEED ?= 1

.PHONY: faults
faults: $(ENVIRONMENT) ## put faults into invented submissions; count by kind what would be published (SEED=n)
	@$(BIN)/python -m tests.faults $(SEED)

.PHONY: docs
docs: $(ENVIRONMENT) ## write the models, columns and lineage of the warehouse as one page under NIANJIAN_HOME/docs
	@$(BIN)/python -m pipeline.lineage

.PHONY: freshness
freshness: $(ENVIRONMENT) ## say whether anything has been received within the yearly cycle
	@NIANJIAN_CANDIDATE=:memory: $(BIN)/dbt source freshness --project-dir dbt_project --profiles-dir dbt_project \
		--vars '{raw_root: "$(NIANJIAN_HOME)/raw"}'

.PHONY: up
up: $(ENVIRONMENT) ## start Airflow with its UI on this machine (http://localhost:8080)
	@$(BIN)/python dags/local/start_scheduler.py

.PHONY: bench
bench: $(ENVIRONMENT) ## run the benchmarks
	@$(BIN)/python -m benchmarks

.PHONY: compiled
compiled: $(ENVIRONMENT) ## build a wheel with the reader compiled into dist/ and install it into .venv-compiled; needs a C compiler
	@UV_PROJECT_ENVIRONMENT=$(COMPILED) $(UV) sync --locked --quiet --group compile --no-install-project --python "$(PYTHON)"
	@rm -rf $(COMPILED)/wheel
	HATCH_BUILD_HOOK_ENABLE_CUSTOM=true $(UV) build --quiet --wheel --no-build-isolation --python $(COMPILED)/bin/python \
		--out-dir $(COMPILED)/wheel
	@$(UV) pip install --quiet --python $(COMPILED)/bin/python --no-deps --reinstall $(COMPILED)/wheel/*.whl
	@$(BIN)/python -m benchmarks.extraction same || { $(UV) pip uninstall --quiet --python $(COMPILED)/bin/python nianjian; exit 1; }
	@mkdir -p dist && mv $(COMPILED)/wheel/*.whl dist/ && ls dist/*.whl

.PHONY: clean
clean: ## remove the environment and the caches; what runs produced stays
	rm -rf .venv .venv-compiled .uv .mypy_cache .ruff_cache .pytest_cache dbt_project/target

$(UV):
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and none was found on PATH." >&2; exit 2; }
	@echo "Environment 1/2: the installer uv $(UV_VERSION) into .uv (with $$($(PYTHON) --version))"
	@rm -rf .uv
	@$(PYTHON) -m venv .uv
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"

$(ENVIRONMENT): pyproject.toml uv.lock | $(UV)
	@echo "Environment 2/2: the locked packages into .venv, compiled"
	@# Compiled once here, not at every start: scheduled runs start many processes, some without leave to write.
	@$(UV) sync --locked --quiet --compile-bytecode --python "$(PYTHON)" \
		|| { echo "The locked packages could not be installed; see the messages above." >&2; exit 1; }
	@touch $@
