.DEFAULT_GOAL := help
# The wheels of Redis end at Python 3.12, so a Python up to that is preferred where there are several.
PYTHON ?= $(shell for name in python3 python3.12 python3.11; do \
  $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null && echo $$name && exit; \
  done; echo python3)
BIN := .venv/bin
PORT ?= 8000
DATA ?= ../shared/data

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 18

install: .venv/installed  ## Make .venv with everything, from the locks

.venv/installed: locks/all.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Attesta needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing the locked packages, about a minute ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r locks/all.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/training: .venv/installed locks/training.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r locks/training.txt
	@touch $@

run: install  ## Start the whole system, assess the samples, stay up until Ctrl-C
	@exec $(BIN)/attesta up --port $(PORT)

test: install .venv/training  ## Run the test suite against real Postgres and Redis
	$(BIN)/pytest --numprocesses 2 --dist loadgroup

test-ml: install .venv-ml/train/installed .venv-ml/engine/installed  ## Train tiny models and serve them with the real vLLM
	$(BIN)/pytest -m ml tests/ml -o log_cli=true -o log_cli_level=INFO

.venv-ml/train/installed: services/scorer/training/transformer/requirements.txt
	@$(PYTHON) -m venv .venv-ml/train
	@echo "Installing what trains, some minutes ..."
	@.venv-ml/train/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.venv-ml/engine/installed: services/scorer/engine/requirements-cpu.txt
	@$(PYTHON) -m venv .venv-ml/engine
	@echo "Installing vLLM for a CPU, some minutes ..."
	@.venv-ml/engine/bin/pip install --quiet --disable-pip-version-check --no-deps -r $<
	@touch $@

check: install  ## Lint, types, import rules, architecture, locks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest --quiet tests/architecture

format: install  ## Format the code and sort the imports
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: install  ## Compile locks/ anew from the pyproject files
	$(BIN)/python deploy/lock.py

train: .venv/training  ## Train the committed models anew (DATA=folder with the training data)
	$(BIN)/python -m services.salary.training.train --data $(DATA) --out services/salary/model
	$(BIN)/python -m services.scorer.training.train_builtin --data $(DATA) --out services/scorer/model

skills: .venv/training  ## Build the vocabulary of skill names anew (DATA=...)
	$(BIN)/python -m services.salary.training.skills.build --data $(DATA)

parser-accuracy: install  ## Score the parser on the sample resumes, field by field (DATA=...)
	ATTESTA_DATA=$(DATA) $(BIN)/python -m tests.parser.accuracy

bench: install  ## Time the parser against plain readers (DATA=...)
	$(BIN)/python -m benchmarks.parser samples $(DATA)/resumes

clean:  ## Remove .venv and caches; .attesta with its data stays
	rm -rf .venv .venv-ml .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.PHONY: help install run test test-ml check format lock train skills parser-accuracy bench clean
