# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# simtcc, and the first part of run: a CUDA kernel on this CPU, and a race that the checkers find.

verb_simtcc() {
  if wants_help "$@" && [[ ! -x $simtcc ]]; then
    print_verb_help simtcc
    printf '\nThe built program knows the rest of the options: ./warplight build\n'
    exit 0
  fi
  is_built || supervise build_slice simtcc 0 || exit
  exec "$simtcc" "$@"
}

# part_kernel: status 1 where a version is wrong, counted bytes differ from the formula, or the race is not found.
part_kernel() {
  local folder=$root/cuda/simt/examples program=$scratch/attention status=0
  heading 1 "$(pick "A CUDA kernel, on your CPU" "一个 CUDA kernel，跑在你的 CPU 上")" cuda/simt/examples/attention.cu
  "$simtcc" --check=all "$folder/attention.cu" -o "$program" &&
    "$simtcc" --check=all -DWITHOUT_BARRIER "$folder/attention.cu" -o "$program-minus" || return 1
  SIMT_COUNTERS=$scratch/counters.json "$program" || status=1
  # It has to be wrong here, and found out: status 86 or 1.
  SIMT_COUNTERS=$scratch/counters.json SIMT_LIMIT=1 "$program-minus" 2>"$scratch/findings" && status=1
  sed "s|$folder/||g" "$scratch/findings" | grep racecheck/shared_race | fold -s -w 98 | sed 's/ *$//; s/^/     /' || status=1
  line "$(pick "Same answer, a fraction of the traffic, and no N x N scratch. The missing line was a __syncthreads()." \
    "结果相同，访存只是零头，也不再需要 N x N 的中间矩阵。少掉的那一行是 __syncthreads()。")"
  return "$status"
}
