// SPDX-License-Identifier: Apache-2.0
__global__ void pairs(double* out, int shift) {
  __shared__ __align__(8) float s[72];
  s[threadIdx.x] = s[threadIdx.x + 36] = 0.0f;
  __syncthreads();
  if (threadIdx.x < 16)
    *reinterpret_cast<double*>(&s[2 * threadIdx.x + shift]) =  // expect: memcheck/shared_misaligned
        1.0;
  __syncthreads();
  out[threadIdx.x] = s[threadIdx.x];
}

int main() {
  double* out;
  cudaMalloc(&out, 36 * sizeof(double));
  pairs<<<1, 36>>>(out, 0);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  pairs<<<1, 36>>>(out, 1);
  return cudaDeviceSynchronize() == cudaErrorMisalignedAddress ? 0 : 2;
}
