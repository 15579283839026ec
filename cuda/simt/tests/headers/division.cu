// SPDX-License-Identifier: Apache-2.0
// An integer division by zero is no fault on a GPU: the kernel goes on. Its result is open (here: all ones, and the
// dividend as remainder); all others are exact.
#include <climits>

template <class T>
__global__ void divide(const T* a, const T* b, T* quotient, T* remainder) {
  const unsigned i = threadIdx.x;
  quotient[i] = static_cast<T>(a[i] / b[i]);
  remainder[i] = static_cast<T>(a[i] % b[i]);
}

template <class T>
bool right(T smallest) {
  const T a[4] = {7, smallest, 9, 100};
  const T b[4] = {0, static_cast<T>(-1), 2, 0};
  T* device[4] = {};
  for (T*& pointer : device) cudaMallocManaged(&pointer, sizeof(a));
  for (int i = 0; i < 4; ++i) {
    device[0][i] = a[i];
    device[1][i] = b[i];
  }
  divide<<<1, 4>>>(device[0], device[1], device[2], device[3]);
  bool good = cudaDeviceSynchronize() == cudaSuccess;
  good = good && device[2][2] == a[2] / b[2] && device[3][2] == a[2] % b[2];
  for (T* pointer : device) cudaFree(pointer);
  return good;
}

int main() {
  if (!right<int>(INT_MIN)) return 1;
  if (!right<unsigned>(5)) return 2;
  if (!right<long long>(LLONG_MIN)) return 3;
  if (!right<unsigned long long>(5)) return 4;
  if (!right<short>(SHRT_MIN)) return 5;
  return right<unsigned char>(5) ? 0 : 6;
}
