// SPDX-License-Identifier: Apache-2.0
// Correct kernels: matrices, stencils, softmax, normalisation, streams and graphs. No finding may come.
#include <cfloat>
#include <cstdio>
#include <vector>

#include <cuda_fp16.h>

template <int kTile>
__global__ void gemm(const float* a, const float* b, float* c, int m, int n, int k) {
  __shared__ float as[kTile][kTile];
  __shared__ float bs[kTile][kTile + 1];
  const int row = blockIdx.y * kTile + threadIdx.y;
  const int col = blockIdx.x * kTile + threadIdx.x;
  float sum = 0.0f;
  for (int at = 0; at < k; at += kTile) {
    as[threadIdx.y][threadIdx.x] =
        row < m && at + threadIdx.x < k ? a[row * k + at + threadIdx.x] : 0.0f;
    bs[threadIdx.y][threadIdx.x] =
        col < n && at + threadIdx.y < k ? b[(at + threadIdx.y) * n + col] : 0.0f;
    __syncthreads();
    for (int i = 0; i < kTile; ++i) sum += as[threadIdx.y][i] * bs[i][threadIdx.x];
    __syncthreads();
  }
  if (row < m && col < n) c[row * n + col] = sum;
}

// Registers hold an 4 x 4 tile; loads are float4; two buffers need one barrier a step.
__global__ void gemm_double_buffered(const float* a, const float* b, float* c, int n) {
  __shared__ __align__(16) float as[2][16][64];
  __shared__ __align__(16) float bs[2][16][64];
  const int t = threadIdx.x;
  const int row0 = blockIdx.y * 64;
  const int col0 = blockIdx.x * 64;
  float sums[4][4] = {};
  const auto load = [&](int buffer, int at) {
    const float4 v = *reinterpret_cast<const float4*>(&a[(row0 + t / 4) * n + at + t % 4 * 4]);
    as[buffer][t % 4 * 4][t / 4] = v.x;
    as[buffer][t % 4 * 4 + 1][t / 4] = v.y;
    as[buffer][t % 4 * 4 + 2][t / 4] = v.z;
    as[buffer][t % 4 * 4 + 3][t / 4] = v.w;
    *reinterpret_cast<float4*>(&bs[buffer][t / 16][t % 16 * 4]) =
        *reinterpret_cast<const float4*>(&b[(at + t / 16) * n + col0 + t % 16 * 4]);
  };
  load(0, 0);
  __syncthreads();
  for (int at = 0; at < n; at += 16) {
    const int buffer = at / 16 % 2;
    if (at + 16 < n) load(1 - buffer, at + 16);
    for (int k = 0; k < 16; ++k)
      for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j)
          sums[i][j] += as[buffer][k][t / 16 * 4 + i] * bs[buffer][k][t % 16 * 4 + j];
    __syncthreads();
  }
  for (int i = 0; i < 4; ++i) {
    *reinterpret_cast<float4*>(&c[(row0 + t / 16 * 4 + i) * n + col0 + t % 16 * 4]) =
        make_float4(sums[i][0], sums[i][1], sums[i][2], sums[i][3]);
  }
}

__global__ void transpose(const float* in, float* out, int width, int height) {
  __shared__ float tile[32][33];
  int x = blockIdx.x * 32 + threadIdx.x;
  int y = blockIdx.y * 32 + threadIdx.y;
  for (int i = 0; i < 32; i += 8)
    if (x < width && y + i < height) tile[threadIdx.y + i][threadIdx.x] = in[(y + i) * width + x];
  __syncthreads();
  x = blockIdx.y * 32 + threadIdx.x;
  y = blockIdx.x * 32 + threadIdx.y;
  for (int i = 0; i < 32; i += 8)
    if (x < height && y + i < width) out[(y + i) * height + x] = tile[threadIdx.x][threadIdx.y + i];
}

__constant__ float taps[7];

__global__ void convolve(const float* in, float* out, int n) {
  __shared__ float s[128 + 6];
  const int i = blockIdx.x * 128 + threadIdx.x;
  s[threadIdx.x + 3] = i < n ? in[i] : 0.0f;
  if (threadIdx.x < 3) s[threadIdx.x] = i >= 3 ? in[i - 3] : 0.0f;
  if (threadIdx.x >= 125) s[threadIdx.x + 6] = i + 3 < n ? in[i + 3] : 0.0f;
  __syncthreads();
  float sum = 0.0f;
  for (int k = 0; k < 7; ++k) sum += taps[k] * s[threadIdx.x + k];
  if (i < n) out[i] = sum;
}

