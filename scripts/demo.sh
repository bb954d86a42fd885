#!/bin/sh
# Builds everything and serves the demo: no Databricks account, no other host.
set -eu
cd "$(dirname "$0")/.."
port=${PORT:-8080}
case "$port" in
'' | *[!0-9]*)
    echo "error: PORT must be a number, not \"$port\"." >&2
    exit 1
    ;;
esac
sh scripts/build.sh
. scripts/env.sh

say "Building the relay (about 2 min the first time) ..."
cargo build --locked --quiet -p genie-relay

if ! node scripts/port-free.mjs "$port"; then
    die "Port $port is in use on this machine; choose another: make demo PORT=$((port + 1))"
fi
say ""
say "  The demo is at  http://127.0.0.1:$port/  (stop it with Ctrl-C)"
say ""
exec "$TARGET_DIR/debug/genie-relay" --demo --listen "127.0.0.1:$port" --serve dist
