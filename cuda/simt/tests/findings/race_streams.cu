// SPDX-License-Identifier: Apache-2.0
// Rule 1: launches and copies are ordered by their stream, by events and by the host; else they race.
#include <vector>

__global__ void write(int* x, int v) {
  x[threadIdx.x] = v;  // expect: racecheck/global_race
}

__global__ void read(const int* x, int* y) {
  y[threadIdx.x] = x[threadIdx.x];  // expect: racecheck/global_race
}

int main() {
  int* x;
  int* y;
  cudaMalloc(&x, 64 * sizeof(int));
  cudaMalloc(&y, 64 * sizeof(int));
  cudaStream_t a;
  cudaStream_t b;
  cudaStreamCreate(&a);
  cudaStreamCreate(&b);
  cudaEvent_t done;
  cudaEventCreate(&done);
  int* host;
  cudaMallocHost(&host, 64 * sizeof(int));
  // One stream.
  write<<<1, 64, 0, a>>>(x, 1);
  read<<<1, 64, 0, a>>>(x, y);
  // An event.
  cudaEventRecord(done, a);
  cudaStreamWaitEvent(b, done, 0);
  write<<<1, 64, 0, b>>>(x, 2);
  // The host.
  cudaStreamSynchronize(b);
  read<<<1, 64, 0, a>>>(x, y);
  cudaDeviceSynchronize();
  // The default stream waits for all and all for it.
  write<<<1, 64, 0, a>>>(x, 3);
  read<<<1, 64>>>(x, y);
  write<<<1, 64, 0, b>>>(x, 4);
  cudaMemcpy(host, x, 64 * sizeof(int), cudaMemcpyDeviceToHost);
  // Nothing.
  write<<<1, 64, 0, a>>>(x, 5);
  read<<<1, 64, 0, b>>>(x, y);
  cudaDeviceSynchronize();
  write<<<1, 64, 0, a>>>(x, 6);
  write<<<1, 64, 0, b>>>(x, 7);
  cudaDeviceSynchronize();
  // A copy that does not wait for the kernel.
  write<<<1, 64, 0, a>>>(x, 8);
  cudaMemcpyAsync(host, x, 64 * sizeof(int), cudaMemcpyDeviceToHost, a);
  const size_t bytes = 64 * sizeof(int);
  cudaMemcpyAsync(host, x, bytes, cudaMemcpyDeviceToHost, b);  // expect: racecheck/global_race
  cudaDeviceSynchronize();
  // A kernel that does not wait for the copy.
  cudaMemcpyAsync(x, host, 64 * sizeof(int), cudaMemcpyHostToDevice, a);
  read<<<1, 64, 0, b>>>(x, y);
  cudaDeviceSynchronize();
  cudaFree(x);
  cudaFree(y);
  cudaFreeHost(host);
  cudaEventDestroy(done);
  cudaStreamDestroy(a);
  cudaStreamDestroy(b);
}
