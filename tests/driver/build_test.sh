#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2016,SC2034 # conditions are texts for eval; the sandbox reads the variables
# Building: under a lock, with progress on stderr; Ctrl-C ends everything at once and the next start goes on.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "$0")/sandbox.sh"

with_weights
drive build
ok "build exits 0 and leaves stdout empty" eval '[[ $code == 0 && -z $out && -x $project/build/release/driver/warplight-cli ]]'
ok "progress is lines of at most 110 columns without control characters" \
  eval '[[ -z $(awk "length > 110" <<<"$err") && $err != *$'"'\\033'"'* ]]'

mkdir -p "$project/build"
printf "'./warplight test' (process 4242)" >"$project/build/.lock-owner"
rm -f "$project/build/release/.built" "$sandbox/ninja-calls"
flock "$project/build/.lock" sleep 2 &
sleep 0.3
drive check x
wait
ok "a build under way is waited for, and named" eval '[[ $code == 0 && $err == *"process 4242"* && $out == "answer check x" ]]'

# shellcheck disable=SC2317  # called by eval
# alive PID: and not just waiting to be forgotten.
alive() { [[ -e /proc/$1 && $(sed 's/.*) \(.\).*/\1/' "/proc/$1/stat" 2>/dev/null) != [ZX] ]]; }

# interrupt SIGNAL_TARGET_FILE VERB: starts VERB, waits for the stand-in, sends SIGINT to the driver alone.
interrupt() {
  rm -f "$1"
  PATH=$stubs:$PATH env --default-signal=INT "$project/warplight" "$2" >"$sandbox/out" 2>"$sandbox/err" </dev/null &
  local driver=$! tries
  for ((tries = 0; tries < 100; tries++)); do
    [[ -s $1 ]] && break
    sleep 0.1
  done
  began=${EPOCHREALTIME/./}
  kill -INT "$driver"
  wait "$driver"
  code=$?
  took=$((${EPOCHREALTIME/./} - began))
  err=$(<"$sandbox/err")
}

rm -rf "$project/build" "$WARPLIGHT_CACHE"
NINJA=slow PIP=slow interrupt "$sandbox/ninja-pid" run
ok "Ctrl-C exits 130 at once ($((took / 1000)) ms)" eval '[[ $code == 130 ]] && ((took < 3000000))'
ok "and says that the next start goes on" has "$(tail -n 1 <<<"$err")" "goes on"
ok "the build has ended" eval '! alive "$(<"$sandbox/ninja-pid")"'
ok "the download has ended" eval '! alive "$(<"$sandbox/pip-pid")"'
ok "nothing half done stays in the cache" is "$(find "$WARPLIGHT_CACHE" -mindepth 1 ! -name .lock)" ""
with_weights
CLI_DOES='[[ $1 != perplexity ]] && echo answer || echo 14.07' drive run
ok "the next start goes on" eval '[[ $code == 0 && $out == *ready.* ]]'

# Two starts at once fetch the weights once; the second waits, and then finds them.
rm -rf "$WARPLIGHT_CACHE"
mkdir -p "$WARPLIGHT_CACHE"
flock "$WARPLIGHT_CACHE/.lock" bash -c 'sleep 4; echo weights >"$1"; stat -c "%s %Y" "$1" >"$1.checked"' - \
  "$WARPLIGHT_CACHE/smollm2-135m-instruct.gguf" &
sleep 0.3
drive chat
wait
ok "a download under way is waited for" eval '[[ $code == 0 && $err == *"another warplight is fetching"* && $out == "answer chat" ]]'
CLI_DOES='[[ -e /proc/self/fd/8 || -e /proc/self/fd/9 ]] && echo held' drive chat
ok "the program holds no lock of ours" is "$out" ""
finish
