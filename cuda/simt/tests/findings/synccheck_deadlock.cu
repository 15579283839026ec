// SPDX-License-Identifier: Apache-2.0
__device__ volatile int flag;

__global__ void handshake(bool raise) {
  if (threadIdx.x == 0) {
    while (flag == 0) {  // expect: synccheck/deadlock
    }
  } else if (raise) {
    flag = 1;
  }
}

__global__ void clear() { flag = 0; }

int main() {
  handshake<<<1, 33>>>(true);
  clear<<<1, 1>>>();
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  handshake<<<1, 33>>>(false);
  return cudaDeviceSynchronize() == cudaErrorLaunchTimeout ? 0 : 2;
}
