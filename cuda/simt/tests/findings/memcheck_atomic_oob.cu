// SPDX-License-Identifier: Apache-2.0
// The value n belongs to no bin: an atomic is a write.
__global__ void histogram(const int* in, int* bins, int n) {
  if (in[threadIdx.x] < n) atomicAdd(&bins[in[threadIdx.x]], 1);
}

__global__ void one_too_many(const int* in, int* bins, int n) {
  if (in[threadIdx.x] <= n)
    atomicAdd(&bins[in[threadIdx.x]], 1);  // expect: memcheck/global_oob_write
}

int main() {
  int host[32];
  for (int i = 0; i < 32; ++i) host[i] = i % 9;
  int* x;
  int* bins;
  cudaMalloc(&x, sizeof(host));
  cudaMalloc(&bins, 8 * sizeof(int));
  cudaMemcpy(x, host, sizeof(host), cudaMemcpyHostToDevice);
  cudaMemset(bins, 0, 8 * sizeof(int));
  histogram<<<1, 32>>>(x, bins, 8);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  one_too_many<<<1, 32>>>(x, bins, 8);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
