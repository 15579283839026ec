// SPDX-License-Identifier: Apache-2.0
// Rule 2: a block barrier orders everything before it, in shared and in global memory.
__global__ void reduce(const float* in, float* out, float* scratch) {
  __shared__ float s[128];
  const int t = threadIdx.x;
  s[t] = in[t];
  __syncthreads();
  for (int width = 64; width > 0; width /= 2) {
    if (t < width) s[t] += s[t + width];
    __syncthreads();
  }
  if (t == 0) out[0] = s[0];
  scratch[t] = in[t];
  __syncthreads();
  out[1 + t] = scratch[127 - t];
}

__global__ void reduce_without(const float* in, float* out) {
  __shared__ float s[128];
  const int t = threadIdx.x;
  s[t] = in[t];
  __syncthreads();
  for (int width = 64; width > 0; width /= 2) {
    if (t < width) s[t] += s[t + width];  // expect: racecheck/shared_race
  }
  if (t == 0) out[0] = s[0];
}

__global__ void missing_first(const float* in, float* out) {
  __shared__ float s[128];
  const int t = threadIdx.x;
  s[t] = in[t];  // expect: racecheck/shared_race
  out[t] = s[(t + 1) % 128];
  __syncthreads();
}

// Thread t reads what t - 1 writes in the next round.
__global__ void missing_second(const float* in, float* out) {
  __shared__ float s[128];
  const int t = threadIdx.x;
  float sum = 0.0f;
  for (int i = 0; i < 4; ++i) {
    s[t] = in[t] + i;  // expect: racecheck/shared_race
    __syncthreads();
    sum += s[(t + 1) % 128];
  }
  out[t] = sum;
}

__global__ void global_without(float* scratch, float* out) {
  const int t = threadIdx.x;
  scratch[t] = t;  // expect: racecheck/global_race
  out[t] = scratch[127 - t];
}

__global__ void across_blocks(int* x) {
  x[threadIdx.x] = blockIdx.x;  // expect: racecheck/global_race
}

__global__ void halo(int* x) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  x[i] = x[(i + 1) % 256] + 1;  // expect: racecheck/global_race
}

int main() {
  float* in;
  float* out;
  float* scratch;
  int* x;
  cudaMalloc(&in, 256 * sizeof(float));
  cudaMalloc(&out, 256 * sizeof(float));
  cudaMalloc(&scratch, 256 * sizeof(float));
  cudaMalloc(&x, 256 * sizeof(int));
  cudaMemset(in, 0, 256 * sizeof(float));
  cudaMemset(scratch, 0, 256 * sizeof(float));
  cudaMemset(x, 0, 256 * sizeof(int));
  reduce<<<1, 128>>>(in, out, scratch);
  reduce_without<<<1, 128>>>(in, out);
  missing_first<<<1, 128>>>(in, out);
  missing_second<<<1, 128>>>(in, out);
  global_without<<<1, 128>>>(scratch, out);
  across_blocks<<<2, 64>>>(x);
  halo<<<4, 64>>>(x);
  cudaFree(in);
  cudaFree(out);
  cudaFree(scratch);
  cudaFree(x);
}
