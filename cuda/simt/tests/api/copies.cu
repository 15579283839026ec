// SPDX-License-Identifier: Apache-2.0
// Copies and memsets in one to three dimensions, pitched memory and arrays.
#include <cstring>
#include <vector>

#include "check.hpp"

__global__ void fill(int* values, size_t pitch, int width, int height) {
  const int x = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  const int y = static_cast<int>(blockIdx.y * blockDim.y + threadIdx.y);
  if (x >= width || y >= height) return;
  int* row =
      reinterpret_cast<int*>(reinterpret_cast<char*>(values) + static_cast<size_t>(y) * pitch);
  row[x] = 1000 * y + x;
}

static void one_dimension() {
  int host[64];
  int back[64] = {};
  for (int i = 0; i < 64; ++i) host[i] = i * i;
  int* a = nullptr;
  int* b = nullptr;
  OK(cudaMalloc(&a, sizeof(host)));
  OK(cudaMalloc(&b, sizeof(host)));
  OK(cudaMemcpy(a, host, sizeof(host), cudaMemcpyHostToDevice));
  OK(cudaMemcpy(b, a, sizeof(host), cudaMemcpyDeviceToDevice));
  OK(cudaMemset(b + 32, 0xff, 32 * sizeof(int)));
  OK(cudaMemcpy(back, b, sizeof(host), cudaMemcpyDefault));
  for (int i = 0; i < 64; ++i) EXPECT(back[i] == (i < 32 ? i * i : -1));
  OK(cudaMemcpy(back, host, sizeof(host), cudaMemcpyHostToHost));
  EXPECT(std::memcmp(back, host, sizeof(host)) == 0);
  OK(cudaMemcpy(back, host, 0, cudaMemcpyHostToDevice));
  OK(cudaFree(a));
  OK(cudaFree(b));
}

static void two_dimensions() {
  const int width = 37;
  const int height = 11;
  int* image = nullptr;
  size_t pitch = 0;
  OK(cudaMallocPitch(&image, &pitch, width * sizeof(int), height));
  EXPECT(pitch >= width * sizeof(int) && pitch % 512 == 0);
  OK(cudaMemset2D(image, pitch, 0, width * sizeof(int), height));
  fill<<<dim3(2, 3), dim3(32, 4)>>>(image, pitch, width, height);
  OK(cudaGetLastError());
  std::vector<int> host(static_cast<size_t>(width * height), -1);
  OK(cudaMemcpy2D(host.data(), width * sizeof(int), image, pitch, width * sizeof(int), height,
                  cudaMemcpyDeviceToHost));
  for (int i = 0; i < width * height; ++i) {
    EXPECT(host[static_cast<size_t>(i)] == 1000 * (i / width) + i % width);
  }
  OK(cudaFree(image));
}

static void three_dimensions() {
  const cudaExtent extent = make_cudaExtent(20, 6, 4);
  cudaPitchedPtr cube;
  OK(cudaMalloc3D(&cube, extent));
  OK(cudaMemset3D(cube, 0, extent));
  std::vector<unsigned char> host(20 * 6 * 4);
  for (size_t i = 0; i < host.size(); ++i) host[i] = static_cast<unsigned char>(i);
  cudaMemcpy3DParms copy = {};
  copy.srcPtr = make_cudaPitchedPtr(host.data(), 20, 20, 6);
  copy.dstPtr = cube;
  copy.extent = extent;
  copy.kind = cudaMemcpyHostToDevice;
  OK(cudaMemcpy3D(&copy));
  std::vector<unsigned char> back(5 * 2 * 2);
  copy = {};
  copy.srcPtr = cube;
  copy.srcPos = make_cudaPos(3, 1, 2);
  copy.dstPtr = make_cudaPitchedPtr(back.data(), 5, 5, 2);
  copy.extent = make_cudaExtent(5, 2, 2);
  copy.kind = cudaMemcpyDeviceToHost;
  OK(cudaMemcpy3D(&copy));
  for (size_t z = 0; z < 2; ++z) {
    for (size_t y = 0; y < 2; ++y) {
      for (size_t x = 0; x < 5; ++x) {
        EXPECT(back[(z * 2 + y) * 5 + x] == host[((z + 2) * 6 + y + 1) * 20 + x + 3]);
      }
    }
  }
  OK(cudaFree(cube.ptr));
}

static void arrays() {
  float host[12];
  float back[12] = {};
  for (int i = 0; i < 12; ++i) host[i] = static_cast<float>(i);
  const cudaChannelFormatDesc desc = cudaCreateChannelDesc<float>();
  EXPECT(desc.x == 32 && desc.y == 0 && desc.f == cudaChannelFormatKindFloat);
  cudaArray_t array = nullptr;
  OK(cudaMallocArray(&array, &desc, 4, 3));
  OK(cudaMemcpy2DToArray(array, 0, 0, host, 16, 16, 3, cudaMemcpyHostToDevice));
  OK(cudaMemcpy2DFromArray(back, 16, array, 0, 0, 16, 3, cudaMemcpyDeviceToHost));
  EXPECT(std::memcmp(host, back, sizeof(host)) == 0);
  OK(cudaFreeArray(array));
}

int main() {
  one_dimension();
  two_dimensions();
  three_dimensions();
  arrays();
  return 0;
}
