# Sourced: installs Debian packages where this user may; says nothing and does nothing elsewhere.

# apt_install PACKAGE …
apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 0
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null || return 0
        as_root='sudo -n'
    fi
    say "Installing Debian's $* (about 1 min) ..."
    start=$(date +%s)
    # Unquoted on purpose: empty or two words.
    $as_root apt-get -q -q update || say "The package lists could not be renewed; trying with the old ones."
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -q -y install --no-install-recommends "$@" \
        >/dev/null || die "apt-get could not install $*."
    say "Installed in $(($(date +%s) - start)) s."
}
