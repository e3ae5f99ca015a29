# Three commands do everything: `make report`, `make corpus` and `make test`. All set up first.
PYTHON ?= python3
ENV := .venv/bin
READY := .venv/.ready

.PHONY: report corpus lab test benchmark fuzz lint lock clean

report: $(READY)  ## the example's three reports, into reports/
	$(ENV)/python -m analysis report data/articles/us-iraq-withdrawal.txt

corpus: $(READY)  ## the sample corpus's tables and report, into reports/corpus/
	$(ENV)/python -m analysis corpus data/corpus/articles --out reports/corpus --part-size 6 --report

lab: $(READY)  ## the notebooks in JupyterLab
	$(ENV)/python -m jupyterlab notebooks

test: $(READY)  ## all tests
	$(ENV)/python -m pytest

benchmark: $(READY)  ## how long it takes, into tests/benchmarks/
	$(ENV)/python -m tests.benchmarks

fuzz: $(READY)  ## hostile texts through the analysis and the reports; takes an hour
	$(ENV)/python -m tests.fuzz texts --count 5000
	$(ENV)/python -m tests.fuzz reports --count 200 --folder build/fuzz-$$(date +%s)

lint: $(READY)  ## style and layers
	$(ENV)/python -m ruff check .
	$(ENV)/python -m ruff format --check .
	$(ENV)/lint-imports

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else "Presslens needs Python 3.11 to 3.13; name one with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(ENV)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(ENV)/python -m pip install --quiet --no-deps --editable .
	touch $@

lock:  ## write requirements.lock anew (needs uv)
	uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --no-header -o requirements.lock

clean:  ## everything that a command made
	rm -rf .venv build *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find reports -mindepth 1 ! -name README.md ! -path 'reports/screenshots*' -delete
