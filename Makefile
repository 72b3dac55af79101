# Everything one does with Dimona24, from a fresh clone on: nothing has to be installed first but Python >= 3.11.
# `make` alone explains. Each target makes the environment it needs; a second time that costs nothing.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help install run test test-localstack test-full test-journeys screenshots chaos simulate bench \
	dead-letters replay-dead-letters check format lock

VENV := .venv/bin
# The contracts and tests find the three rooms by these paths.
export PYTHONPATH := backend:frontend:.

help: ## What can be done here
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 28

install: ## Make the project's environment (every other target does so by itself)
	@python=$$(./infra/choose-python) && $$python infra/environments.py

run: install ## Run the whole house on this machine; Ctrl-C stops it, data survive (CLOUD=localstack: on LocalStack)
	@exec $(VENV)/python -m infra.local.run

test: install ## All but what takes long: units, contracts, API, the running house, journeys in a browser
	@$(VENV)/python -m infra.local.browser
	@$(VENV)/python -m infra.local.office
	@$(VENV)/python -m tests.lighthouse
	$(VENV)/python -m pytest

test-localstack: install ## What touches the cloud, on LocalStack instead (DYNAMODB=jar: on Amazon's DynamoDB)
	@CLOUD=localstack $(VENV)/python -m infra.local.clouds
	@$(VENV)/python -m infra.local.browser
	CLOUD=localstack $(VENV)/python -m pytest -m cloud

test-journeys: install ## The journeys alone, in a real browser against the whole running house
	@$(VENV)/python -m infra.local.browser
	@$(VENV)/python -m tests.lighthouse
	$(VENV)/python -m pytest tests/journeys

test-full: test ## Everything of `test` and all that is long (half an hour and more); its output into docs/evidence
	$(VENV)/python -m pytest -m full -v --no-header tests/journeys > docs/evidence/journeys-$$(date +%F).txt
	$(VENV)/python -m tests.simulation > docs/evidence/simulation-$$(date +%F).txt
	$(VENV)/python -m tests.chaos --minutes 10 --seed $(or $(SEED),1) --evidence docs/evidence

chaos: install ## Load, faults and kills on the whole house, then the history is checked: MINUTES=10 SEED=1
	$(VENV)/python -m tests.chaos --minutes $(or $(MINUTES),10) --seed $(or $(SEED),1)

dead-letters: install ## Messages that failed five times, and what became of their declarations
	@$(VENV)/python -m infra.dead_letters

replay-dead-letters: install ## Move those messages back into their queues
	@$(VENV)/python -m infra.dead_letters --replay

simulate: install ## Faults and pairs of faults in the life of a declaration (minutes; docs/simulation.md)
	@$(VENV)/python -m tests.simulation $(foreach name,SEED STEPS SCENARIO FAULTS TRIPLES,\
		$(if $($(name)),--$(shell echo $(name) | tr A-Z a-z) "$($(name))"))

screenshots: install ## A picture of every page, light, dark and narrow, into .local/screenshots
	@$(VENV)/python -m infra.local.browser
	$(VENV)/python -m pytest tests/journeys/test_pages.py tests/journeys/test_register_pages.py tests/journeys/test_states.py

bench: install ## Figures as ratios against baselines, into docs/bench (DYNAMODB=jar: growth alone, on Amazon's DynamoDB)
	$(VENV)/python -m tests.performance

check: install ## Format, lint, types, import contracts
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/mypy .
	$(VENV)/lint-imports

format: install ## Bring the code into shape
	$(VENV)/ruff format .
	$(VENV)/ruff check --fix .

lock: install ## Resolve all locks anew: the newest versions that the declarations allow
	@$(VENV)/python -m infra.lock
