# Three commands do everything: `make report`, `make corpus` and `make test`. All set up first: what a report
# needs, or all that the project needs, into the same .venv.
PYTHON ?= python3
ENV := .venv/bin
RUN := .venv/.ready
ALL := .venv/.ready-test

.PHONY: report corpus lab test benchmark fuzz lint docs wheel lock clean

report: $(RUN)  ## the example's three reports, into reports/
	$(ENV)/presslens report data/articles/us-iraq-withdrawal.txt

corpus: $(RUN)  ## the sample corpus's tables and report, into reports/corpus/
	$(ENV)/presslens corpus data/corpus/articles --out reports/corpus --part-size 6 --report

lab: $(RUN)  ## JupyterLab at the root: notebooks/, data/ and reports/
	$(ENV)/python -m jupyterlab

test: $(ALL)  ## all tests
	$(ENV)/python -m pytest

benchmark: $(ALL)  ## how long it takes, into tests/benchmarks/
	$(ENV)/python -m tests.benchmarks

fuzz: $(ALL)  ## hostile texts through the analysis and the reports; takes an hour
	$(ENV)/python -m tests.fuzz texts --count 5000
	$(ENV)/python -m tests.fuzz reports --count 200 --folder build/fuzz-$$(date +%s)

lint: $(ALL)  ## style, layers, dependencies and types
	$(ENV)/python -m ruff check .
	$(ENV)/python -m ruff format --check .
	$(ENV)/lint-imports
	$(ENV)/python -m deptry .
	$(ENV)/python -m deptry tests --exclude .venv --ignore DEP002,DEP004
	$(ENV)/python -m mypy

docs: $(ALL)  ## the book, into build/docs/
	$(ENV)/python -m sphinx -W --keep-going -b html docs build/docs

wheel: $(ALL)  ## presslens-*.whl, into dist/
	$(ENV)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else "Presslens needs Python 3.11 to 3.13; name one with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv

$(RUN): pyproject.toml setup.py requirements.lock | .venv/bin/python
	$(ENV)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(ENV)/python -m pip install --quiet --no-deps --editable .
	touch $@

$(ALL): $(RUN) requirements-test.lock
	$(ENV)/python -m pip install --quiet --require-hashes -r requirements-test.lock
	touch $@

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

lock:  ## write both locks anew, keeping what is pinned (needs uv: pip install uv)
	$(LOCK) --extra docs --extra test -o requirements-test.lock
	$(LOCK) --constraint requirements-test.lock -o requirements.lock

clean:  ## everything that a command made
	rm -rf .venv build dist *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find reports -mindepth 1 ! -name README.md ! -path 'reports/screenshots*' -delete
