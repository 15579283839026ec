// SPDX-License-Identifier: Apache-2.0
__global__ void fill(int* out, const int* optional) {
  int v = 7;
  if (optional != nullptr) v = *optional;
  out[threadIdx.x] = v;  // expect: memcheck/global_invalid_pointer
}

int main() {
  int* out;
  cudaMalloc(&out, 128);
  fill<<<1, 32>>>(out, nullptr);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  fill<<<1, 32>>>(nullptr, out);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
