// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Vector types: sizes, alignments, constructors, whole copies; dim3.
#include "expect.cuh"

template <class Vector>
constexpr bool is(size_t size, size_t alignment) {
  return sizeof(Vector) == size && alignof(Vector) == alignment;
}

static_assert(is<char1>(1, 1) && is<char2>(2, 2) && is<char3>(3, 1) && is<char4>(4, 4), "");
static_assert(is<uchar1>(1, 1) && is<uchar2>(2, 2) && is<uchar3>(3, 1) && is<uchar4>(4, 4), "");
static_assert(is<short1>(2, 2) && is<short2>(4, 4) && is<short3>(6, 2) && is<short4>(8, 8), "");
static_assert(is<int1>(4, 4) && is<int2>(8, 8) && is<int3>(12, 4) && is<int4>(16, 16), "");
static_assert(is<uint1>(4, 4) && is<uint2>(8, 8) && is<uint3>(12, 4) && is<uint4>(16, 16), "");
static_assert(is<long1>(8, 8) && is<long2>(16, 16) && is<long3>(24, 8), "");
static_assert(is<longlong1>(8, 8) && is<longlong2>(16, 16) && is<ulonglong3>(24, 8), "");
static_assert(is<float1>(4, 4) && is<float2>(8, 8) && is<float3>(12, 4) && is<float4>(16, 16), "");
static_assert(is<double1>(8, 8) && is<double2>(16, 16) && is<double3>(24, 8), "");
static_assert(is<dim3>(12, 4), "");

__global__ void copies(const float4* in, float4* out, uchar4* bytes, double2* doubles) {
  const unsigned i = threadIdx.x;
  float4 v = in[i];
  v.x += 1;
  v.w = v.y * v.z;
  out[i] = v;
  const char4 c = make_char4(-1, 2, -3, static_cast<signed char>(i));
  bytes[i] = make_uchar4(static_cast<unsigned char>(c.x), 2, static_cast<unsigned char>(c.z), 4);
  doubles[i] = make_double2(v.x, i);
  const ushort3 s = make_ushort3(1, 2, 65535);
  const int4 n = {1, -2, 3, -4};
  EXPECT(s.z == 65535 && n.x + n.y + n.z + n.w == -2);
  const longlong2 wide = make_longlong2(1LL << 40, -1);
  EXPECT(wide.x >> 40 == 1 && wide.y == -1);
}

__global__ void shape(dim3 expected) {
  EXPECT(blockDim.x == expected.x && blockDim.y == expected.y && blockDim.z == expected.z);
  const dim3 block = blockDim;
  const uint3 place = threadIdx;
  EXPECT(block.x * block.y * block.z == 24 && place.x < 4 && place.y < 3 && place.z < 2);
}

int main() {
  constexpr int kThreads = 32;
  float4 values[kThreads];
  for (int i = 0; i < kThreads; ++i) {
    const float x = static_cast<float>(i);
    values[i] = make_float4(x, 2, x, 0);
  }
  float4* in = nullptr;
  float4* out = nullptr;
  uchar4* bytes = nullptr;
  double2* doubles = nullptr;
  cudaMalloc(&in, sizeof(values));
  cudaMalloc(&out, sizeof(values));
  cudaMalloc(&bytes, sizeof(uchar4) * kThreads);
  cudaMalloc(&doubles, sizeof(double2) * kThreads);
  cudaMemcpy(in, values, sizeof(values), cudaMemcpyHostToDevice);
  copies<<<1, kThreads>>>(in, out, bytes, doubles);
  cudaMemcpy(values, out, sizeof(values), cudaMemcpyDeviceToHost);
  for (int i = 0; i < kThreads; ++i) {
    const float x = static_cast<float>(i);
    EXPECT_ON_HOST(values[i].x == x + 1 && values[i].y == 2 && values[i].z == x &&
                   values[i].w == 2 * x);
  }
  uchar4 some_bytes[kThreads];
  cudaMemcpy(some_bytes, bytes, sizeof(some_bytes), cudaMemcpyDeviceToHost);
  EXPECT_ON_HOST(some_bytes[3].x == 255 && some_bytes[3].y == 2 && some_bytes[3].z == 253);

  const dim3 plain;
  EXPECT_ON_HOST(plain.x == 1 && plain.y == 1 && plain.z == 1);
  const dim3 block(4, 3, 2);
  shape<<<1, block>>>(block);
  shape<<<dim3(2, 2), dim3{4, 3, 2}>>>({4, 3, 2});
  cudaFree(in);
  cudaFree(out);
  cudaFree(bytes);
  cudaFree(doubles);
  return verdict();
}
