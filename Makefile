# Two commands do all: `make demo` sets up and reads a sample report; `make test` runs the tests.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test check lint types layers docs benchmarks fuzz mutation record clean

demo: $(STAMP)
	$(BIN)/extractor extract seeds/zhongyuan-2024-plan.txt --engine rules --out demo.json
	@echo "The whole result is in demo.json"

test: $(STAMP)
	$(BIN)/python -m pytest -n 2 --dist loadgroup -rs

check: lint types layers test

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

# Writes the pages that follow from the code.
docs: $(STAMP)
	$(BIN)/python -m docs.generate

# Every figure that does not take long; docs/benchmarks.md says which command prints which.
benchmarks: $(STAMP)
	$(BIN)/python -m benchmarks

# A million generated inputs: about ten minutes of two cores.
fuzz: $(STAMP)
	$(BIN)/python -m benchmarks.fuzz --inputs 1000000

# Whether the tests notice a wrong program: minutes an area, on two cores (one area alone: AREA=reconciliation).
mutation: $(STAMP)
	$(BIN)/python -m benchmarks.mutation $(AREA)

# Records real answers anew: make record BASE_URL=https://… MODEL=… (the key, if one is needed, in OPENAI_API_KEY).
record: $(STAMP)
	$(BIN)/python cassettes/record.py --base-url "$(BASE_URL)" --model "$(MODEL)"

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev,tables,plots,ray]"
	touch $(STAMP)

clean:
	rm -rf $(VENV) build *.egg-info demo.json demo.source.txt .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
