// SPDX-License-Identifier: Apache-2.0
__global__ void accumulate(float* sum, const float* in) {
  sum[threadIdx.x] += in[threadIdx.x];  // expect: initcheck/global_uninit_read
}

__global__ void half_written(int* out) {
  __shared__ int s[64];
  if (threadIdx.x < 32) s[threadIdx.x] = 1;
  __syncthreads();
  out[threadIdx.x] = s[threadIdx.x];  // expect: initcheck/shared_uninit_read
}

__global__ void all_written(int* out) {
  __shared__ int s[64];
  s[threadIdx.x] = 1;
  __syncthreads();
  out[threadIdx.x] = s[threadIdx.x];
}

int main() {
  float* sum;
  float* in;
  int* out;
  cudaMalloc(&sum, 64 * sizeof(float));
  cudaMalloc(&in, 64 * sizeof(float));
  cudaMalloc(&out, 64 * sizeof(int));
  cudaMemset(in, 0, 64 * sizeof(float));
  accumulate<<<1, 64>>>(sum, in);
  cudaMemset(sum, 0, 64 * sizeof(float));
  accumulate<<<1, 64>>>(sum, in);
  all_written<<<1, 64>>>(out);
  half_written<<<1, 64>>>(out);
  // What a block left in shared memory is no value for the next.
  half_written<<<1, 64>>>(out);
  cudaFree(sum);
  cudaFree(in);
  cudaFree(out);
}
