# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# Ctrl-C. Bash 5.2 loses or dies of a trapped signal that comes while it expands $(...), so the process that
# has the traps does nothing but wait; the work is done by a child of it, which has none.

scratch=""  # folder of this run; its file `remove` lists what else has to go

# supervise FUNCTION ARGUMENTS...: its status; whatever happens, none of its processes and files stay.
supervise() {
  local status
  trap 'stop_all 130' INT
  trap 'stop_all 143' TERM
  scratch=${TMPDIR:-/tmp}/warplight.$$.$RANDOM$RANDOM
  if ! mkdir -m 700 -- "$scratch" 2>/dev/null; then
    scratch=""
    die 3 "${TMPDIR:-/tmp} cannot be written or is full, and temporary files are needed"
  fi
  "$@" <&0 &
  wait "$!"
  status=$?
  trap '' INT TERM
  sweep
  trap - INT TERM
  return "$status"
}

# stop_all STATUS: a process just forked still has its parent's traps; only the parent acts.
stop_all() {
  [[ $BASHPID == "$$" ]] || exit "$1"
  trap '' INT TERM
  local process all
  all=$(hold_descendants "$$")
  for process in $all; do kill -TERM "$process" 2>/dev/null; done
  for process in $all; do kill -CONT "$process" 2>/dev/null; done
  wait
  live_shown=something
  say "warplight: stopped; the next start goes on from here."
  sweep
  exit "$1"
}

# hold_descendants PROCESS: prints them, each held before its children are listed, so that none is missed.
hold_descendants() {
  local child list=()
  read -ra list 2>/dev/null <"/proc/$1/task/$1/children"
  for child in "${list[@]}"; do
    [[ $child != "$BASHPID" ]] || continue
    kill -STOP "$child" 2>/dev/null || continue
    printf '%s ' "$child"
    hold_descendants "$child"
  done
}

sweep() {
  local path
  [[ -n $scratch ]] || return 0
  while IFS= read -r path; do rm -rf -- "$path"; done 2>/dev/null <"$scratch/remove"
  rm -rf -- "$scratch"
  scratch=""
}

# new_folder VARIABLE PARENT: a temporary folder that goes when the run ends.
new_folder() {
  local -n made=$1
  made=$2/warplight.$$.$RANDOM$RANDOM
  printf '%s\n' "$made" >>"$scratch/remove"  # before it is there, so that it never stays
  mkdir -m 700 -- "$made" 2>/dev/null || die 3 "$2 cannot be written or is full"
}
