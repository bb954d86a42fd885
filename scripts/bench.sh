#!/bin/sh
# Measures the built widget in a real browser; RUNS= says how often.
set -eu
cd "$(dirname "$0")/.."
sh scripts/build.sh
. scripts/env.sh
cargo build --locked --quiet -p genie-relay
sh scripts/browser.sh
exec node scripts/bench.mjs
