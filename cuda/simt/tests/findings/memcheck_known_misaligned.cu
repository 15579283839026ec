// SPDX-License-Identifier: Apache-2.0
// Casts that ask for more alignment than there is, where the compiler itself can see it; and structs with a lesser
// alignment, which may be copied from anywhere.

__device__ float table[16];

__global__ void from_bytes(unsigned* out) {
  __shared__ __align__(16) unsigned char bytes[132];
  for (unsigned i = threadIdx.x; i < 132; i += blockDim.x) bytes[i] = 1;
  __syncthreads();
  const unsigned* words = reinterpret_cast<const unsigned*>(bytes + 2);
  out[threadIdx.x] = words[threadIdx.x];  // expect: memcheck/shared_misaligned
}

struct Pair {
  float re;
  float im;
};

__global__ void pairs(const float* workspace, Pair* out) {
  __shared__ Pair s[33];
  const Pair* unaligned = reinterpret_cast<const Pair*>(workspace + 1);
  s[threadIdx.x] = unaligned[threadIdx.x];
  if (threadIdx.x == 0) s[32] = {table[0], table[1]};
  __syncthreads();
  out[threadIdx.x] = s[threadIdx.x + 1];
}

int main() {
  float* workspace = nullptr;
  Pair* out = nullptr;
  cudaMalloc(&workspace, 66 * sizeof(float));
  cudaMalloc(&out, 32 * sizeof(Pair));
  cudaMemset(workspace, 0, 66 * sizeof(float));
  pairs<<<1, 32>>>(workspace, out);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  from_bytes<<<1, 32>>>(reinterpret_cast<unsigned*>(out));
  return cudaDeviceSynchronize() == cudaErrorMisalignedAddress ? 0 : 3;
}
