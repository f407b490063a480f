# What script/demo, script/test and script/check share; sourced from the root of the checkout, never run.
#   step NAME LABEL COMMAND…   runs it with its output in build/log/NAME.log; one line of result with the time it took
#   fail_later TEXT            remembers a failure; `failures` counts them
# shellcheck shell=bash

export LC_ALL=C.UTF-8
export CCACHE_DIR="${CCACHE_DIR:-$PWD/build/ccache}"
# Precompiled headers and ccache agree only with these (see ccache's manual, section on precompiled headers).
export CCACHE_SLOPPINESS="pch_defines,time_macros,include_file_mtime,include_file_ctime"
export CCACHE_BASEDIR="$PWD"
export CTEST_PARALLEL_LEVEL="${CTEST_PARALLEL_LEVEL:-$(nproc)}"
mkdir -p build/log

failures=0

# Seconds since $1 (an EPOCHREALTIME), one decimal.
seconds_since() {
    local now=$EPOCHREALTIME
    local ms=$(((${now/[.,]/} - ${1/[.,]/}) / 1000))
    printf '%d.%d s' $((ms / 1000)) $(((ms % 1000) / 100))
}

fail_later() {
    failures=$((failures + 1))
    echo "FAIL  $*"
}

step() {
    local label=$2 start=$EPOCHREALTIME log="build/log/$1.log"
    shift 2
    if "$@" >"$log" 2>&1 </dev/null; then
        printf 'ok    %-48s %10s\n' "$label" "$(seconds_since "$start")"
        return 0
    fi
    fail_later "$label ($(seconds_since "$start")); the end of $log:"
    tail -n 40 "$log" | sed 's/^/      /'
    return 1
}

configure() { cmake --preset "$1" && cmake --build --preset "$1" "${@:2}"; }
