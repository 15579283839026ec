// SPDX-License-Identifier: Apache-2.0
// Stream-ordered allocation, pools, prefetching and advice.
#include <cstdint>

#include "check.hpp"

__global__ void fill(int* values, int value) { values[threadIdx.x] = value; }

int main() {
  cudaStream_t stream = nullptr;
  OK(cudaStreamCreate(&stream));
  cudaMemPool_t pool = nullptr;
  OK(cudaDeviceGetDefaultMemPool(&pool, 0));
  std::uint64_t threshold = UINT64_MAX;
  OK(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &threshold));
  threshold = 0;
  OK(cudaMemPoolGetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &threshold));
  EXPECT(threshold == UINT64_MAX);
  int* values = nullptr;
  OK(cudaMallocAsync(&values, 32 * sizeof(int), stream));
  fill<<<1, 32, 0, stream>>>(values, 9);
  int host[32] = {};
  OK(cudaMemcpyAsync(host, values, sizeof(host), cudaMemcpyDeviceToHost, stream));
  OK(cudaFreeAsync(values, stream));
  OK(cudaStreamSynchronize(stream));
  EXPECT(host[31] == 9);

  cudaMemPoolProps properties = {};
  properties.allocType = cudaMemAllocationTypePinned;
  properties.location.type = cudaMemLocationTypeDevice;
  OK(cudaMemPoolCreate(&pool, &properties));
  OK(cudaMallocFromPoolAsync(&values, 32 * sizeof(int), pool, stream));
  OK(cudaFreeAsync(values, stream));
  OK(cudaMemPoolTrimTo(pool, 0));
  OK(cudaMemPoolDestroy(pool));

  int* managed = nullptr;
  OK(cudaMallocManaged(&managed, 32 * sizeof(int)));
  cudaMemLocation here = {};
  here.type = cudaMemLocationTypeDevice;
  here.id = 0;
  OK(cudaMemAdvise(managed, 32 * sizeof(int), cudaMemAdviseSetPreferredLocation, here));
  OK(cudaMemPrefetchAsync(managed, 32 * sizeof(int), here, 0, stream));
  fill<<<1, 32, 0, stream>>>(managed, 4);
  OK(cudaStreamSynchronize(stream));
  EXPECT(managed[0] == 4);
  OK(cudaFree(managed));
  OK(cudaStreamDestroy(stream));
  return 0;
}
