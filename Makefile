# Potok: two commands for everybody (demo, test), a few more for those who work on it.
# The work of setup, demo and test is done by bootstrap.py, which needs only Python.

PYTHON ?= python3
POTOK_SHARED ?= ../shared
ARGS ?=
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format docs requirements sync-shared frontend benchmark-schedule benchmark-balance benchmark-plans

help:
	@echo "make demo         показать Поток на демонстрационном заводе (Ctrl-C — остановить)"
	@echo "make test         все тесты; ARGS=\"tests/unit -k имя\" — часть из них"
	@echo "make setup        только подготовить .venv с командой potok"
	@echo "make lint         ruff, mypy, import-linter, проверка миграций"
	@echo "make format       привести код к общему виду"
	@echo "make docs         обновить страницы docs/reference, сделанные по коду"
	@echo "make benchmark-schedule, make benchmark-balance — наши решатели рядом с другими (около часа)"
	@echo "make frontend     собрать TypeScript из frontend/ (нужен Node)"
	@echo "make requirements обновить списки для pip по uv.lock"
	@echo "make sync-shared  обновить данные завода и примеры из POTOK_SHARED"

setup demo test:
	@command -v $(PYTHON) >/dev/null || { echo "Нужен Python. Установите: sudo apt-get install -y python3 python3-venv python3-pip" >&2; exit 1; }
	@exec $(PYTHON) bootstrap.py $@ $(ARGS)

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_house.py -k "not rules"

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs:
	$(BIN)/python -m potok.server.reference docs/reference

requirements:
	uv export --quiet --frozen --no-emit-project --extra fast --no-dev --output-file requirements.txt
	uv export --quiet --frozen --no-emit-project --extra fast --group dev --output-file requirements-dev.txt

sync-shared:
	cp "$(POTOK_SHARED)"/data/plant/*.csv "$(POTOK_SHARED)"/data/plant/*.json data/plant/
	mkdir -p data/bakery && cp "$(POTOK_SHARED)"/data/bakery/*.json data/bakery/
	cp -R "$(POTOK_SHARED)/reference/cases/." data/cases/
	cp "$(POTOK_SHARED)"/data/jacket/*.json data/jacket/

benchmark-schedule benchmark-balance:
	$(BIN)/python benchmarks/compare.py $(subst benchmark-,,$@) --shared "$(POTOK_SHARED)" $(ARGS)

benchmark-schedule: benchmark-plans
benchmark-plans:
	$(BIN)/python benchmarks/plans.py --shared "$(POTOK_SHARED)"

frontend:
	cd frontend && npm ci && npm run build
