# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# What the driver says, and how: one clock, lines of one form, a bar on a terminal, one way to give up.

live_shown=""  # the line now standing on the terminal without a newline
live_next=0    # when a pipe gets its next line of progress

# pick ENGLISH CHINESE: prose in the reader's language.
pick() {
  if [[ $language == zh ]]; then printf '%s' "$2"; else printf '%s' "$1"; fi
}

# set_language [zh|en]: by name, else from the locale.
set_language() {
  local locale=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
  case ${1:-$locale} in
    zh*) language=zh ;;
    en*) language=en ;;
    *)
      [[ -z ${1:-} ]] || die 2 "--lang takes zh or en, not '$1'"
      language=en
      ;;
  esac
}
language=en

clock() { printf '%d:%02d' $((SECONDS / 60)) $((SECONDS % 60)); }

# note NAME TEXT: one finished line of progress.
note() {
  clear_live
  printf '  %5s  %-9s %s\n' "$(clock)" "$1" "$2" >&2
}

say() {
  clear_live
  printf '%s\n' "$*" >&2
}

# bar DONE TOTAL: 32 columns, readable without colour.
bar() {
  local done=$1 total=$2 filled
  ((total > 0)) || total=1
  ((done <= total)) || done=$total
  filled=$((32 * done / total))
  local hashes='################################'
  local dashes='--------------------------------'
  printf '%s%s' "${hashes:0:filled}" "${dashes:0:32-filled}"
}

# live NAME TEXT: progress that overwrites itself on a terminal, and is a line every 20 s in a pipe.
live() {
  if [[ -t 2 ]]; then
    printf -v live_shown '  %5s  %-9s %s' "$(clock)" "$1" "$2"
    printf '\r\033[K%s' "${live_shown:0:$(columns)}" >&2
  elif ((SECONDS >= live_next)); then
    ((live_next == 0)) || note "$1" "$2"
    live_next=$((SECONDS + 20))
  fi
}

# columns: of the terminal, less the last, where some terminals wrap.
columns() {
  local size
  size=$(stty size <&2 2>/dev/null)
  size=${size#* }
  if ((${size:-0} > 20)); then printf '%d' $((size - 1)); else printf 79; fi
}

clear_live() {
  if [[ -n $live_shown && -t 2 ]]; then printf '\r\033[K' >&2; fi
  live_shown=""
}

# die CODE SENTENCE: the sentence is also the remark of the test step that gave up.
die() {
  clear_live
  [[ -z ${remark:-} ]] || printf '%s' "$2" >"$remark"
  printf 'warplight: %s\n' "$2" >&2
  exit "$1"
}

# watched LOG SHOW COMMAND...: runs COMMAND with its output in LOG, and SHOW LOG meanwhile.
watched() {
  local log=$1 show=$2 child status
  shift 2
  "$@" >"$log" 2>&1 </dev/null &
  child=$!
  live_next=0
  while kill -0 "$child" 2>/dev/null; do
    "$show" "$log"
    sleep 0.2
  done
  wait "$child"
  status=$?
  clear_live
  return "$status"
}
