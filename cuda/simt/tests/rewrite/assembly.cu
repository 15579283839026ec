// SPDX-License-Identifier: Apache-2.0
// Inline PTX: the common single instructions, and small blocks of them.
#include "expect.cuh"

__device__ unsigned lane() {
  unsigned result;
  asm volatile("mov.u32 %0, %%laneid;" : "=r"(result));
  return result;
}

__global__ void integers(unsigned* out) {
  unsigned long long wide;
  int s;
  if (lane() != 5) return;
  asm("bfe.u32 %0, %1, 4, 8;" : "=r"(out[0]) : "r"(0x12345678U));
  asm("bfi.b32 %0, %1, %2, 8, 4;" : "=r"(out[1]) : "r"(0xAU), "r"(0U));
  asm("{ .reg .pred p; setp.gt.u32 p, %1, 3; selp.u32 %0, 1, 2, p; }" : "=r"(out[2]) : "r"(4U));
  asm("mul.wide.u32 %0, %1, %2;" : "=l"(wide) : "r"(0x80000000U), "r"(4U));
  asm("mov.b64 {%0, %1}, %2;" : "=r"(out[13]), "=r"(out[3]) : "l"(wide));
  asm("mad.lo.s32 %0, %1, %2, %3;" : "=r"(s) : "r"(-2), "r"(3), "r"(4));
  out[4] = static_cast<unsigned>(s);
  asm("lop3.b32 %0, %1, %2, %3, 0x96;" : "=r"(out[5]) : "r"(0xF0U), "r"(0xCCU), "r"(0xAAU));
  asm("brev.b32 %0, %1;" : "=r"(out[6]) : "r"(1U));
  asm("shr.s32 %0, %1, 40;" : "=r"(s) : "r"(-8));
  out[7] = static_cast<unsigned>(s);
  asm("prmt.b32 %0, %1, %2, 0x5410;" : "=r"(out[8]) : "r"(0x11112222U), "r"(0x33334444U));
  asm("mul.hi.u32 %0, %1, %2;" : "=r"(out[9]) : "r"(0x80000000U), "r"(6U));
  asm("clz.b32 %0, %1;" : "=r"(out[10]) : "r"(0x00010000U));
  asm("bfind.u32 %0, %1;" : "=r"(out[11]) : "r"(0x00010000U));
  asm("shf.l.wrap.b32 %0, %1, %2, 4;" : "=r"(out[12]) : "r"(0xF0000000U), "r"(0x1U));
}

__global__ void floats(float* p, int* q) {
  float x;
  float y;
  asm("fma.rn.f32 %0, %1, %2, %3;" : "=f"(p[0]) : "f"(2.0F), "f"(3.0F), "f"(4.0F));
  asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(p[1]) : "f"(3.0F));
  asm("cvt.rzi.s32.f32 %0, %1;" : "=r"(q[0]) : "f"(-2.7F));
  asm("cvt.rni.s32.f32 %0, %1;" : "=r"(q[1]) : "f"(2.5F));
  asm("cvt.rmi.f32.f32 %0, %1;" : "=f"(p[2]) : "f"(-0.5F));
  asm("max.f32 %0, %1, 0f3F800000;" : "=f"(p[3]) : "f"(0.5F));
  asm volatile("st.global.cs.v2.f32 [%0], {%1, %2};" ::"l"(p + 4), "f"(5.0F), "f"(6.0F) : "memory");
  asm volatile("ld.global.nc.v2.f32 {%0, %1}, [%2 + 8];" : "=f"(x), "=f"(y) : "l"(p + 2));
  p[6] = x + y;
  asm volatile("ld.volatile.global.f32 %0, [%1];" : "=f"(p[7]) : "l"(p));
}

__global__ void memory(unsigned* counter, unsigned* old, int* sum) {
  __shared__ int tile[64];
  const unsigned address = static_cast<unsigned>(__cvta_generic_to_shared(tile + threadIdx.x));
  asm volatile("st.shared.s32 [%0], %1;" ::"r"(address), "r"(static_cast<int>(threadIdx.x))
               : "memory");
  asm volatile("bar.sync 1, 64;" ::: "memory");
  int value;
  asm volatile("ld.shared.s32 %0, [%1];" : "=r"(value) : "r"(address ^ 4U) : "memory");
  asm volatile("red.global.add.s32 [%0], %1;" ::"l"(sum), "r"(value) : "memory");
  asm volatile("atom.global.add.u32 %0, [%1], 2;"
               : "=r"(old[threadIdx.x])
               : "l"(counter)
               : "memory");
  asm volatile("membar.gl;" ::: "memory");
}

int main() {
  unsigned* u;
  float* f;
  int* i;
  cudaMallocManaged(&u, 128 * sizeof(unsigned));
  cudaMallocManaged(&f, 8 * sizeof(float));
  cudaMallocManaged(&i, 8 * sizeof(int));
  RUN(integers<<<1, 32>>>(u));
  const unsigned wanted[] = {
      0x67, 0xA00, 1,    2, static_cast<unsigned>(-2), 0x96, 0x80000000, 0xFFFFFFFF, 0x44442222U, 3,
      15,   16,    0x1F, 0};
  for (int k = 0; k < 14; ++k) EXPECT(u[k], wanted[k]);
  RUN(floats<<<1, 1>>>(f, i));
  const float wanted_floats[] = {10, 8, -1, 1, 5, 6, 11, 10};
  for (int k = 0; k < 8; ++k) EXPECT(f[k], wanted_floats[k]);
  EXPECT(i[0], -2);
  EXPECT(i[1], 2);
  u[0] = 0;
  i[0] = 0;
  RUN(memory<<<1, 64>>>(u, u + 64, i));
  EXPECT(u[0], 128U);
  EXPECT(i[0], 63 * 32);
  cudaFree(u);
  cudaFree(f);
  cudaFree(i);
}
