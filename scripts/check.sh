#!/bin/sh
# What needs no browser: formatting, clippy and the native tests of both crates.
set -eu
cd "$(dirname "$0")/.."
. scripts/phase.sh
sh scripts/setup.sh rust
. scripts/env.sh

phase "Formatting" cargo fmt --all --check
phase "Clippy, native" cargo clippy --locked --workspace --all-targets -- -D warnings
phase "Native tests" logged native cargo test --locked --workspace --no-fail-fast
