#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# fuzz_one.sh ROOT SECONDS TARGET: one libFuzzer target from its committed corpus, in a folder of its own.
set -u
root=$1 seconds=$2 target=$3
corpus=$root/tests/fuzz/corpus/${target#fuzz_}
work=$(mktemp -d) || exit 1
trap 'rm -rf -- "$work"' EXIT
mkdir "$work/found"
[[ ! -d $corpus ]] || set -- "$corpus"
[[ -d $corpus ]] || set --
program=$(find "$root/build/fuzz" -type f -name "$target" -perm -u+x -print -quit)
if ! "$program" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 \
  -artifact_prefix="$root/build/fuzz/$target-" "$work/found" "$@" >"$work/log" 2>&1; then
  echo "FAIL $target: the input is build/fuzz/$target-*"
  tail -n 40 "$work/log"
  exit 1
fi
echo "OK $target: $(grep -o 'number_of_executed_units: *[0-9]*' "$work/log")"
