#!/bin/sh
# Measures the built widget in a real browser; RUNS= says how often.
set -eu
cd "$(dirname "$0")/.."
sh scripts/build.sh
. scripts/env.sh
cargo build --locked --quiet -p genie-relay
sh scripts/browser.sh
# What the grid is measured against is installed here only: nothing else needs it.
[ -d bench/node_modules ] && [ bench/node_modules -nt bench/package-lock.json ] || {
    (cd bench && npm ci --silent) || die "bench/ cannot be installed: npm ci failed."
    touch bench/node_modules
}
node scripts/bench.mjs
exec node bench/run.mjs
