// SPDX-License-Identifier: Apache-2.0
// Streams and events: handles, priorities, waiting, host functions, real times.
#include <memory>

#include "check.hpp"

__global__ void append(int* sequence, int value) {
  sequence[atomicAdd(&sequence[0], 1) + 1] = value;
}

static void CUDART_CB add_one(void* data) { ++*static_cast<int*>(data); }

static void CUDART_CB callback(cudaStream_t, cudaError_t status, void* data) {
  if (status == cudaSuccess) ++*static_cast<int*>(data);
}

int main() {
  cudaStream_t first = nullptr;
  cudaStream_t second = nullptr;
  int least = 0;
  int greatest = 0;
  OK(cudaDeviceGetStreamPriorityRange(&least, &greatest));
  EXPECT(greatest < least);
  OK(cudaStreamCreateWithPriority(&first, cudaStreamNonBlocking, greatest));
  OK(cudaStreamCreate(&second));
  int priority = 1;
  unsigned flags = 0;
  OK(cudaStreamGetPriority(first, &priority));
  OK(cudaStreamGetFlags(first, &flags));
  EXPECT(priority == greatest && flags == cudaStreamNonBlocking);

  int* sequence = nullptr;
  int host[8] = {};
  OK(cudaMalloc(&sequence, sizeof(host)));
  cudaEvent_t start = nullptr;
  cudaEvent_t done = nullptr;
  OK(cudaEventCreate(&start));
  OK(cudaEventCreateWithFlags(&done, cudaEventBlockingSync));
  OK(cudaEventRecord(start, first));
  OK(cudaMemsetAsync(sequence, 0, sizeof(host), first));
  append<<<1, 1, 0, first>>>(sequence, 10);
  OK(cudaEventRecord(done, first));
  OK(cudaStreamWaitEvent(second, done));
  append<<<1, 1, 0, second>>>(sequence, 20);
  OK(cudaMemcpyAsync(host, sequence, sizeof(host), cudaMemcpyDeviceToHost, second));
  OK(cudaStreamSynchronize(second));
  EXPECT(host[0] == 2 && host[1] == 10 && host[2] == 20);

  int calls = 0;
  OK(cudaLaunchHostFunc(first, add_one, &calls));
  OK(cudaStreamAddCallback(second, callback, &calls, 0));
  OK(cudaDeviceSynchronize());
  EXPECT(calls == 2);
  OK(cudaStreamQuery(first));
  OK(cudaEventSynchronize(done));
  OK(cudaEventQuery(done));
  float ms = -1;
  OK(cudaEventElapsedTime(&ms, start, done));
  EXPECT(ms >= 0 && ms < 60000);

  OK(cudaEventDestroy(start));
  OK(cudaEventDestroy(done));
  OK(cudaStreamDestroy(first));
  OK(cudaStreamDestroy(second));
  // Handed over as deleters.
  std::unique_ptr<int, decltype(&cudaFree)> owner(sequence, &cudaFree);
  int* more = nullptr;
  OK(cudaMalloc(&more, 16));
  std::shared_ptr<int> shared(more, cudaFree);
  return 0;
}
