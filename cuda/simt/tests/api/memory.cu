// SPDX-License-Identifier: Apache-2.0
// Memory of every kind: allocated, written by a kernel, copied back, freed.
#include <vector>

#include "check.hpp"

__global__ void add_index(int* values, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) values[i] += i;
}

static void device_memory() {
  const int n = 1000;
  int* values = nullptr;
  OK(cudaMalloc(&values, n * sizeof(int)));
  EXPECT(reinterpret_cast<size_t>(values) % 256 == 0);
  OK(cudaMemset(values, 0, n * sizeof(int)));
  add_index<<<8, 128>>>(values, n);
  OK(cudaGetLastError());
  std::vector<int> host(n, -1);
  OK(cudaMemcpy(host.data(), values, n * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < n; ++i) EXPECT(host[static_cast<size_t>(i)] == i);
  OK(cudaFree(values));
  OK(cudaFree(nullptr));
}

static void host_memory() {
  const int n = 300;
  int* pinned = nullptr;
  OK(cudaMallocHost(&pinned, n * sizeof(int)));
  int* mapped = nullptr;
  OK(cudaHostAlloc(&mapped, n * sizeof(int), cudaHostAllocMapped));
  int* managed = nullptr;
  OK(cudaMallocManaged(&managed, n * sizeof(int)));
  for (int i = 0; i < n; ++i) pinned[i] = mapped[i] = managed[i] = 100;
  int* on_device = nullptr;
  OK(cudaHostGetDevicePointer(reinterpret_cast<void**>(&on_device), mapped, 0));
  add_index<<<3, 128>>>(pinned, n);
  add_index<<<3, 128>>>(on_device, n);
  add_index<<<3, 128>>>(managed, n);
  OK(cudaDeviceSynchronize());
  for (int i = 0; i < n; ++i) {
    EXPECT(pinned[i] == 100 + i);
    EXPECT(mapped[i] == 100 + i);
    EXPECT(managed[i] == 100 + i);
  }
  OK(cudaFreeHost(pinned));
  OK(cudaFreeHost(mapped));
  OK(cudaFree(managed));
}

static void registered_memory() {
  std::vector<int> values(512, 7);
  OK(cudaHostRegister(values.data(), values.size() * sizeof(int), cudaHostRegisterDefault));
  int* on_device = nullptr;
  OK(cudaHostGetDevicePointer(reinterpret_cast<void**>(&on_device), values.data(), 0));
  add_index<<<4, 128>>>(on_device, 512);
  OK(cudaDeviceSynchronize());
  for (int i = 0; i < 512; ++i) EXPECT(values[static_cast<size_t>(i)] == 7 + i);
  OK(cudaHostUnregister(values.data()));
}

static void pointer_attributes() {
  float* device = nullptr;
  float* managed = nullptr;
  float* pinned = nullptr;
  float host = 0;
  OK(cudaMalloc(&device, 64));
  OK(cudaMallocManaged(&managed, 64));
  OK(cudaMallocHost(&pinned, 64));
  cudaPointerAttributes attributes;
  OK(cudaPointerGetAttributes(&attributes, device + 3));
  EXPECT(attributes.type == cudaMemoryTypeDevice && attributes.devicePointer == device + 3);
  OK(cudaPointerGetAttributes(&attributes, managed));
  EXPECT(attributes.type == cudaMemoryTypeManaged && attributes.hostPointer == managed);
  OK(cudaPointerGetAttributes(&attributes, pinned));
  EXPECT(attributes.type == cudaMemoryTypeHost);
  OK(cudaPointerGetAttributes(&attributes, &host));
  EXPECT(attributes.type == cudaMemoryTypeUnregistered);
  OK(cudaFree(device));
  OK(cudaFree(managed));
  OK(cudaFreeHost(pinned));
}

static void many_allocations() {
  std::vector<char*> all(5000);
  for (size_t i = 0; i < all.size(); ++i) OK(cudaMalloc(&all[i], i % 700 + 1));
  for (size_t i = 0; i < all.size(); i += 2) OK(cudaFree(all[i]));
  for (size_t i = 0; i < all.size(); i += 2) OK(cudaMalloc(&all[i], 100));
  for (char* each : all) OK(cudaFree(each));
  for (int i = 0; i < 600; ++i) {
    char* large = nullptr;
    OK(cudaMalloc(&large, size_t{1} << 20));
    OK(cudaFree(large));
  }
}

static void limits() {
  size_t free_bytes = 0;
  size_t total = 0;
  OK(cudaMemGetInfo(&free_bytes, &total));
  EXPECT(free_bytes > 0 && free_bytes <= total);
  char* large = nullptr;
  OK(cudaMalloc(&large, size_t{64} << 20));
  size_t now = 0;
  OK(cudaMemGetInfo(&now, &total));
  EXPECT(now + (size_t{64} << 20) <= free_bytes + (size_t{1} << 21));
  OK(cudaFree(large));
}

int main() {
  device_memory();
  host_memory();
  registered_memory();
  pointer_attributes();
  many_allocations();
  limits();
  return 0;
}
