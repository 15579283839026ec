# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# Building: one at a time, under a lock; and knowing in milliseconds that nothing has to be built.

logs=$root/build/logs
build_stamp=$release/.built  # its time is that of the last good build's start

make_logs_folder() {
  mkdir -p "$logs" 2>/dev/null
  [[ -w $logs ]] || die 3 "$root/build cannot be written, so nothing can be built there"
}

# What run, chat and simtcc need; the rest of the repository is built by build and test.
first_slice=(warplight-cli simtcc)

# is_built: the first slice is there, and no source of it is younger than the last good build.
is_built() {
  [[ -x $cli && -x $simtcc && -e $build_stamp ]] || return 1
  [[ -z $(find "$root/common" "$root/reference_cpu" "$root/driver" "$root/cmake" "$root/CMakeLists.txt" \
    "$root"/cuda/simt/{runtime,rewrite,report,simtcc} \
    -newer "$build_stamp" ! -name '*.sh' ! -type d -print -quit 2>/dev/null) ]]
}

# lock_build VERB: file descriptor 9 holds the lock until unlock_build or the end.
lock_build() {
  make_logs_folder
  exec 9>>"$root/build/.lock"
  if ! flock -n 9; then
    note build "waiting: $(cat "$root/build/.lock-owner" 2>/dev/null || printf 'another warplight') is building here"
    flock 9
  fi
  printf "'./warplight %s' (process %d)" "$1" $$ >"$root/build/.lock-owner"
}

unlock_build() {
  rm -f -- "$root/build/.lock-owner"
  exec 9>&-
}

# Clones of one version share ccache's entries: paths inside the repository count as relative.
build_environment() {
  export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}
}

# jobs: as many as cores, but 1.5 GB of memory each.
jobs() {
  local cores kb
  cores=$(nproc)
  kb=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
  local fit=$((${kb:-3000000} / 1500000))
  ((fit >= 1)) || fit=1
  printf '%d' $((fit < cores ? fit : cores))
}

# configure PRESET [CMAKE OPTIONS]: only where it is needed; ninja itself notices changed CMake files.
configure() {
  local preset=$1 log=$logs/configure-$1.log fresh=()
  local folder=$root/build/$preset
  shift
  local options="$*"
  if ((packages_new == 0)) && [[ -e $folder/build.ninja && $(cat "$folder/.configured" 2>/dev/null) == "$options" ]]; then
    return 0
  fi
  # A configuration that never came to its end, or ran when packages were missing, is not built upon.
  [[ -e $folder/.configured ]] || fresh=(--fresh)
  rm -f -- "$folder/.configured"
  if ! watched "$log" watch_configure cmake -S "$root" --preset "$preset" "${fresh[@]}" "$@"; then
    build_failed "$log" "configuring the build ($preset)"
  fi
  printf '%s\n' "$options" >"$folder/.configured"
}

watch_configure() { live build "configuring"; }

build_title=""
watch_build() {
  local last text
  last=$(tail -c 4096 "$1" 2>/dev/null | grep -o '^\[[0-9]*/[0-9]*\]' | tail -n 1)
  last=${last//[][]/}
  text="$build_title  $(bar "${last%/*}" "${last#*/}")  $last"
  if download_runs; then
    text+="  $(pick "download" "下载") $(downloaded_mb)/$wheel_mb MB"
  fi
  [[ -n $last ]] || return 0
  live build "$text"
}

# build PRESET TITLE TARGET...
build() {
  local preset=$1 log=$logs/build-$1.log last
  build_title=$2
  shift 2
  build_environment
  if ! NINJA_STATUS='[%f/%t] ' watched "$log" watch_build ninja -C "$root/build/$preset" -j "$(jobs)" "$@"; then
    build_failed "$log" "the build ($preset)"
  fi
  last=$(grep -o '^\[[0-9]*/[0-9]*\]' "$log" | tail -n 1)
  last=${last//[][]/}
  [[ -z $last ]] || note build "$build_title  $(bar 1 1)  ${last#*/}/${last#*/}"
}

# build_failed LOG WHAT: what the compiler said, then one sentence.
build_failed() {
  clear_live
  if grep -q 'No space left on device' "$1"; then
    die 3 "the disk filled up during $2; free some space and start again"
  fi
  grep -Ev '^(\[[0-9]*/[0-9]*\]|-- )' "$1" | tail -n 40 >&2
  die 3 "$2 failed (all of it: ${1#"$root"/})"
}

# build_release VERB TITLE TARGET...
build_release() {
  local verb=$1 title=$2 started
  shift 2
  lock_build "$verb"
  started=$scratch/started
  : >"$started"
  configure release "-DBUILD_TESTING=$(tests_can_build)"
  build release "$title" "$@"
  touch -r "$started" "$build_stamp"
  unlock_build
}

# build_release_target VERB TITLE TARGET: a target beside the program, which stays as it is.
build_release_target() {
  lock_build "$1"
  configure release "-DBUILD_TESTING=$(tests_can_build)"
  build release "$2" "$3"
  unlock_build
}

# Tests belong to the build as soon as their library is installed; the first slice does without.
tests_can_build() {
  if [[ $(dpkg-query -W -f='${db:Status-Status}' catch2 2>/dev/null) == installed ]]; then printf ON; else printf OFF; fi
}

verb_build() {
  (($# == 0)) || unknown_option build "$1"
  set_up build weights tests
  start_download
  build_release build "everything" all
  finish_download
  [[ -z $weights_failure ]] || note download "SmolLM2-135M is missing: $weights_failure; chat uses the embedded model until then"
  note build "done: ./warplight run and ./warplight test go on from here"
}
