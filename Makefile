# The work is done by scripts/; each installs on its way what it needs and is
# missing. Portable make: no extension of one make's own.
.POSIX:

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: ## install the pinned tools that are missing
	@sh scripts/setup.sh

build: ## build the widget into dist/
	@sh scripts/build.sh

demo: ## build all and serve the demo on 127.0.0.1 (PORT=8080)
	@sh scripts/demo.sh

check: ## formatting, clippy, native tests and those of the scripts
	@sh scripts/check.sh

test: ## everything: check, browser tests, size budget, end-to-end tests
	@sh scripts/test.sh

simulate: ## a million schedules of what can go wrong (N=, SIMULATE_SEED=)
	@sh scripts/simulate.sh

chaos: ## N seeds of chaos in Chromium (N=, CHAOS_SEED=)
	@sh scripts/chaos.sh

engines: ## a smoke suite of the built widget in Firefox and WebKit
	@sh scripts/build.sh
	@sh scripts/engines.sh
	@. scripts/env.sh && cargo build --locked --quiet -p genie-relay && node tests/engines/run.mjs

size: ## print what a reader's browser loads
	@sh scripts/build.sh
	@node scripts/size.mjs

bench: ## opening with 500 conversations, and the grid beside two others (RUNS=)
	@sh scripts/bench.sh

clean: ## remove all that was built (not the installed tools)
	rm -rf dist target test-results

.PHONY: help setup build demo check test simulate chaos engines size bench clean
