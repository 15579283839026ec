// SPDX-License-Identifier: Apache-2.0
// A shuffle's value must come from a lane that takes part: not from one that has exited, nor from one that the mask
// leaves out. Exited lanes in a mask alone are fine.

__global__ void from_exited(int* out) {
  int value = static_cast<int>(threadIdx.x);
  if (threadIdx.x < 16) {
    value = __shfl_down_sync(0xffffffffU, value, 8);  // expect: synccheck/warp_mask
  }
  out[threadIdx.x] = value;
}

__global__ void from_outside(int* out) {
  int value = static_cast<int>(threadIdx.x);
  if (threadIdx.x < 16) {
    value = __shfl_sync(0xffffU, value, 20);  // expect: synccheck/warp_mask
  }
  out[threadIdx.x] = value;
}

__global__ void within_width(int* out) {
  int value = static_cast<int>(threadIdx.x);
  if (threadIdx.x < 16) {
    value += __shfl_down_sync(0xffffffffU, value, 8, 16);
    value += __shfl_xor_sync(0xffffU, value, 4);
  }
  out[threadIdx.x] = value;
}

int main() {
  int* out = nullptr;
  cudaMalloc(&out, 32 * sizeof(int));
  from_exited<<<1, 32>>>(out);
  from_outside<<<1, 32>>>(out);
  within_width<<<1, 32>>>(out);
  const cudaError_t error = cudaDeviceSynchronize();
  cudaFree(out);
  return error == cudaSuccess ? 0 : 2;
}
