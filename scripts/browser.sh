#!/bin/sh
# What only the browser tests need: Chromium and its driver, of one version.
# CHROMIUM= and CHROMEDRIVER= name others than Debian's.
set -eu
cd "$(dirname "$0")/.."
. scripts/env.sh
. scripts/apt.sh

if [ -x "$CHROMIUM" ] && [ -x "$CHROMEDRIVER" ]; then exit 0; fi

if [ "$CHROMIUM" = /usr/bin/chromium ] && [ "$CHROMEDRIVER" = /usr/bin/chromedriver ]; then
    apt_install chromium chromium-driver
fi
[ -x "$CHROMIUM" ] ||
    die "The browser tests need Chromium at $CHROMIUM; install it, or set CHROMIUM=/path/to/chromium."
[ -x "$CHROMEDRIVER" ] ||
    die "The browser tests need chromedriver at $CHROMEDRIVER; install it, or set CHROMEDRIVER=/path/to/chromedriver."
