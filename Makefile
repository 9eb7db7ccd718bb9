# The two commands of the README: make run, make test. The rest are habits.
PYTHON ?= $(shell for p in python3.12 python3.13 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
LOCALE ?= en-US
CUSTOMER ?=
ARGS ?=

.PHONY: run test talk voice bench fmt lint types clean help
help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

run: $(VENV)/.runtime ## the shop on 127.0.0.1:8000, migrated and seeded (HOST=, PORT=)
	@HOST=$(HOST) PORT=$(PORT) $(BIN)/gunicorn --config gunicorn.conf.py 'app:create_app()'

talk: $(VENV)/.runtime ## a conversation in this terminal (LOCALE=fr-FR, CUSTOMER=ben, STYLE=voice)
	@$(BIN)/python talk.py --locale '$(LOCALE)' --customer '$(CUSTOMER)' --style '$(or $(STYLE),text)'

voice: $(VENV)/.voice ## the same by microphone and loudspeaker, offline (LOCALE=, CUSTOMER=, ARGS='--mode wake')
	@$(BIN)/python -m local_voice talk --locale '$(LOCALE)' --customer '$(CUSTOMER)' $(ARGS) || test $$? -eq 3

test: $(VENV)/.dev lint ## everything that is checked
	@$(BIN)/pytest -n auto --dist loadgroup

lint: $(VENV)/.dev types ## style, types and the floors of the house
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports

types: $(VENV)/.dev
	@$(BIN)/mypy

fmt: $(VENV)/.dev ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## the figures of the README, as ratios in one run
	@$(BIN)/python -m tests.bench

clean: ## forget the virtual environment and the shop's data
	rm -rf $(VENV) var

$(VENV)/.runtime: requirements.txt
	$(make_venv)
	@echo "Installing what the assistant needs ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --use-pep517 -r requirements.txt
	@touch $@

$(VENV)/.voice: requirements.txt requirements-voice.txt
	$(make_venv)
	@echo "Installing what the microphone needs ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --use-pep517 -r requirements-voice.txt
	@touch $(VENV)/.runtime $@

$(VENV)/.dev: requirements.txt requirements-voice.txt requirements-dev.txt
	$(make_venv)
	@echo "Installing what the tests need ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --use-pep517 -r requirements-dev.txt
	@touch $(VENV)/.runtime $(VENV)/.voice $@

define make_venv
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { echo "Python 3.11, 3.12 or 3.13 is needed: install one, or name it with make PYTHON=/path/to/python3." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "This Python cannot make a virtual environment: on Debian and Ubuntu install python3-venv." >&2; exit 1; }
endef
