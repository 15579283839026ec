// SPDX-License-Identifier: Apache-2.0
// Threads that share a word but no byte do not race.
#include <cuda_fp16.h>

struct Padded {
  char tag;
  int value;
};

__global__ void chars(char* out) {
  __shared__ char s[64];
  s[threadIdx.x] = static_cast<char>(threadIdx.x);
  __syncthreads();
  out[threadIdx.x] = s[63 - threadIdx.x];
  __syncthreads();
  s[threadIdx.x] = 1;
  out[threadIdx.x] += s[threadIdx.x];
}

__global__ void halves(__half* out) {
  __shared__ __half s[64];
  s[threadIdx.x] = __float2half(1.0f);
  __syncthreads();
  out[threadIdx.x] = __hadd(s[63 - threadIdx.x], out[threadIdx.x]);
}

__global__ void words_then_bytes(unsigned* out) {
  __shared__ unsigned s[64];
  s[threadIdx.x] = 0;
  __syncthreads();
  reinterpret_cast<unsigned char*>(s)[threadIdx.x] = 1;
  __syncthreads();
  out[threadIdx.x] = s[63 - threadIdx.x];
}

__global__ void same_byte(char* out) {
  __shared__ char s[64];
  s[threadIdx.x / 2] = static_cast<char>(threadIdx.x);  // expect: racecheck/shared_race
  __syncthreads();
  out[threadIdx.x] = s[threadIdx.x / 2];
}

__global__ void byte_in_word(unsigned* out) {
  __shared__ unsigned s[1];
  if (threadIdx.x == 0) {
    s[0] = 0;
  } else if (threadIdx.x == 3) {
    reinterpret_cast<unsigned char*>(s)[3] = 1;  // expect: racecheck/shared_race
  }
  __syncthreads();
  out[threadIdx.x] = s[0];
}

__global__ void members(Padded* x) {
  if (threadIdx.x % 2 == 0) {
    x[threadIdx.x / 2].tag = 'a';
  } else {
    x[threadIdx.x / 2].value = 1;
  }
}

__global__ void wide(float4* out, float* in) {
  __shared__ float4 s[16];
  reinterpret_cast<float*>(s)[threadIdx.x] = in[threadIdx.x];
  __syncthreads();
  if (threadIdx.x < 16) out[threadIdx.x] = s[15 - threadIdx.x];
}

__global__ void wide_race(float4* out, float* in) {
  __shared__ float4 s[16];
  reinterpret_cast<float*>(s)[threadIdx.x] = in[threadIdx.x];  // expect: racecheck/shared_race
  if (threadIdx.x < 16) out[threadIdx.x] = s[threadIdx.x];
}

// All leave the same value: no race.
__global__ void same_value(int* found, const int* in) {
  if (in[threadIdx.x % 32] == 0) *found = 1;
}

__global__ void other_value(int* found) {
  *found = threadIdx.x;  // expect: racecheck/global_race
}

int main() {
  char* c;
  __half* h;
  unsigned* u;
  float4* f4;
  float* f;
  int* found;
  Padded* p;
  cudaMalloc(&c, 64);
  cudaMalloc(&h, 64 * sizeof(__half));
  cudaMalloc(&u, 64 * sizeof(unsigned));
  cudaMalloc(&f4, 16 * sizeof(float4));
  cudaMalloc(&f, 64 * sizeof(float));
  cudaMalloc(&found, 64 * sizeof(int));
  cudaMalloc(&p, 32 * sizeof(Padded));
  cudaMemset(h, 0, 64 * sizeof(__half));
  cudaMemset(f, 0, 64 * sizeof(float));
  cudaMemset(found, 0, 64 * sizeof(int));
  chars<<<1, 64>>>(c);
  halves<<<1, 64>>>(h);
  words_then_bytes<<<1, 64>>>(u);
  same_byte<<<1, 64>>>(c);
  byte_in_word<<<1, 64>>>(u);
  members<<<1, 64>>>(p);
  wide<<<1, 64>>>(f4, f);
  wide_race<<<1, 64>>>(f4, f);
  same_value<<<2, 32>>>(found, found + 1);
  other_value<<<1, 64>>>(found);
  cudaFree(c);
  cudaFree(h);
  cudaFree(u);
  cudaFree(f4);
  cudaFree(f);
  cudaFree(found);
  cudaFree(p);
}
