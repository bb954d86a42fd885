#!/bin/sh
# Builds the widget into dist/. Does nothing when no source is newer than the
# last build: cargo would find that out too, but wasm-opt and brotli would not.
set -eu
cd "$(dirname "$0")/.."
sh scripts/setup.sh
. scripts/env.sh

stamp="$TARGET_DIR/widget-built"
# Directories are searched too: a file that was removed changes its directory.
newer=$(find src style index.html Trunk.toml build.rs Cargo.toml Cargo.lock rust-toolchain.toml package-lock.json \
    scripts/classes.mjs scripts/env.sh scripts/finish.mjs scripts/names.mjs scripts/order.mjs scripts/renumber.mjs \
    scripts/shake.mjs scripts/split.mjs scripts/wasm.mjs -newer "$stamp" 2>/dev/null | head -n 1) || true
if [ -f "$stamp" ] && [ -f dist/embed.js ] && [ -z "$newer" ]; then
    say "dist/ is up to date."
    exit 0
fi

say "Building the widget (about 3 min the first time) ..."
start=$(date +%s)
mkdir -p "$TARGET_DIR"
# Taken before the build: what is edited while it runs is built next time.
touch "$stamp.next"
# Where this machine keeps its crates is nobody's business: panic messages name files, and without
# this they would carry the builder's home directory to every reader.
RUSTFLAGS="${RUSTFLAGS:-} --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo --remap-path-prefix=$PWD=genie-chat"
export RUSTFLAGS
# A failing hook has said why; Trunk's own stack says nothing about it.
RUST_BACKTRACE=0 trunk build --release
mv "$stamp.next" "$stamp"
say "The widget is in dist/ after $(($(date +%s) - start)) s."
