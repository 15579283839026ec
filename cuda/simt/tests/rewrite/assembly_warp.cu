// SPDX-License-Identifier: Apache-2.0
// Inline PTX of whole warps: cp.async, ldmatrix, mma.sync, shuffles and votes, as hand-written kernels use them.
#include "expect.cuh"
#include <cuda_bf16.h>

using bf16 = __nv_bfloat16;

__device__ unsigned shared_address(const void* address) {
  return static_cast<unsigned>(__cvta_generic_to_shared(address));
}

// One warp: C[16, 8] = A[16, 16] * B[16, 8].
__global__ void product(const bf16* A, const bf16* B, float* C) {
  __shared__ __align__(16) bf16 a[16 * 16];
  __shared__ __align__(16) bf16 b[16 * 8];
  const int lane = static_cast<int>(threadIdx.x);
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16;\n" ::"r"(shared_address(a + lane * 8)),
               "l"(A + lane * 8));
  asm volatile(
      "{\n"
      "  .reg .pred p;\n"
      "  setp.ne.b32 p, %2, 0;\n"
      "  @p cp.async.ca.shared.global.L2::128B [%0], [%1], 16;\n"
      "}\n" ::"r"(shared_address(b + lane % 16 * 8)),
      "l"(B + lane % 16 * 8), "r"(static_cast<int>(lane < 16)));
  asm volatile("cp.async.commit_group;\n" ::);
  asm volatile("cp.async.wait_group %0;\n" ::"n"(0));
  __syncthreads();

  unsigned ra[4];
  unsigned rb[2];
  float d[4] = {0, 0, 0, 0};
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];\n"
               : "=r"(ra[0]), "=r"(ra[1]), "=r"(ra[2]), "=r"(ra[3])
               : "r"(shared_address(a + lane % 16 * 16 + lane / 16 * 8)));
  asm volatile("ldmatrix.sync.aligned.m8n8.x2.trans.shared.b16 {%0, %1}, [%2];\n"
               : "=r"(rb[0]), "=r"(rb[1])
               : "r"(shared_address(b + lane % 16 * 8)));
  asm volatile(
      "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 "
      "{%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};\n"
      : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
      : "r"(ra[0]), "r"(ra[1]), "r"(ra[2]), "r"(ra[3]), "r"(rb[0]), "r"(rb[1]));
  float* c = C + lane / 4 * 8 + lane % 4 * 2;
  c[0] = d[0];
  c[1] = d[1];
  c[64] = d[2];
  c[65] = d[3];
}

__global__ void exchange(int* out) {
  int value = static_cast<int>(threadIdx.x);
  unsigned ballot;
  asm volatile("shfl.sync.bfly.b32 %0, %1, 3, 0x1f, 0xffffffff;" : "=r"(value) : "r"(value));
  asm volatile("{ .reg .pred p; setp.lt.s32 p, %1, 4; vote.sync.ballot.b32 %0, p, 0xffffffff; }"
               : "=r"(ballot)
               : "r"(static_cast<int>(threadIdx.x)));
  out[threadIdx.x] = value + static_cast<int>(ballot) * 100;
}

int main() {
  bf16* a;
  bf16* b;
  float* c;
  int* x;
  cudaMallocManaged(&a, 256 * sizeof(bf16));
  cudaMallocManaged(&b, 128 * sizeof(bf16));
  cudaMallocManaged(&c, 128 * sizeof(float));
  cudaMallocManaged(&x, 32 * sizeof(int));
  for (int i = 0; i < 256; ++i) a[i] = __float2bfloat16(static_cast<float>(i * 7 % 13 - 6));
  for (int i = 0; i < 128; ++i) b[i] = __float2bfloat16(static_cast<float>(i * 5 % 11 - 5));
  RUN(product<<<1, 32>>>(a, b, c));
  for (int row = 0; row < 16; ++row) {
    for (int column = 0; column < 8; ++column) {
      float sum = 0;
      for (int k = 0; k < 16; ++k) {
        sum += __bfloat162float(a[row * 16 + k]) * __bfloat162float(b[k * 8 + column]);
      }
      EXPECT(c[row * 8 + column], sum);
    }
  }
  RUN(exchange<<<1, 32>>>(x));
  for (int i = 0; i < 32; ++i) EXPECT(x[i], (i ^ 3) + 1500);
  cudaFree(a);
  cudaFree(b);
  cudaFree(c);
  cudaFree(x);
}
