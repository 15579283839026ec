// SPDX-License-Identifier: Apache-2.0
// A row too many of a pitched allocation is not inside a neighbour.
__global__ void rows(float* x, size_t pitch, int height) {
  for (int y = 0; y < height; ++y) {
    float* row = reinterpret_cast<float*>(reinterpret_cast<char*>(x) + y * pitch);
    row[threadIdx.x] = 1.0f;  // expect: memcheck/global_oob_write
  }
}

int main() {
  float* x;
  float* y;
  size_t pitch;
  cudaMallocPitch(&x, &pitch, 1000 * sizeof(float), 8);
  cudaMallocPitch(&y, &pitch, 1000 * sizeof(float), 8);
  rows<<<1, 1000>>>(x, pitch, 8);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  rows<<<1, 1000>>>(x, pitch, 9);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
