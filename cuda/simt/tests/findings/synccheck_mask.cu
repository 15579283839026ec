// SPDX-License-Identifier: Apache-2.0
__global__ void good(int* out) {
  unsigned mask = __ballot_sync(0xffffffffu, threadIdx.x < 20);
  if (threadIdx.x < 20) out[threadIdx.x] = __shfl_sync(mask, static_cast<int>(threadIdx.x), 19);
}

__global__ void outside(int* out) {
  if (threadIdx.x >= 16) {
    out[threadIdx.x] = __shfl_down_sync(0xffffu, 1, 1);  // expect: synccheck/warp_mask
  } else {
    out[threadIdx.x] = __shfl_down_sync(0xffffu, 1, 1, 16);
  }
}

int main() {
  int* out;
  cudaMalloc(&out, 32 * sizeof(int));
  good<<<1, 32>>>(out);
  outside<<<1, 32>>>(out);
  cudaDeviceSynchronize();
  cudaFree(out);
}
