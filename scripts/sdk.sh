#!/bin/sh
# Runs Databricks' own Python SDK against the demo of a relay that is built. The
# SDK is installed, in the pinned version, into an environment of its own.
set -eu
cd "$(dirname "$0")/.."
. scripts/phase.sh
. scripts/env.sh
. scripts/apt.sh

wanted=relay/tests/sdk/requirements.txt
venv="$TARGET_DIR/sdk-venv"
# The stamp is a copy of the list: contents decide, not times.
if ! cmp -s "$wanted" "$venv/installed.txt"; then
    say "Installing $(cat "$wanted") (about 10 s) ..."
    rm -rf "$venv"
    # Debian's Python comes without this module.
    python3 -c 'import ensurepip' 2>/dev/null || apt_install python3-venv
    python3 -m venv "$venv" || die "Python 3 with its venv module is needed; install it (Debian: python3-venv)."
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$wanted" ||
        die "The SDK could not be installed; see the lines above."
    cp "$wanted" "$venv/installed.txt"
fi

GENIE_RELAY="$(cd "$TARGET_DIR" && pwd)/debug/genie-relay"
[ -x "$GENIE_RELAY" ] || die "There is no relay at $GENIE_RELAY; build it: cargo build -p genie-relay"
export GENIE_RELAY
logged sdk "$venv/bin/python" -B relay/tests/sdk/test_sdk.py
