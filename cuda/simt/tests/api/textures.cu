// SPDX-License-Identifier: Apache-2.0
// Textures and surfaces: nearest and filtered reads, address modes, normalised values, linear memory, layers.
#include <cmath>
#include <cstring>
#include <vector>

#include "check.hpp"

__global__ void read_2d(cudaTextureObject_t texture, const float2* at, float* out) {
  out[threadIdx.x] = tex2D<float>(texture, at[threadIdx.x].x, at[threadIdx.x].y);
}

__global__ void fetch(cudaTextureObject_t texture, float4* out) {
  out[threadIdx.x] = tex1Dfetch<float4>(texture, static_cast<int>(threadIdx.x));
}

__global__ void read_layer(cudaTextureObject_t texture, int layer, float* out) {
  out[threadIdx.x] =
      tex2DLayered<float>(texture, static_cast<float>(threadIdx.x) + 0.5F, 0.5F, layer);
}

__global__ void twice(cudaSurfaceObject_t surface) {
  const int x = static_cast<int>(threadIdx.x * sizeof(float));
  const int y = static_cast<int>(threadIdx.y);
  float value;
  surf2Dread(&value, surface, x, y);
  surf2Dwrite(2 * value, surface, x, y);
}

static cudaResourceDesc of_array(cudaArray_t array) {
  cudaResourceDesc resource = {};
  resource.resType = cudaResourceTypeArray;
  resource.res.array.array = array;
  return resource;
}

static float* floats(int n) {
  float* data = nullptr;
  OK(cudaMalloc(&data, static_cast<size_t>(n) * sizeof(float)));
  return data;
}

/// Reads a 4 x 2 texture of 0 .. 7 at some points.
static std::vector<float> read_at(cudaArray_t array,
                                  const cudaTextureDesc& desc,
                                  const std::vector<float2>& points) {
  const cudaResourceDesc resource = of_array(array);
  cudaTextureObject_t texture = 0;
  OK(cudaCreateTextureObject(&texture, &resource, &desc, nullptr));
  const auto n = static_cast<unsigned>(points.size());
  float2* at = nullptr;
  OK(cudaMalloc(&at, n * sizeof(float2)));
  OK(cudaMemcpy(at, points.data(), n * sizeof(float2), cudaMemcpyHostToDevice));
  float* out = floats(static_cast<int>(n));
  read_2d<<<1, n>>>(texture, at, out);
  std::vector<float> host(n);
  OK(cudaMemcpy(host.data(), out, n * sizeof(float), cudaMemcpyDeviceToHost));
  OK(cudaDestroyTextureObject(texture));
  OK(cudaFree(at));
  OK(cudaFree(out));
  return host;
}

static void arrays() {
  float host[8];
  for (int i = 0; i < 8; ++i) host[i] = static_cast<float>(i);
  const cudaChannelFormatDesc format = cudaCreateChannelDesc<float>();
  cudaArray_t array = nullptr;
  OK(cudaMallocArray(&array, &format, 4, 2, cudaArraySurfaceLoadStore));
  OK(cudaMemcpy2DToArray(array, 0, 0, host, 16, 16, 2, cudaMemcpyHostToDevice));
  cudaTextureDesc desc = {};
  desc.addressMode[0] = desc.addressMode[1] = cudaAddressModeClamp;
  std::vector<float> got = read_at(array, desc, {{0.5F, 0.5F}, {3.9F, 1.2F}, {-5, 9}, {2, 0}});
  EXPECT(got[0] == 0 && got[1] == 7 && got[2] == 4 && got[3] == 2);
  desc.filterMode = cudaFilterModeLinear;
  got = read_at(array, desc, {{0.5F, 0.5F}, {1, 0.5F}, {1.5F, 1}, {100, 100}});
  EXPECT(got[0] == 0 && got[1] == 0.5F && got[2] == 3 && got[3] == 7);
  desc.filterMode = cudaFilterModePoint;
  desc.addressMode[0] = cudaAddressModeBorder;
  got = read_at(array, desc, {{-0.5F, 0.5F}, {4.5F, 0.5F}, {3.5F, 0.5F}});
  EXPECT(got[0] == 0 && got[1] == 0 && got[2] == 3);
  desc.normalizedCoords = 1;
  desc.addressMode[0] = cudaAddressModeWrap;
  got = read_at(array, desc, {{1.125F, 0.25F}, {-0.125F, 0.25F}, {0.625F, 0.75F}});
  EXPECT(got[0] == 0 && got[1] == 3 && got[2] == 6);
  desc.addressMode[0] = cudaAddressModeMirror;
  got = read_at(array, desc, {{1.125F, 0.25F}, {-0.125F, 0.25F}});
  EXPECT(got[0] == 3 && got[1] == 0);

  const cudaResourceDesc resource = of_array(array);
  cudaSurfaceObject_t surface = 0;
  OK(cudaCreateSurfaceObject(&surface, &resource));
  twice<<<1, dim3(4, 2)>>>(surface);
  OK(cudaMemcpy2DFromArray(host, 16, array, 0, 0, 16, 2, cudaMemcpyDeviceToHost));
  for (int i = 0; i < 8; ++i) EXPECT(host[i] == static_cast<float>(2 * i));
  OK(cudaDestroySurfaceObject(surface));
  OK(cudaFreeArray(array));
}

