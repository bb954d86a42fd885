#!/bin/sh
# Installs both browsers, WebKit's driver and a display for it, which only the tests in Firefox and WebKit need.
# FIREFOX=, WEBKITDRIVER=, MINIBROWSER= and XVFB= name others than Debian's.
set -eu
cd "$(dirname "$0")/.."
. scripts/env.sh
. scripts/apt.sh

all_there() { [ -x "$FIREFOX" ] && [ -x "$WEBKITDRIVER" ] && [ -x "$MINIBROWSER" ] && [ -x "$XVFB" ]; }

needs() { # needs WHAT PATH PACKAGE VARIABLE
    [ -x "$2" ] || die "The tests in Firefox and WebKit need $1 at $2; install it (Debian's $3), or set $4=/path/to/it."
}

all_there && exit 0
apt_install firefox-esr webkit2gtk-driver xvfb
# The directory that holds it was not there before.
. scripts/env.sh
needs "Firefox" "$FIREFOX" firefox-esr FIREFOX
needs "WebKit's driver" "$WEBKITDRIVER" webkit2gtk-driver WEBKITDRIVER
needs "WebKit's MiniBrowser" "$MINIBROWSER" webkit2gtk-driver MINIBROWSER
needs "Xvfb" "$XVFB" xvfb XVFB
