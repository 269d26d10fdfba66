# Everything that people run. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SOAK ?= 20000
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help chat check test test-all lock bench clean

help: ## list the verbs
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20
	@echo
	@echo "  .venv/bin/fingerpost --help lists the verbs of the program itself."

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed. Name it: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up in $(VENV): about half a minute, this once."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

chat: $(READY) ## talk with the bot in the terminal, on the real directory
	@$(BIN)/python -m bot chat

check: $(READY) ## check dialogues, services and translations
	@$(BIN)/python -m bot check

test: $(READY) ## everything that needs no server, under two minutes
	@$(BIN)/ruff format --check --quiet . || { echo "Run: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@{ $(BIN)/python -m bot check && $(BIN)/mypy; } & checks=$$!; \
		$(BIN)/python -m pytest -m "not whole" -n auto -q; tests=$$?; \
		wait $$checks && exit $$tests
	@echo "make test-all runs the rest too: what takes long, needs a server, or walks every language."

test-all: $(READY) ## everything, with what takes long or needs a server
	@tests/install.sh
	@$(BIN)/python -m pytest -m "not whole" -n auto -q
	@$(BIN)/python -m pytest -m whole -n auto --dist worksteal -rA

$(READY)-bench: $(READY) tests/benchmarks/requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		-r tests/benchmarks/requirements.lock
	@touch $@

bench: $(READY)-bench ## measure, as ratios in one run; SOAK=200000 for the long soak
	@$(BIN)/python -m tests.benchmarks --soak $(SOAK)

lock: $(READY) ## choose the newest versions and write both lock files
	@$(BIN)/python -m pip install --quiet uv
	@$(COMPILE) --extra dev pyproject.toml --output-file requirements.lock
	@$(COMPILE) --extra bench --constraint requirements.lock pyproject.toml \
		--output-file tests/benchmarks/requirements.lock

clean: ## remove what make made; the directory you filled stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
