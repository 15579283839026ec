#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# An inline function that host and kernel share, and that cannot be inlined, is compiled plainly in one object and with
# hooks in another. The plain object is linked first, and the finding is still there: plain_first_test.sh SIMTCC
set -u
simtcc=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/simtcc-test.XXXXXX") || exit 1
trap 'rm -rf -- "$work"' EXIT
cd "$work" || exit 1

cat >shared.h <<'H'
#ifdef __CUDACC__
#define BOTH __host__ __device__
#else
#define BOTH
#endif
inline BOTH int digest(const int* p, int n) { return n == 0 ? 0 : p[n - 1] + 3 * digest(p, n - 1) % 7; }
H
cat >plain.cpp <<'CPP'
#include "shared.h"
int host_digest(const int* p) { return digest(p, 2); }
CPP
cat >kernel.cu <<'CU'
#include "shared.h"
int host_digest(const int* p);
__global__ void digests(const int* p, int* out) { out[threadIdx.x] = digest(p, threadIdx.x + 40); }
int main() {
  int *p, *out;
  cudaMalloc(&p, 64 * sizeof(int));
  cudaMalloc(&out, 32 * sizeof(int));
  cudaMemset(p, 0, 64 * sizeof(int));
  digests<<<1, 32>>>(p, out);
  cudaDeviceSynchronize();
  const int both[2] = {1, 2};
  return host_digest(both) == 0;
}
CU

c++ -O1 -c plain.cpp -o plain.o || exit 1
"$simtcc" --check=all -c kernel.cu -o kernel.o || exit 1
"$simtcc" --check=all plain.o kernel.o -o program || exit 1
./program 2>said
status=$?
((status == 86)) || { echo "ended with $status, not 86" >&2; exit 1; }
grep -q 'shared.h:6: error: memcheck/global_oob_read: ' said || { cat said >&2; exit 1; }
