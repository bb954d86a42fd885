#!/bin/sh
# Installs what the build needs and is not there yet: the pinned Rust toolchain
# with its WebAssembly target, the npm packages, trunk, wasm-bindgen and wasm-split-cli.
# Running it again takes a second. Nothing outside rustup, cargo's own caches,
# node_modules and the tools directory below the user's cache is written.
set -eu
cd "$(dirname "$0")/.."
. scripts/env.sh

step() { # step WHAT HOW_LONG COMMAND...
    say "$1 (about $2) ..."
    step_name=$1
    step_start=$(date +%s)
    shift 2
    if ! "$@"; then
        die "$step_name failed; see the lines above."
    fi
    say "$step_name: done in $(($(date +%s) - step_start)) s."
}

fetch_rust() {
    say "Installing Rust $RUST_VERSION (about 1 min) ..."
    rustup toolchain install "$RUST_VERSION" --profile minimal -c clippy -c rustfmt
}

install_rust() {
    if ! command -v rustup >/dev/null 2>&1; then
        have=$(rustc_version)
        if ! at_least "$have" "$RUST_VERSION"; then
            die "Rust $RUST_VERSION is needed and rustup is not there; install rustup (https://rustup.rs)."
        fi
        say "Using the installed Rust ${have}; rustup is not there, so the wasm32-unknown-unknown target must come from where that Rust came from."
        return
    fi
    toolchain=${RUSTUP_TOOLCHAIN:-$RUST_VERSION}
    if [ "$STABLE_INSTEAD" = yes ]; then
        # The very same compiler under another name needs no download; a newer
        # one may warn of more than the pinned one does, so that is plan B.
        if [ "$(rustc_version stable)" != "$RUST_VERSION" ] && fetch_rust; then
            unset RUSTUP_TOOLCHAIN
            toolchain=$RUST_VERSION
        else
            say "Using the toolchain named stable, which is Rust $(rustc_version stable)."
        fi
    elif [ -z "$(rustc_version "$toolchain")" ]; then
        fetch_rust || die "Rust $RUST_VERSION could not be installed, and no newer toolchain named stable is there."
    fi
    installed=$(rustup component list --toolchain "$toolchain" --installed 2>/dev/null || true)
    for component in clippy rustfmt; do
        case "$installed" in
        *"$component"*) ;;
        *) step "Adding $component" "10 s" rustup component add --toolchain "$toolchain" "$component" ;;
        esac
    done
    case "$(rustup target list --toolchain "$toolchain" --installed 2>/dev/null || true)" in
    *wasm32-unknown-unknown*) ;;
    *)
        step "Adding the WebAssembly target" "20 s" \
            rustup target add --toolchain "$toolchain" wasm32-unknown-unknown
        ;;
    esac
}

install_npm() {
    command -v node >/dev/null 2>&1 || die "Node.js 20 or newer is needed; install it (https://nodejs.org)."
    command -v npm >/dev/null 2>&1 || die "npm is needed; install it (it comes with Node.js)."
    # The stamp is a copy of the lock file: contents decide, not times.
    if ! cmp -s package-lock.json node_modules/.installed-lock; then
        step "Installing the npm packages" "20 s" npm ci --no-progress --loglevel=error
        cp package-lock.json node_modules/.installed-lock
    fi
}

has_version() { # has_version COMMAND VERSION
    # This one does not tell its version; the name of its directory does.
    if [ "$1" = wasm-split-cli ]; then
        "$TOOLS/wasm_split_cli_support-$2/bin/$1" --help >/dev/null 2>&1
        return
    fi
    command -v "$1" >/dev/null 2>&1 &&
        [ "$("$1" --version 2>/dev/null | awk 'NR == 1 { print $2 }')" = "$2" ]
}

install_tool() { # install_tool PACKAGE COMMAND VERSION HOW_LONG [CARGO_OPTION...]
    package=$1 command=$2 version=$3 how_long=$4
    shift 4
    has_version "$command" "$version" && return
    root="$TOOLS/$package-$version"
    if cargo binstall -V >/dev/null 2>&1; then
        say "Fetching $package $version as a binary (about 20 s) ..."
        cargo binstall "$package@$version" --locked --no-confirm --disable-telemetry \
            --strategies crate-meta-data --root "$root" || say "No binary of $package; building it."
    fi
    if ! has_version "$command" "$version"; then
        # A debug build of a build tool is a third of the wait and works as fast.
        step "Building $package $version" "$how_long" \
            cargo install "$package" --version "$version" --locked --debug --root "$root" "$@"
    fi
    has_version "$command" "$version" || die "$command $version was installed to $root, but does not run."
}

check_pins() {
    pinned=$(pin wasm_bindgen Trunk.toml)
    [ "$pinned" = "$WASM_BINDGEN_VERSION" ] ||
        die "Trunk.toml names wasm_bindgen $pinned, Cargo.lock holds $WASM_BINDGEN_VERSION; make them equal."
}

check_pins
install_rust
# The choice of toolchain may have changed by what was just installed.
. scripts/env.sh
if [ "${1:-}" = rust ]; then exit 0; fi
install_npm
# Trunk builds offline: all that Cargo.lock names must be there before.
cargo fetch --locked --quiet || die "The crates could not be downloaded; see the lines above."
install_tool wasm-bindgen-cli wasm-bindgen "$WASM_BINDGEN_VERSION" "2 min"
install_tool wasm_split_cli_support wasm-split-cli "$WASM_SPLIT_VERSION" "1 min" --features build-binary
install_tool trunk trunk "$TRUNK_VERSION" "4 min" --no-default-features --features rustls
command -v wasm-opt >/dev/null 2>&1 || die "wasm-opt is missing from node_modules; run: rm -rf node_modules && make setup."
say "Set-up is complete."
