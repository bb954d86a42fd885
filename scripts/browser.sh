#!/bin/sh
# What only the browser tests need: Chromium and its driver, of one version.
# CHROMIUM= and CHROMEDRIVER= name others than Debian's.
set -eu
cd "$(dirname "$0")/.."
. scripts/env.sh

if [ -x "$CHROMIUM" ] && [ -x "$CHROMEDRIVER" ]; then exit 0; fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root='sudo -n'; else as_root=no; fi
fi
if [ "$as_root" != no ] && command -v apt-get >/dev/null 2>&1 &&
    [ "$CHROMIUM" = /usr/bin/chromium ] && [ "$CHROMEDRIVER" = /usr/bin/chromedriver ]; then
    say "Installing Debian's chromium and chromium-driver (about 1 min) ..."
    start=$(date +%s)
    # Unquoted on purpose: empty or two words.
    $as_root apt-get -q -q update || say "The package lists could not be renewed; trying with the old ones."
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -q -y install --no-install-recommends \
        chromium chromium-driver >/dev/null || die "apt-get could not install chromium and chromium-driver."
    say "Chromium and its driver: done in $(($(date +%s) - start)) s."
fi
[ -x "$CHROMIUM" ] ||
    die "The browser tests need Chromium at $CHROMIUM; install it, or set CHROMIUM=/path/to/chromium."
[ -x "$CHROMEDRIVER" ] ||
    die "The browser tests need chromedriver at $CHROMEDRIVER; install it, or set CHROMEDRIVER=/path/to/chromedriver."
