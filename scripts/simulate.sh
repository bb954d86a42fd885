#!/bin/sh
# Takes the state machine through many schedules (SIMULATE_N, from seed SIMULATE_SEED on), optimised but
# with the checks of a development build, and prints what occurred how often.
set -eu
cd "$(dirname "$0")/.."
. scripts/phase.sh
sh scripts/setup.sh rust
. scripts/env.sh

SIMULATE_N="${SIMULATE_N:-${N:-1000000}}"
CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS=true
CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS=true
export SIMULATE_N CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS

phase "Simulation" cargo test --locked --release -p genie-chat --test native sim::schedules -- --nocapture
