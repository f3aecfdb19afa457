# outtrack. `make help` lists what there is; nothing here needs the network once `make test` has run.

PYTHON ?= python3
ARGS ?=

# Installed code is compiled once, whatever the environment says; only the environment in .venv counts.
unexport PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH
# Lock files come from the registry alone.
unexport UV_FIND_LINKS

PIP := -m pip -q --disable-pip-version-check --no-input
UV := .venv-lock/bin/uv -q --no-config pip compile --universal --python-version 3.11 \
	--generate-hashes --no-strip-extras --no-emit-index-url --custom-compile-command "make lock" $(ARGS)

quietly = quietly() { said="$$("$$@" 2>&1)" || { printf '%s\n' "$$said" >&2; exit 1; }; };

.DEFAULT_GOAL := help
.PHONY: help demo setup test coverage bench picture docs wording lock clean venv dev tools

help: ## list the targets
	@sed -n 's/^\([a-z]*\):[^#]*## /\1	/p' Makefile | while IFS='	' read -r name text; do \
		printf '  make %-9s %s\n' "$$name" "$$text"; \
	done

demo: setup ## install outtrack into .venv and show the example shop
	.venv/bin/outtrack -C examples/shop status --as-of 2026-11-22 --format text

setup: venv ## install outtrack into .venv, editable
	$(call install,run)

test: dev tools ## run every check and test (ARGS go to pytest)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/python -m mypy --strict
	.venv/bin/lint-imports --no-logo
	.venv/bin/python -m pytest -n auto $(ARGS)

coverage: dev ## run the tests and list the lines and branches that none reaches
	.venv/bin/python -m pytest -n auto --cov --cov-report=term $(ARGS)

bench: setup ## measure outtrack on generated workspaces (ARGS go to bench/run.py)
	.venv/bin/python bench/run.py $(ARGS)

picture: setup ## make the pictures anew
	.venv/bin/python tools/picture.py

docs: setup ## make the reference pages anew
	.venv/bin/python tools/docs.py

wording: setup ## print how often wording is read rightly, and where it is not
	.venv/bin/python tools/figures.py

lock: ## make requirements/ anew (ARGS=--upgrade takes newer releases)
	@[ -x .venv-lock/bin/python ] || $(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python $(PIP) install --require-hashes -r requirements/lock.txt
	$(UV) pyproject.toml --group build -o requirements/run.txt
	$(UV) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(UV) --group tools -o requirements/tools.txt
	$(UV) pyproject.toml --group lock -o requirements/lock.txt
	cd requirements/node && npm install --package-lock-only $(if $(filter --upgrade,$(ARGS)),yaml-language-server@latest)
	@! grep -n '://' requirements/*.txt
	@! grep -n '"resolved"' requirements/node/package-lock.json

clean: ## remove .venv, caches and build products
	rm -rf .venv .venv-lock .venv-tools .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
		.ruff_cache bench/work bench/.work build dist htmlcov
	find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

dev: venv
	$(call install,dev)

# What the tests of the files for CI need, in an environment of its own: what they run, and the wheels of outtrack's
# requirements, so that pre-commit installs outtrack without the network. With npm, also the language server for YAML.
tools:
	@set -eu; \
	key() { pwd -P; command -v npm || true; cksum requirements/tools.txt requirements/run.txt requirements/node/package-lock.json; }; \
	if [ "$$(key)" = "$$(cat .venv-tools/installed 2>/dev/null)" ] && .venv-tools/bin/python -c '' 2>/dev/null; then \
		exit 0; \
	fi; \
	echo 'Installing requirements/tools.txt into .venv-tools' >&2; \
	$(quietly) \
	rm -rf .venv-tools; \
	quietly "$(PYTHON)" -m venv .venv-tools; \
	quietly .venv-tools/bin/python $(PIP) install --require-hashes -r requirements/tools.txt; \
	quietly .venv-tools/bin/python $(PIP) download --require-hashes -r requirements/run.txt -d .venv-tools/wheels; \
	if command -v npm >/dev/null; then \
		mkdir .venv-tools/node; \
		cp requirements/node/package.json requirements/node/package-lock.json requirements/node/.npmrc .venv-tools/node; \
		(cd .venv-tools/node && quietly npm ci); \
	else \
		echo 'There is no npm here: the tests with the language server for YAML are skipped' >&2; \
	fi; \
	key >.venv-tools/installed

# Installs $(1).txt and outtrack, unless that was done from the same files; what pip says is shown if it
# fails. dev.txt holds all of run.txt.
define install
@set -eu; \
$(quietly) \
key() { cksum "requirements/$$1.txt" pyproject.toml src/outtrack/__init__.py; }; \
[ "$$(key $(1))" != "$$(cat .venv/$(1).installed 2>/dev/null)" ] || exit 0; \
echo 'Installing requirements/$(1).txt and outtrack into .venv' >&2; \
quietly .venv/bin/python $(PIP) install --require-hashes -r requirements/$(1).txt; \
quietly .venv/bin/python $(PIP) install --no-deps --no-build-isolation -e .; \
key run >.venv/run.installed; \
key $(1) >.venv/$(1).installed
endef

# .venv knows where it was made: its scripts name that place, so in a moved checkout it is made anew. One
# without that mark was made by somebody else and is left alone.
venv:
	@set -eu; \
	stop() { printf '\n%s\n\n' "$$1" >&2; exit 1; }; \
	here="$$(pwd -P)"; \
	if [ "$$here" = "$$(cat .venv/made-in 2>/dev/null)" ] && .venv/bin/python -c '' 2>/dev/null; then exit 0; fi; \
	if [ -e .venv ] && ! [ -e .venv/made-in ]; then \
		stop 'There is a .venv here that `make` did not make. Move it away, or remove it: make clean'; \
	fi; \
	version="$$("$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" || \
		stop 'outtrack needs Python 3.11 or newer, and "$(PYTHON)" does not run. On Debian or Ubuntu: sudo apt install python3 python3-venv'; \
	"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		stop "outtrack needs Python 3.11 or newer; $(PYTHON) is $$version. On Debian 12, Ubuntu 24.04 or newer: sudo apt install python3 python3-venv. On Ubuntu 22.04: sudo apt install python3.11-venv, then: make demo PYTHON=python3.11"; \
	echo "Making .venv with $(PYTHON) ($$version)" >&2; \
	trap 'rm -rf .venv' EXIT; trap 'exit 130' INT; trap 'exit 143' TERM; \
	rm -rf .venv; mkdir .venv; echo unfinished >.venv/made-in; \
	if ! said="$$("$(PYTHON)" -m venv .venv 2>&1)"; then \
		if "$(PYTHON)" -c 'import ensurepip' 2>/dev/null; then stop "$$said"; fi; \
		stop 'Python cannot make a virtual environment without a package. On Debian or Ubuntu: sudo apt install $(notdir $(PYTHON))-venv'; \
	fi; \
	printf '%s\n' "$$here" >.venv/made-in; \
	trap - EXIT