__global__ void softmax(const float* in, float* out, int width) {
  __shared__ float s[8];
  const float* row = in + blockIdx.x * width;
  float highest = -FLT_MAX;
  for (int i = threadIdx.x; i < width; i += blockDim.x) highest = fmaxf(highest, row[i]);
  for (int d = 16; d > 0; d /= 2)
    highest = fmaxf(highest, __shfl_xor_sync(0xffffffffu, highest, d));
  if (threadIdx.x % 32 == 0) s[threadIdx.x / 32] = highest;
  __syncthreads();
  for (unsigned w = 0; w < blockDim.x / 32; ++w) highest = fmaxf(highest, s[w]);
  __syncthreads();
  float sum = 0.0f;
  for (int i = threadIdx.x; i < width; i += blockDim.x) {
    const float e = expf(row[i] - highest);
    out[blockIdx.x * width + i] = e;
    sum += e;
  }
  for (int d = 16; d > 0; d /= 2) sum += __shfl_xor_sync(0xffffffffu, sum, d);
  if (threadIdx.x % 32 == 0) s[threadIdx.x / 32] = sum;
  __syncthreads();
  sum = 0.0f;
  for (unsigned w = 0; w < blockDim.x / 32; ++w) sum += s[w];
  for (int i = threadIdx.x; i < width; i += blockDim.x) out[blockIdx.x * width + i] /= sum;
}

__global__ void layer_norm(const __half2* in, __half2* out, int width2) {
  __shared__ float2 total;
  if (threadIdx.x == 0) total = make_float2(0.0f, 0.0f);
  __syncthreads();
  float sum = 0.0f;
  float squares = 0.0f;
  for (int i = threadIdx.x; i < width2; i += blockDim.x) {
    const float2 v = __half22float2(in[blockIdx.x * width2 + i]);
    sum += v.x + v.y;
    squares += v.x * v.x + v.y * v.y;
  }
  atomicAdd(&total.x, sum);
  atomicAdd(&total.y, squares);
  __syncthreads();
  const float mean = total.x / (2 * width2);
  const float scale = rsqrtf(total.y / (2 * width2) - mean * mean + 1e-5f);
  for (int i = threadIdx.x; i < width2; i += blockDim.x) {
    const float2 v = __half22float2(in[blockIdx.x * width2 + i]);
    out[blockIdx.x * width2 + i] = __floats2half2_rn((v.x - mean) * scale, (v.y - mean) * scale);
  }
}

__global__ void add(const float* a, const float* b, float* c, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) c[i] = a[i] + b[i];
}

int main() {
  const int n = 128;
  float* buffers[3];
  std::vector<float> host(n * n, 0.5f);
  for (float*& b : buffers) {
    cudaMalloc(&b, n * n * sizeof(float));
    cudaMemcpy(b, host.data(), n * n * sizeof(float), cudaMemcpyHostToDevice);
  }
  float* a = buffers[0];
  float* b = buffers[1];
  float* c = buffers[2];
  gemm<16><<<dim3(7, 7), dim3(16, 16)>>>(a, b, c, 100, 101, 99);
  gemm_double_buffered<<<dim3(2, 2), 256>>>(a, b, c, n);
  transpose<<<dim3(4, 4), dim3(32, 8)>>>(a, b, 100, 120);
  const float weights[7] = {1, 2, 3, 4, 3, 2, 1};
  cudaMemcpyToSymbol(taps, weights, sizeof(weights));
  convolve<<<8, 128>>>(a, b, 1000);
  softmax<<<16, 128>>>(a, c, 100);
  layer_norm<<<4, 64>>>(reinterpret_cast<__half2*>(a), reinterpret_cast<__half2*>(b), 50);
  // Halves of an array in two streams, then joined by an event.
  cudaStream_t streams[2];
  cudaEvent_t done;
  cudaEventCreate(&done);
  for (auto& stream : streams) cudaStreamCreate(&stream);
  const int half = n * n / 2;
  cudaDeviceSynchronize();
  for (int i = 0; i < 2; ++i) {
    cudaMemcpyAsync(a + i * half, host.data() + i * half, half * sizeof(float),
                    cudaMemcpyHostToDevice, streams[i]);
    add<<<half / 256, 256, 0, streams[i]>>>(a + i * half, b + i * half, c + i * half, half);
  }
  cudaEventRecord(done, streams[1]);
  cudaStreamWaitEvent(streams[0], done, 0);
  add<<<n * n / 256, 256, 0, streams[0]>>>(c, c, a, n * n);
  cudaMemcpyAsync(host.data(), a, n * n * sizeof(float), cudaMemcpyDeviceToHost, streams[0]);
  cudaStreamSynchronize(streams[0]);
  // A graph that is captured once and runs thrice.
  cudaGraph_t graph;
  cudaGraphExec_t runnable;
  cudaStreamBeginCapture(streams[0], cudaStreamCaptureModeGlobal);
  add<<<n * n / 256, 256, 0, streams[0]>>>(a, b, c, n * n);
  add<<<n * n / 256, 256, 0, streams[0]>>>(c, b, a, n * n);
  cudaStreamEndCapture(streams[0], &graph);
  cudaGraphInstantiate(&runnable, graph, 0);
  for (int i = 0; i < 3; ++i) cudaGraphLaunch(runnable, streams[0]);
  cudaStreamSynchronize(streams[0]);
  cudaGraphExecDestroy(runnable);
  cudaGraphDestroy(graph);
  const bool good = cudaDeviceSynchronize() == cudaSuccess;
  cudaEventDestroy(done);
  for (auto& stream : streams) cudaStreamDestroy(stream);
  for (float* buffer : buffers) cudaFree(buffer);
  return good ? 0 : 2;
}
