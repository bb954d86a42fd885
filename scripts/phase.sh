# Sourced by check.sh and test.sh: runs one phase, says how long it took, and
# keeps its output where totals.mjs finds the counts.

phase() { # phase NAME COMMAND...: ends the script when the command fails
    phase_name=$1
    shift
    printf '\n== %s\n' "$phase_name"
    phase_start=$(date +%s)
    phase_status=0
    "$@" || phase_status=$?
    printf '== %s: ' "$phase_name"
    [ "$phase_status" -eq 0 ] || printf 'FAILED after '
    printf '%s s\n' $(($(date +%s) - phase_start))
    [ "$phase_status" -eq 0 ] || exit "$phase_status"
}

logged() { # logged NAME COMMAND...: the output also goes to $LOGS/NAME.log
    logged_name=$1
    shift
    mkdir -p "$LOGS"
    # POSIX sh has no pipefail: the status travels beside the pipe.
    {
        logged_status=0
        "$@" 2>&1 || logged_status=$?
        echo "$logged_status" >"$LOGS/$logged_name.status"
    } | tee "$LOGS/$logged_name.log"
    return "$(cat "$LOGS/$logged_name.status")"
}
