// SPDX-License-Identifier: Apache-2.0
// Half a vector off: aligned for a double, not for a double2.
__global__ void sums(const double* in, double* out, int shift) {
  const double2* from = reinterpret_cast<const double2*>(in + shift);
  double2 v = from[threadIdx.x];  // expect: memcheck/global_misaligned
  out[threadIdx.x] = v.x + v.y;
}

struct Complex {
  double re;
  double im;
};

struct Entry {
  double weight;
  Complex value;  // at 8, 32, 56 ...
};

__global__ void members(const Entry* in, Complex* out) { out[threadIdx.x] = in[threadIdx.x].value; }

int main() {
  double* x;
  double* y;
  cudaMalloc(&x, 128 * sizeof(double));
  cudaMalloc(&y, 128 * sizeof(double));
  cudaMemset(x, 0, 128 * sizeof(double));
  sums<<<1, 32>>>(x, y, 2);
  members<<<1, 32>>>(reinterpret_cast<Entry*>(x), reinterpret_cast<Complex*>(y));
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  sums<<<1, 32>>>(x, y, 1);
  return cudaDeviceSynchronize() == cudaErrorMisalignedAddress ? 0 : 2;
}
