# The two commands: `make chat` and `make test`. Both need nothing but Python 3.11 and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
MODELS := build/models

.PHONY: chat test check lint eval models calibrate browser clean

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

# About four hours on two cores. The shipped reader came of more runs, as its card tells.
models: $(STAMP)-train
	$(BIN)/python -m training.encoder
	$(BIN)/python -m training.export_encoder
	$(BIN)/python -m training.reader --passes 3 --out $(MODELS)/policy-reader
	$(BIN)/python -m training.verdict --out $(MODELS)/verdict
	$(BIN)/python -m training.triage
	set -e; for name in policy-reader verdict; do \
	  mkdir -p assistant/weights/$$name; \
	  for file in model.onnx tokenizer.json config.json; do \
	    cp $(MODELS)/$$name/$$file assistant/weights/$$name/; done; done

calibrate: $(STAMP)
	$(BIN)/python -m eval.calibrate

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
