# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# The steps of ./warplight test, one function each: status 0 is good, 1 is not. What a step has to say for
# the summary goes to the file $remark, a reason to skip it to $skip.

step_names=(build weights tests sanitizers fuzz tidy format shellcheck docs cuda)

declare -A step_titles=(
  [build]="everything, release, no warning"
  [weights]="SmolLM2-135M, whole file against its checksum"
  [tests]="unit, golden, driver and real-model tests"
  [sanitizers]="the tests again under AddressSanitizer and UBSan"
  [fuzz]="each parser for ${WARPLIGHT_FUZZ_SECONDS:-10} s with libFuzzer"
  [tidy]="clang-tidy 19, every source once"
  [format]="clang-format 19"
  [shellcheck]="every shell script"
  [docs]="the site without a warning, pages that are current"
  [cuda]="nvcc, sm_80 and sm_90a"
)

# Steps that mean nothing when another one failed.
declare -A step_after=([tests]=build [tidy]=build [docs]=build)

step_build() {
  local warnings
  build_release test "everything" all
  warnings=$(grep -c ' warning: ' "$logs/build-release.log")
  ((warnings == 0)) || {
    grep ' warning: ' "$logs/build-release.log" | head -n 20 >&2
    remark_is "$warnings compiler warnings"
    return 1
  }
}

step_weights() {
  weights_intact || {
    remark_is "wrong checksum"
    return 1
  }
  stamp_weights
}

# run_ctest PRESET NAME [CTEST OPTIONS]: one thread each, since spinning threads fight over the cores.
run_ctest() {
  local preset=$1 log=$logs/ctest-$2.log status skipped
  shift 2
  WARPLIGHT_MODEL=${WARPLIGHT_MODEL:-$weights_file} OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
    ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1 \
    watched "$log" watch_ctest ctest --test-dir "$root/build/$preset" --output-on-failure --no-tests=error \
    --timeout 900 -j "$(jobs)" "$@"
  status=$?
  clear_live
  skipped=$(grep -c '(Skipped)$' "$log")
  remark_is "$(grep 'tests passed' "$log" || tail -n 1 "$log")$( ((skipped == 0)) || printf ' (%d skipped)' "$skipped")"
  ((status == 0)) || show_failures "$log"
  ((status == 0))
}

watch_ctest() {
  local last
  last=$(tail -c 4096 "$1" | grep -Eo '^ *[0-9]+/[0-9]+ Test' | tail -n 1 | tr -d ' a-zA-Z')
  [[ -z $last ]] || live tests "$(bar "${last%/*}" "${last#*/}")  $last"
}

# show_failures LOG: the output of failed tests and their list, without the tests that passed.
show_failures() { grep -Ev '^ *(Start +[0-9]+:|[0-9]+/[0-9]+ Test .* Passed)' "$1" | tail -n 200 >&2; }

step_tests() { run_ctest release tests -E '^docs: '; }

# What needs the weights is left out, since it takes too long, and what tests bash, since it has no memory to
# check. Chapters are not built.
step_sanitizers() {
  local targets
  lock_build test
  configure asan
  mapfile -t targets < <(ninja -C "$root/build/asan" -t targets all | sed -n 's/^\(test_[a-z0-9_]*\): phony$/\1/p')
  build asan "sanitizers" warplight-cli "${targets[@]}"
  unlock_build
  run_ctest asan sanitizers -LE 'model|slow|driver'
}

# The target fuzz runs every fuzzer from its committed corpus; whatever a fuzzer finds fails the build.
step_fuzz() {
  lock_build test
  configure fuzz "-DWARPLIGHT_FUZZ_SECONDS=${WARPLIGHT_FUZZ_SECONDS:-10}"
  build fuzz "fuzzers" fuzz
  unlock_build
  remark_is "$(grep -c '^stat::number_of_executed_units' "$logs/build-fuzz.log") fuzzers, nothing found"
}

step_tidy() { run_tidy; }

# our_files PATTERN...: files of the repository, with and without git, generated folders left out.
our_files() {
  local pattern tests=()
  for pattern in "$@"; do tests+=(-o -name "$pattern"); done
  find "$root" \( -path "$root/build" -o -path "$root/out" -o -name .git \) -prune -o -type f \( "${tests[@]:1}" \) -print | sort
}

step_format() {
  local log=$logs/format.log
  our_files '*.cpp' '*.hpp' '*.cu' '*.cuh' | tr '\n' '\0' |
    xargs -0 -r clang-format-19 --style=file --dry-run --Werror >"$log" 2>&1 && return 0
  sed -n "s|^$root/\(.*\):[0-9]*:[0-9]*: error: .*|\1|p" "$log" | sort | uniq -c >&2
  remark_is "$(grep -c 'error:' "$log") places; clang-format-19 -i mends them"
  return 1
}

step_shellcheck() {
  local files
  mapfile -t files < <(our_files '*.sh' warplight run | xargs -r grep -lE '^#!.*\bbash\b|^# shellcheck shell=bash')
  (cd "$root" && shellcheck -x "${files[@]#"$root"/}") >"$logs/shellcheck.log" 2>&1 && {
    remark_is "${#files[@]} scripts"
    return 0
  }
  head -n 60 "$logs/shellcheck.log" >&2
  return 1
}

# ctest builds the site, which Doxygen's warnings fail, and looks at it as a reader's browser would.
step_docs() { run_ctest release docs -R '^docs: '; }

# Compiled and linked wherever nvcc is; run where a device answers (ctest counts them as skipped elsewhere).
step_cuda() {
  command -v nvcc >/dev/null || { skip_is "no nvcc"; return; }
  [[ -n $(our_files '*.cu') ]] || { skip_is "no .cu files yet"; return; }
  lock_build test
  configure cuda
  build cuda "CUDA sources" cuda_all
  unlock_build
  run_ctest cuda cuda -L cuda
}

remark_is() { printf '%s' "$1" >"$remark"; }
skip_is() { printf '%s' "$1" >"$skip"; }
