# One place for every command. `make help` lists them; `make run` needs only python3 (with venv) and make.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
PY = $(VENV)/bin/python
PIP_INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
# The suite and the checks stand on the embedded default, whatever the shell has set.
PLAIN = env -u DATABASE_URL -u BROKER_URL -u MESSAGE_GATEWAY -u AUTO_DISPATCH -u PUBLIC_BASE_URL -u DEMO -u DEBUG

export PORT

.DEFAULT_GOAL := help
.PHONY: help run test api-fuzz test-services check demo browser guards bench lock messages screenshots clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: $(VENV)/.runtime ## the whole system on this machine with demo data: http://127.0.0.1:8000 (PORT=, DEMO=0)
	@DEMO=$${DEMO:-1} $(PY) -m config.prepare
	@DEMO=$${DEMO:-1} exec $(PY) -m config.embedded

test: $(VENV)/.dev ## the test suite; no database server, broker, root or Docker needed
	@$(PLAIN) $(PY) -m pytest -q -n auto $(ARGS)

test-services: $(VENV)/.dev ## the suite on PostgreSQL, then Redis and real workers; own servers, or TEST_DATABASE_URL, TEST_REDIS_URL
	@bash .ci/services-packages
	@$(PLAIN) $(PY) -m tests.services $(ARGS)

api-fuzz: $(VENV)/.dev ## the API meets far more of what nobody thought of (EXAMPLES=200 of each operation)
	@$(PLAIN) API_FUZZ_EXAMPLES=$(or $(EXAMPLES),200) $(PY) -m pytest -q -n auto tests/api/test_schemathesis.py $(ARGS)

check: $(VENV)/.dev ## style, layers, migrations, translations, settings for production
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-cache
	@$(PLAIN) $(PY) -m config.catalogues --check
	@$(PLAIN) $(PY) manage.py makemigrations --check --dry-run
	@sh .ci/deploy-check $(PY)

demo: $(VENV)/.runtime ## plays one whole rescue through a system it starts itself; fails unless the seal is released
	@$(PY) -m config.catalogues
	@$(PY) manage.py play_rescue

browser: $(VENV)/.dev ## the pages in a real Chromium (FULL=1: every language, theme and width)
	@$(PLAIN) $(PY) -m pytest -q -p no:randomly -m browser tests/browser $(ARGS)

guards: $(VENV)/.dev ## takes each guard out once and sees its test fail (NAME=text, PART=1/4, JOBS=2)
	@$(PLAIN) NAME="$(NAME)" PART="$(PART)" JOBS="$(JOBS)" $(PY) -m tests.guards

bench: $(VENV)/.dev ## speed and memory, a table and var/bench.json (docs/bench.md; BENCH_DATABASE_URL, BENCH_REDIS_URL)
	@$(PLAIN) $(PY) -m config.catalogues
	@$(PLAIN) $(PY) -m demo.bench $(ARGS)

screenshots: $(VENV)/.dev ## docs/img from a demo system it starts itself
	@$(PLAIN) $(PY) -m demo.screenshots

messages: $(VENV)/.dev ## gathers the texts of code and templates into locale/*/LC_MESSAGES
	@$(PLAIN) $(PY) -m config.catalogues --gather

lock: $(VENV)/.dev ## pins what pyproject.toml asks for, with checksums and without any address
	$(PY) -m pip install --quiet --disable-pip-version-check pip-tools
	sh .ci/lock $(VENV)/bin/pip-compile

clean: ## forgets the virtual environment and caches; keeps the data in var/
	rm -rf $(VENV) .pytest_cache .ruff_cache .import_linter_cache staticfiles
	find . -name '*.mo' -not -path './$(VENV)/*' -delete

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing. Mend: apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or newer is needed. Mend: install one and say make PYTHON=/path/to/python3 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	    { echo "This python3 cannot make a virtual environment. Mend: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: requirements.lock $(VENV)/.made
	@echo "installing what requirements.lock lists (once; about half a minute)"
	@$(PIP_INSTALL) -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.made
	@echo "installing what requirements-dev.lock lists (once; about a minute)"
	@$(PIP_INSTALL) -r requirements-dev.lock
	@touch $@