static void linear_memory() {
  const uchar4 host[2] = {{0, 51, 102, 255}, {255, 0, 0, 0}};
  uchar4* data = nullptr;
  OK(cudaMalloc(&data, sizeof(host)));
  OK(cudaMemcpy(data, host, sizeof(host), cudaMemcpyHostToDevice));
  cudaResourceDesc resource = {};
  resource.resType = cudaResourceTypeLinear;
  resource.res.linear.devPtr = data;
  resource.res.linear.desc = cudaCreateChannelDesc<uchar4>();
  resource.res.linear.sizeInBytes = sizeof(host);
  cudaTextureDesc desc = {};
  desc.readMode = cudaReadModeNormalizedFloat;
  cudaTextureObject_t texture = 0;
  OK(cudaCreateTextureObject(&texture, &resource, &desc, nullptr));
  float4* out = nullptr;
  OK(cudaMalloc(&out, 2 * sizeof(float4)));
  fetch<<<1, 2>>>(texture, out);
  float4 got[2];
  OK(cudaMemcpy(got, out, sizeof(got), cudaMemcpyDeviceToHost));
  EXPECT(got[0].x == 0 && std::fabs(got[0].y - 0.2F) < 1e-6F && got[0].w == 1 && got[1].x == 1);
  OK(cudaDestroyTextureObject(texture));
  OK(cudaFree(data));
  OK(cudaFree(out));
}

static void layers() {
  float host[3 * 2];
  for (int i = 0; i < 6; ++i) host[i] = static_cast<float>(i);
  const cudaChannelFormatDesc format = cudaCreateChannelDesc<float>();
  cudaArray_t array = nullptr;
  OK(cudaMalloc3DArray(&array, &format, make_cudaExtent(2, 1, 3), cudaArrayLayered));
  cudaMemcpy3DParms copy = {};
  copy.srcPtr = make_cudaPitchedPtr(host, 2 * sizeof(float), 2, 1);
  copy.dstArray = array;
  copy.extent = make_cudaExtent(2, 1, 3);
  copy.kind = cudaMemcpyHostToDevice;
  OK(cudaMemcpy3D(&copy));
  const cudaResourceDesc resource = of_array(array);
  const cudaTextureDesc desc = {};
  cudaTextureObject_t texture = 0;
  OK(cudaCreateTextureObject(&texture, &resource, &desc, nullptr));
  float* out = floats(2);
  read_layer<<<1, 2>>>(texture, 2, out);
  float got[2];
  OK(cudaMemcpy(got, out, sizeof(got), cudaMemcpyDeviceToHost));
  EXPECT(got[0] == 4 && got[1] == 5);
  OK(cudaDestroyTextureObject(texture));
  OK(cudaFreeArray(array));
  OK(cudaFree(out));
}

int main() {
  arrays();
  linear_memory();
  layers();
  return 0;
}
