#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# From examples/attention.cu to the report of what it counts: attention_test.sh SIMTCC
set -u
simtcc=$1
examples=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../examples" && pwd) || exit 1
work=$(mktemp -d "${TMPDIR:-/tmp}/simt-report.XXXXXX") || exit 1
trap 'rm -rf -- "$work"' EXIT
cd "$work" || exit 1
failures=0

fail() {
  echo "FAIL: $*" >&2
  failures=$((failures + 1))
}

# has FILE TEXT...: each of them stands in it.
has() {
  local file=$1 text
  shift
  for text in "$@"; do grep -qF -- "$text" "$file" || fail "no '$text' in $file"; done
}

# refused STATUS TEXT ARGUMENTS...: the report ends so and says one sentence.
refused() {
  local status=$1 text=$2
  shift 2
  "$simtcc" report "$@" >said 2>&1
  (($? == status)) || fail "another status than $status: $*"
  has said "$text"
}

"$simtcc" run --counters counters.json "$examples/attention.cu" >program.txt 2>&1 || fail "$(cat program.txt)"
cat >ptxas.txt <<'EOF'
ptxas info    : Compiling entry function '_ZN7example5flashEPKfS1_S1_Pfi' for 'sm_80'
ptxas info    : Used 168 registers, used 1 barriers, 49152 bytes smem, 388 bytes cmem[0]
EOF
"$simtcc" report --ptxas ptxas.txt --html report.html counters.json >report.txt || fail "report of the example"
cat report.txt

# The formulas of the example: v1 reads 2 N^2 D elements for its scores; its softmax's threads walk over rows, so that
# each lane has a sector to itself; v2 keeps its 4 blocks of 48 KiB and waits at 8 barriers each.
has report.txt "scores   1 launch, grid 16 x 16, block 16 x 16" "262,144" "32.00    4.00      12.5 %" \
  "flash   1 launch, grid 4, block 128, 48.0 KiB of shared memory" "barriers 32" "168 registers, ptxas" \
  "32 registers, assumed" "<- bound" "A100" "H100" "not yet compared with hardware"
(($(grep -c "not yet compared with hardware" report.txt) == 1)) || fail "a caveat that is repeated"
awk 'length($0) > 110 { exit 1 }' report.txt || fail "a line of more than 110 columns"
has report.html "attention.cuh" "<td class=\"heat\"" "<td class=\"clash\"" "row[j] /= sum;" "prefers-color-scheme: dark"
grep -qE "<script|https?://" report.html && fail "a page that needs more than itself"

"$simtcc" report --device h100 counters.json >h100.txt || fail "--device h100"
grep -q A100 h100.txt && fail "--device h100 shows an A100"

refused 2 "can't read missing.json" missing.json
echo "no JSON" >bad.json
refused 2 "bad.json: not a file of counters" bad.json
sed 's/"version": *1/"version":2/' counters.json >newer.json
refused 2 "version 1 expected" newer.json
refused 2 "no 'Used N registers'" --ptxas bad.json counters.json
((failures == 0))
