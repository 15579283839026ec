#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What simtcc does with its command line: command_line_test.sh SIMTCC
set -u
simtcc=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/simtcc-test.XXXXXX") || exit 1
trap 'rm -rf -- "$work"' EXIT
mkdir "$work/tmp"
export TMPDIR=$work/tmp
cd "$work" || exit 1
failures=0

# expect STATUS TEXT COMMAND...: the command ends with STATUS and says TEXT somewhere.
expect() {
  local status=$1 text=$2
  shift 2
  "$@" >said 2>&1 </dev/null
  local got=$?
  if ((got != status)) || { [[ -n $text ]] && ! grep -qF -- "$text" said; }; then
    echo "FAIL ($got, not $status, or not '$text'): $*" >&2
    sed 's/^/  /' said >&2
    failures=$((failures + 1))
  fi
}

check() {
  "$@" && return
  echo "FAIL: $*" >&2
  failures=$((failures + 1))
}

cat >good.cu <<'CU'
#include <cstdio>
#include <cstdlib>
__global__ void set(int* p, int value) { p[threadIdx.x] = value; }
int twice(int x);
int main(int argc, char** argv) {
  int* p;
  cudaMallocManaged(&p, 32 * sizeof(int));
  set<<<1, 32>>>(p, argc);
  cudaDeviceSynchronize();
  printf("%d threads of %d, %s\n", p[31], twice(16), argc > 1 ? argv[1] : "no arguments");
  cudaFree(p);
  return argc > 2 ? atoi(argv[2]) : 0;
}
CU
cat >twice.cpp <<'CU'
#include <cuda_runtime.h>
int twice(int x) { return 2 * x; }
CU
cat >faulty.cu <<'CU'
__global__ void set(int* p) { p[threadIdx.x] = 1; }
int main() {
  int* p;
  cudaMalloc(&p, 31 * sizeof(int));
  set<<<1, 32>>>(p);
  return cudaDeviceSynchronize() != cudaSuccess;
}
CU
printf '__device__ void f() {\n  asm("wgmma.fence.sync.aligned;");\n}\n' >refused.cu
printf 'int main() {\n  return undeclared;\n}\n' >wrong.cu
printf '#include "part.cuh"\nint main() {}\n' >parts.cu
printf '__global__ void k() {}\n' >part.cuh
printf 'int main() { for (;;) {} }\n' >endless.cu
printf '#if __CUDA_ARCH__ != 900 || !defined(NAME) || NAME != 3\n#error wrong\n#endif\nint main() {}\n' >arch.cu

# Bad usage.
expect 2 "unknown flag '--nonsense'" "$simtcc" --nonsense good.cu
expect 2 "unknown flag '-fopenmp'" "$simtcc" -fopenmp good.cu
expect 2 "missing.cu: no such file" "$simtcc" missing.cu
expect 2 "no input files" "$simtcc"
expect 2 "-o: a value is missing" "$simtcc" good.cu -o
expect 2 "there is no checker 'memchek'" "$simtcc" --check=memchek good.cu
expect 2 "--timeout: 'soon' is no number" "$simtcc" run --timeout soon good.cu
expect 0 "simtcc run" "$simtcc" --help
expect 0 "simtcc" "$simtcc" --version

# Compilers that complain, features that are missing.
expect 1 "wrong.cu:2:" "$simtcc" wrong.cu
expect 1 "refused.cu:2: error: simtcc: inline PTX 'wgmma.fence.sync.aligned' is not supported" \
  "$simtcc" -c refused.cu
check test ! -e refused.o

# Compile, link, run; several files; objects.
expect 0 "" "$simtcc" -O2 -std=c++17 -lineinfo --ptxas-options=-v -Xptxas -O3 -t 2 \
  -gencode arch=compute_80,code=sm_80 --extended-lambda --expt-relaxed-constexpr -rdc=true \
  --compiler-options=-Wall,-Wextra -Wno-deprecated-gpu-targets -lcublas -lcudart -lm \
  good.cu twice.cpp -o good
expect 0 "1 threads of 32, no arguments" ./good
expect 0 "" "$simtcc" -c good.cu twice.cpp
expect 0 "" "$simtcc" good.o twice.o
expect 0 "2 threads of 32, x" ./a.out x
expect 0 "" "$simtcc" -c -x cu twice.cpp -o other.o
expect 0 "" "$simtcc" --check=memcheck,racecheck -c good.cu -o hooked.o
expect 0 "" "$simtcc" twice.o hooked.o -o hooked
expect 0 "1 threads" ./hooked
expect 0 "3 threads of 32, x" "$simtcc" run good.cu twice.cpp -- x 0
expect 5 "" "$simtcc" run good.cu twice.cpp -- x 5
expect 0 "" "$simtcc" -arch=sm_90 -DNAME=3 arch.cu -o arch
expect 0 "" "$simtcc" --gpu-architecture=sm_90 --define-macro NAME=3 arch.cu -o arch
expect 0 "" "$simtcc" -c -MD -MF parts.d parts.cu
check grep -q 'part\.cuh' parts.d

# Checks, their files, the clock.
expect 86 "faulty.cu:1: error: memcheck/global_oob_write" "$simtcc" run --check=all --json f.json faulty.cu
check grep -q '"global_oob_write"' f.json
expect 0 "" "$simtcc" run --check=racecheck faulty.cu
expect 0 "" "$simtcc" run --counters c.json good.cu twice.cpp
check grep -q '"global_store_requests"' c.json
expect 124 "endless.cu: stopped after 0.5 s" "$simtcc" run --timeout 0.5 endless.cu

# Ended by a signal: by that signal, and nothing stays behind.
"$simtcc" run endless.cu &
pid=$!
for ((i = 0; i < 100; ++i)); do
  [[ -e $(echo "$TMPDIR"/simtcc.*/program) ]] && break
  sleep 0.1
done
sleep 0.2
kill -TERM "$pid"
wait "$pid"
check test $? -eq $((128 + 15))
check test -z "$(ls -A "$TMPDIR")"

((failures == 0)) || exit 1
