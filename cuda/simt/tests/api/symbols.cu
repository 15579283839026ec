// SPDX-License-Identifier: Apache-2.0
// Variables in device memory and the symbol calls.
#include "check.hpp"

__constant__ float coefficients[4];
__device__ int counter = 5;
__device__ float* table;
__managed__ int shared_with_host = 3;
struct Pair {
  int a;
  float b;
};
__constant__ Pair pair;

__global__ void use(float* out) {
  const int i = static_cast<int>(threadIdx.x);
  out[i] = coefficients[i] * pair.b + static_cast<float>(pair.a) + table[i];
  atomicAdd(&counter, 1);
  if (i == 0) shared_with_host += 1;
}

int main() {
  const float values[4] = {1, 2, 3, 4};
  const Pair host_pair = {10, 0.5F};
  float* memory = nullptr;
  float* out = nullptr;
  OK(cudaMalloc(&memory, sizeof(values)));
  OK(cudaMalloc(&out, sizeof(values)));
  OK(cudaMemcpy(memory, values, sizeof(values), cudaMemcpyHostToDevice));
  OK(cudaMemcpyToSymbol(coefficients, values, sizeof(values)));
  OK(cudaMemcpyToSymbol(coefficients, values, sizeof(float), 3 * sizeof(float)));
  OK(cudaMemcpyToSymbol(pair, &host_pair, sizeof(Pair)));
  OK(cudaMemcpyToSymbol(table, &memory, sizeof(memory)));
  use<<<1, 4>>>(out);
  OK(cudaDeviceSynchronize());
  float results[4];
  OK(cudaMemcpy(results, out, sizeof(results), cudaMemcpyDeviceToHost));
  EXPECT(results[0] == 11.5F && results[1] == 13 && results[2] == 14.5F && results[3] == 14.5F);
  int count = 0;
  OK(cudaMemcpyFromSymbol(&count, counter, sizeof(count)));
  EXPECT(count == 9);
  EXPECT(shared_with_host == 4);

  void* address = nullptr;
  size_t size = 0;
  OK(cudaGetSymbolAddress(&address, counter));
  OK(cudaGetSymbolSize(&size, coefficients));
  EXPECT(size == sizeof(values));
  OK(cudaMemset(address, 0, sizeof(int)));
  OK(cudaMemcpyFromSymbol(&count, counter, sizeof(count)));
  EXPECT(count == 0);
  OK(cudaFree(memory));
  OK(cudaFree(out));
  return 0;
}
