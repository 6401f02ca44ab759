# Everything is installed from hashed locks into .venv; nothing else is needed than Python 3.11 or 3.12, make and git
# (and node with npm for `make conformance`, `make explorer` and `make clients`, Chromium for `make test`).

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
BIN := .venv/bin
INSTALLED := .venv/.installed
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore $(BIN)/python -m pip install --quiet
PYTEST ?= $(BIN)/pytest -n 2 --dist loadscope

.DEFAULT_GOAL := help
.PHONY: help install demo test check bench conformance clients soak golden explorer lock clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(INSTALLED) ## Python packages from the lock into .venv, and the command .venv/bin/tonghu

# --no-deps: the lock is complete, and oso's own pin of cffi is overridden in it (requirements-override.txt).
$(INSTALLED): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] not in {(3, 11), (3, 12)} and "Python 3.11 or 3.12 is needed")'
	@echo "Installing into .venv from the lock, once"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

demo: $(INSTALLED) ## Seed a database of 20,000 children, serve it, print tokens and queries to try
	@$(BIN)/tonghu demo

test: $(INSTALLED) ## Every test, on SQLite and on a PostgreSQL that the tests bring and start
	$(PYTEST)

check: $(INSTALLED) ## Style, types, import contracts, policies, the schemas committed of them
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/tonghu policy check
	$(BIN)/tonghu sdl --check

soak: $(INSTALLED) ## The long forms of the property tests: hours
	$(PYTEST) -m soak

golden: $(INSTALLED) ## Rewrite the golden files; read the diff before you commit it
	TONGHU_GOLDEN=write $(PYTEST) tests/golden

bench: $(INSTALLED) ## Ratios to hand-written SQL, printed as a table and written to bench/results/latest.json
	$(BIN)/python -m bench

conformance: $(INSTALLED) conformance/node_modules/.package-lock.json ## GraphQL over HTTP, as npm graphql-http audits it
	$(BIN)/python conformance/run.py

conformance/node_modules/.package-lock.json: conformance/package-lock.json
	cd conformance && npm ci --silent --no-audit --no-fund

explorer: explorer/node_modules/.package-lock.json ## Build explorer/dist, the demo's page, again from its sources
	cd explorer && npm run --silent build

explorer/node_modules/.package-lock.json: explorer/package-lock.json
	cd explorer && npm ci --silent --no-audit --no-fund --ignore-scripts

# WITHOUT='p, school, Child, name, read, duty, allow, plan-2.4' withdraws that line of policies/grants.csv first.
clients: $(INSTALLED) clients/node_modules/.package-lock.json var/clients-python/.installed ## Typed clients of every subject's document, compiled; WITHOUT='a grant'
	$(BIN)/python -m clients $(if $(WITHOUT),--without '$(WITHOUT)')

clients/node_modules/.package-lock.json: clients/package-lock.json
	cd clients && npm ci --silent --no-audit --no-fund

var/clients-python/.installed: clients/requirements.lock
	@test -x var/clients-python/bin/python || $(PYTHON) -m venv var/clients-python
	@PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore var/clients-python/bin/python -m pip install --quiet \
	    --require-hashes -r clients/requirements.lock
	@touch $@

lock: ## Resolve the dependencies again with uv; every lock, with hashes, for Python 3.11 and 3.12
	test -x var/uv/bin/uv || ($(PYTHON) -m venv var/uv && var/uv/bin/pip install --quiet uv)
	for set in requirements requirements-dev clients/requirements; do \
	    var/uv/bin/uv pip compile --system-certs --quiet --no-header --universal --python-version 3.11 --no-emit-index-url \
	        --generate-hashes --override requirements-override.txt --upgrade $$set.in -o $$set.lock || exit 1; done

clean: ## Remove what can be made again: environment, caches, the demo's database
	rm -rf .venv var conformance/node_modules explorer/node_modules clients/node_modules .mypy_cache .ruff_cache .pytest_cache \
	    .hypothesis .import_linter_cache *.egg-info
