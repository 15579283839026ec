// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief malloc and new in kernels: each thread its own, a list, memory that one launch leaves for the next.
#include <cstdlib>
#include <vector>

#include "expect.cuh"

namespace {

struct Node {
  int value;
  Node* next;
  __device__ Node(int v, Node* n) : value(v), next(n) {}
};

}  // namespace

__device__ int* kept;

__global__ void own_memory() {
  int* numbers = static_cast<int*>(malloc(64 * sizeof(int)));
  for (int i = 0; i < 64; ++i) numbers[i] = i * static_cast<int>(threadIdx.x);
  Node* list = nullptr;
  for (int i = 0; i < 5; ++i) list = new Node(i, list);
  int sum = 0;
  while (list != nullptr) {
    sum += list->value;
    Node* const done = list;
    list = list->next;
    delete done;
  }
  EXPECT(sum == 10 && numbers[63] == 63 * static_cast<int>(threadIdx.x));
  free(numbers);
}

__global__ void leave() {
  if (threadIdx.x == 0) kept = new int[blockDim.x];
  __syncthreads();
  kept[threadIdx.x] = static_cast<int>(threadIdx.x) + 1;
}

__global__ void find() {
  EXPECT(kept[threadIdx.x] == static_cast<int>(threadIdx.x) + 1);
  __syncthreads();
  if (threadIdx.x == 0) delete[] kept;
}

int main() {
  own_memory<<<2, 64>>>();
  leave<<<1, 64>>>();
  find<<<1, 64>>>();
  // The host's are its own.
  std::vector<int> numbers(100, 3);
  int* more = new int[3];
  void* bytes = std::malloc(7);
  EXPECT_ON_HOST(numbers[99] == 3 && more != nullptr && bytes != nullptr);
  std::free(bytes);
  delete[] more;
  return verdict();
}
