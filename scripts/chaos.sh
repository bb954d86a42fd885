#!/bin/sh
# Takes the built widget through N seeds of chaos in Chromium (from CHAOS_SEED on, JOBS at a time) and
# prints the story of each seed that breaks an invariant. The last line on stdout counts: "N passed, N failed".
set -eu
cd "$(dirname "$0")/.."
sh scripts/build.sh
. scripts/env.sh
cargo build --locked --quiet -p genie-relay
sh scripts/browser.sh
exec node tests/chaos/run.mjs
