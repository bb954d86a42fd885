# Sourced from the repository's root by every script: the pinned versions, each
# read from the one file that decides it, and the PATH that the build uses.

pin() { # pin PATTERN FILE: the first quoted value of the line that starts so
    sed -n "s/^$1 *= *\"=*\([^\"]*\)\".*/\1/p" "$2" | head -n 1
}

RUST_VERSION=$(pin channel rust-toolchain.toml)
TRUNK_VERSION=$(pin trunk-version Trunk.toml)
WASM_BINDGEN_VERSION=$(awk '
    $0 == "name = \"wasm-bindgen\"" { found = 1; next }
    found && $1 == "version" { gsub(/"/, "", $3); print $3; exit }
' Cargo.lock)

# Nothing else names it: it only has to understand what the macros in Cargo.lock write.
WASM_SPLIT_VERSION=0.2.4

TOOLS="${XDG_CACHE_HOME:-$HOME/.cache}/genie-chat/tools"
TARGET_DIR="${CARGO_TARGET_DIR:-target}"
LOGS="$TARGET_DIR/logs"

# Own tools come first, so that another version on PATH cannot win; cargo's own
# directory comes last, for shells that do not know rustup.
PATH="$PWD/node_modules/.bin:$TOOLS/trunk-$TRUNK_VERSION/bin:$TOOLS/wasm-bindgen-cli-$WASM_BINDGEN_VERSION/bin:$TOOLS/wasm_split_cli_support-$WASM_SPLIT_VERSION/bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

CHROMIUM="${CHROMIUM:-/usr/bin/chromium}"
CHROMEDRIVER="${CHROMEDRIVER:-/usr/bin/chromedriver}"
FIREFOX="${FIREFOX:-/usr/bin/firefox-esr}"
WEBKITDRIVER="${WEBKITDRIVER:-/usr/bin/WebKitWebDriver}"
XVFB="${XVFB:-/usr/bin/Xvfb}"
# The machine's architecture is part of its path.
if [ ! -x "${MINIBROWSER:-}" ]; then
    for MINIBROWSER in ${MINIBROWSER:-/usr/lib/*/webkit2gtk-4.1/MiniBrowser}; do :; done
fi

say() { printf '%s\n' "$*"; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

rustc_version() { # rustc_version [TOOLCHAIN]: "1.95.0", or nothing
    if [ $# -eq 0 ]; then
        rustc --version 2>/dev/null
    else
        rustup run "$1" rustc --version 2>/dev/null
    fi | awk '{ sub(/-.*/, "", $2); print $2 }'
}

at_least() { # at_least HAVE WANT, for versions of three numbers
    printf '%s %s\n' "$1" "$2" | tr '.' ' ' | awk '
        { have = ($1 * 1000 + $2) * 1000 + $3; want = ($4 * 1000 + $5) * 1000 + $6
          exit !(NF == 6 && have >= want) }'
}

STABLE_INSTEAD=
# A machine may hold the pinned compiler under the name "stable" only; then the
# name in rust-toolchain.toml must be overruled, or cargo would not start.
if [ -z "${RUSTUP_TOOLCHAIN:-}" ] && command -v rustup >/dev/null 2>&1 &&
    [ -z "$(rustc_version "$RUST_VERSION")" ] &&
    at_least "$(rustc_version stable)" "$RUST_VERSION"; then
    RUSTUP_TOOLCHAIN=stable
    export RUSTUP_TOOLCHAIN
    STABLE_INSTEAD=yes
fi

export PATH TARGET_DIR LOGS CHROMIUM CHROMEDRIVER FIREFOX WEBKITDRIVER MINIBROWSER XVFB
