#!/bin/sh
# Everything, in the order in which a mistake shows soonest. The last line on
# stdout counts the native, in-browser, SDK and end-to-end tests, and seeds of chaos:
# "N passed, N failed".
set -eu
cd "$(dirname "$0")/.."
. scripts/phase.sh
. scripts/env.sh

rm -rf "$LOGS"
mkdir -p "$LOGS"
trap 'status=$?; trap - EXIT; node scripts/totals.mjs "$LOGS" "$status"; exit "$status"' EXIT

web_tests() {
    webdriver=webdriver.json
    if [ "$CHROMIUM" != /usr/bin/chromium ]; then
        webdriver="$LOGS/webdriver.json"
        sed "s|/usr/bin/chromium|$CHROMIUM|" webdriver.json >"$webdriver"
    fi
    WASM_BINDGEN_TEST_WEBDRIVER_JSON="$PWD/${webdriver#"$PWD"/}" CHROMEDRIVER="$CHROMEDRIVER" \
        cargo test --locked --target wasm32-unknown-unknown -p genie-chat --test web
}

phase "Set-up" sh scripts/setup.sh
. scripts/env.sh
phase "Browser" sh scripts/browser.sh
sh scripts/check.sh
phase "Clippy, WebAssembly" \
    cargo clippy --locked --target wasm32-unknown-unknown -p genie-chat --lib --tests -- -D warnings
phase "Clippy, split WebAssembly" \
    cargo clippy --locked --target wasm32-unknown-unknown -p genie-chat --lib --features split -- -D warnings
phase "Tests in a browser" logged web web_tests
phase "Build of the widget" sh scripts/build.sh
phase "Size budget" node scripts/size.mjs --check
phase "Build of the relay" cargo build --locked -p genie-relay
phase "The official Python SDK" sh scripts/sdk.sh
phase "End-to-end tests" npx --no-install playwright test --config tests/e2e/playwright.config.mjs
phase "Ten seeds of chaos" logged chaos env CHAOS_SEED=picked node tests/chaos/run.mjs
