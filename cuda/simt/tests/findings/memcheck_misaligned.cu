// SPDX-License-Identifier: Apache-2.0
__global__ void copy4(const float* in, float* out, int shift) {
  const float4* from = reinterpret_cast<const float4*>(in + shift);
  float4 v = from[threadIdx.x];  // expect: memcheck/global_misaligned
  out[4 * threadIdx.x] = v.x + v.y + v.z + v.w;
}

int main() {
  float* x;
  float* y;
  cudaMalloc(&x, 256 * sizeof(float));
  cudaMalloc(&y, 256 * sizeof(float));
  cudaMemset(x, 0, 256 * sizeof(float));
  copy4<<<1, 32>>>(x, y, 4);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  copy4<<<1, 32>>>(x, y, 1);
  return cudaDeviceSynchronize() == cudaErrorMisalignedAddress ? 0 : 2;
}
