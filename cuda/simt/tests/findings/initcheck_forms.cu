// SPDX-License-Identifier: Apache-2.0
// Vectors are read whole; structures may have padding.
struct Padded {
  double value;
  char tag;
};

struct Big {
  double values[4];
  char tag;
};

__global__ void scalars(float* x) {
  x[4 * threadIdx.x] = 1.0f;
  x[4 * threadIdx.x + 1] = 1.0f;
  x[4 * threadIdx.x + 2] = 1.0f;
}

__global__ void vector(const float4* in, float4* out) {
  out[threadIdx.x] = in[threadIdx.x];  // expect: initcheck/global_uninit_read
}

__global__ void make(Padded* x, Big* y) {
  x[threadIdx.x].value = 1.0;
  x[threadIdx.x].tag = 'x';
  for (int i = 0; i < 4; ++i) y[threadIdx.x].values[i] = i;
  y[threadIdx.x].tag = 'y';
}

__global__ void copy(const Padded* x, Padded* x2, const Big* y, Big* y2) {
  x2[threadIdx.x] = x[threadIdx.x];
  y2[threadIdx.x] = y[threadIdx.x];
}

__device__ int counters[32];

__global__ void zero_at_start(int* managed) {
  atomicAdd(&counters[threadIdx.x], 1);
  managed[threadIdx.x] += counters[threadIdx.x];
}

__global__ void atomics(int* x) { atomicAdd(x, 1); }  // expect: initcheck/global_uninit_read

int main() {
  float* f;
  Padded* x;
  Big* y;
  int* managed;
  cudaMalloc(&f, 256 * sizeof(float));
  cudaMalloc(&x, 64 * sizeof(Padded));
  cudaMalloc(&y, 64 * sizeof(Big));
  cudaMallocManaged(&managed, 32 * sizeof(int));
  scalars<<<1, 32>>>(f);
  vector<<<1, 32>>>(reinterpret_cast<float4*>(f), reinterpret_cast<float4*>(f) + 32);
  make<<<1, 32>>>(x, y);
  copy<<<1, 32>>>(x, x + 32, y, y + 32);
  zero_at_start<<<1, 32>>>(managed);
  int* count;
  cudaMalloc(&count, sizeof(int));
  atomics<<<1, 32>>>(count);
  cudaFree(f);
  cudaFree(x);
  cudaFree(y);
  cudaFree(managed);
  cudaFree(count);
}
