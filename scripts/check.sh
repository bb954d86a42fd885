#!/bin/sh
# What needs no browser: formatting, clippy, the native tests of both crates and those of the build's scripts.
set -eu
cd "$(dirname "$0")/.."
. scripts/phase.sh
sh scripts/setup.sh rust
. scripts/env.sh

phase "Formatting" cargo fmt --all --check
phase "Clippy, native" cargo clippy --locked --workspace --all-targets -- -D warnings
phase "Native tests" logged native cargo test --locked --workspace --no-fail-fast
phase "Tests of the build's scripts" logged scripts node --test --test-reporter=tap tests/scripts/
