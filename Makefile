# Kedok: every task in one word. `make play` and `make test` need only Python 3.11+ and make.

PYTHON ?= $(firstword $(foreach name,python3.13 python3.12 python3.11 python3,$(if $(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo yes),$(name))))
VENV := .venv
BIN := $(VENV)/bin

.PHONY: play test fuzz check format bench train requirements clean

## play: the story in the terminal, no tokens needed
play: $(VENV)/.play
	@$(BIN)/kedok play $(ARGS)

## test: everything pytest knows
test: $(VENV)/.dev
	@$(BIN)/pytest -q $(ARGS)

## fuzz: throws texts at the compiler, for five minutes or for ARGS="--minutes 60"
fuzz: $(VENV)/.dev
	@$(BIN)/python -m tests.fuzz $(ARGS)

## check: style, types, architecture and the story itself
check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kedok check --strict
	$(BIN)/kedok test

## format: put the code into its usual form
format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

## bench: how fast it is on one core, as ratios, and how well she hears
bench: $(VENV)/.dev $(VENV)/.bench
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench $(ARGS)

## train: build the recognizer again from the exemplars
train: $(VENV)/.play
	$(BIN)/kedok train

## requirements: pin everything again, with hashes (needs uv)
requirements:
	for set in play run dev bench; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make requirements" requirements/$$set.in -o requirements/$$set.txt; \
	done

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Kedok needs Python 3.11 or newer; name one with PYTHON=…"; exit 1; }
	@echo "Making a virtual environment with $(PYTHON) (once) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.play: requirements/play.txt pyproject.toml | $(VENV)/bin/python
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/play.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.play

# Without the others the bench still tells of us.
$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt \
	  && touch $@ || echo "Other run times cannot be installed here: the bench goes without them."
