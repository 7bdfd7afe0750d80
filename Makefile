# The two commands: `make chat` and `make test`. Both need nothing but Python 3.11 and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed

.PHONY: chat test check lint eval models reader calibrate browser clean

chat: $(STAMP)
	$(BIN)/policy-assistant ingest policies || true
	$(BIN)/policy-assistant chat

test: $(STAMP)-dev browser
	$(BIN)/python -m pytest

check: $(STAMP)-dev lint test

lint: $(STAMP)-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(STAMP)
	$(BIN)/policy-assistant eval

models: $(STAMP)-train
	$(BIN)/python -m training.encoder
	$(BIN)/python -m training.export_encoder
	$(BIN)/python -m training.verdict
	$(BIN)/python -m training.triage

# The policy reader can be trained, but no weights of it are shipped yet (training/README.md).
reader: $(STAMP)-train
	$(BIN)/python -m training.reader

calibrate: $(STAMP)-train
	$(BIN)/python -m training.calibrate

# The browser that the tests drive: the system's Chromium, else Playwright's own.
browser: $(STAMP)-dev
	sh tools/install-browser.sh $(BIN)/python

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --upgrade pip

$(STAMP): requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet -r requirements.lock
	$(BIN)/pip install --quiet --no-deps -e .
	touch $@

$(STAMP)-dev: requirements-dev.lock $(STAMP)
	$(BIN)/pip install --quiet -r requirements-dev.lock
	touch $@

$(STAMP)-train: $(STAMP)-dev
	$(BIN)/pip install --quiet -r requirements-train.lock
	touch $@

clean:
	rm -rf build library .pytest_cache .mypy_cache .ruff_cache
