// SPDX-License-Identifier: Apache-2.0
// Several host threads allocate, copy, launch and free at the same time, each in a stream of its own.
#include <thread>
#include <vector>

#include "check.hpp"

__global__ void scale(int* values, int by) { values[threadIdx.x] *= by; }

static void work(int number) {
  cudaStream_t stream = nullptr;
  OK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  for (int round = 0; round < 20; ++round) {
    int* values = nullptr;
    OK(cudaMallocAsync(&values, 64 * sizeof(int), stream));
    std::vector<int> host(64, number);
    OK(cudaMemcpyAsync(values, host.data(), 64 * sizeof(int), cudaMemcpyHostToDevice, stream));
    scale<<<1, 64, 0, stream>>>(values, round);
    OK(cudaGetLastError());
    OK(cudaMemcpyAsync(host.data(), values, 64 * sizeof(int), cudaMemcpyDeviceToHost, stream));
    OK(cudaStreamSynchronize(stream));
    for (int each : host) EXPECT(each == number * round);
    OK(cudaFreeAsync(values, stream));
  }
  OK(cudaStreamDestroy(stream));
}

int main() {
  std::vector<std::thread> threads;
  for (int i = 1; i <= 4; ++i) threads.emplace_back(work, i);
  for (std::thread& each : threads) each.join();
  return 0;
}
