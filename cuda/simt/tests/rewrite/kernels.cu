// SPDX-License-Identifier: Apache-2.0
// Every place where a kernel can stand, and every way to name one at its launch.
// flags: --extended-lambda
#include "expect.cuh"

#define KERNEL(name, ...) __global__ void name(__VA_ARGS__)

template <typename... Ts>
__global__ void sum(int* out, Ts... values) {
  *out = (0 + ... + values);
}

struct Bounds {
  static constexpr int kThreads = 256;
};
template <class C>
__global__ __launch_bounds__(C::kThreads) void bounded(int* p) {
  *p = C::kThreads;
}
__global__ void __launch_bounds__(128, 2) bounded_too(int* p) { *p = 128; }

template <class F>
__global__ void apply(F f, int n) {
  const int i = static_cast<int>(threadIdx.x);
  if (i < n) f(i);
}

namespace {
__global__ void seven(int* p) { *p = 7; }
}  // namespace

namespace a::b {
template <int N, bool Twice>
__global__ void number(int* p) {
  *p = Twice ? 2 * N : N;
}
}  // namespace a::b

KERNEL(set, int* p, int value = 3) { *p = value; }

static __global__ void __attribute__((unused)) attributed(int* p) { *p = 8; }
extern "C" __global__ void c_name(int* p) { *p = 9; }

template <class T>
__global__ void overloaded(int* p, T) {
  *p = sizeof(T);
}
__global__ void overloaded(int* p) { *p = 1; }

template <>
__global__ void overloaded<float>(int* p, float) {
  *p = 44;
}
template __global__ void overloaded<char>(int*, char);

__global__ void declared(int* p, int n);
__global__ void declared(int* p, int n) {
  if (n > 5) return;
  switch (n) {
    case 1:
      *p = 10;
      break;
    default:
      *p = 20;
  }
}

struct Big {
  int value[64];
};
__global__ void by_value(const __grid_constant__ Big big, int* p) { *p = big.value[63]; }

// What a thread does to its copy of an argument no other thread sees.
__global__ void own_copies(int n, int* p) {
  n += static_cast<int>(threadIdx.x);
  p += threadIdx.x;
  *p = n;
}

__global__ void none(const int* p, const float* q, int* out) {
  *out = p == nullptr && q == nullptr;
}

int main(int argc, char**) {
  int* p;
  RUN(cudaMallocManaged(&p, 32 * sizeof(int)));
  RUN(sum<<<1, 1>>>(p, 1, 2, 3L));
  EXPECT(*p, 6);
  RUN(bounded<Bounds><<<1, 1>>>(p));
  EXPECT(*p, 256);
  RUN(bounded_too<<<1, 1>>>(p));
  EXPECT(*p, 128);

  const int n = 8;
  RUN((apply<<<1, 32>>>([=] __device__(int i) { p[i] = i * n; }, 32)));
  EXPECT(p[31], 248);
  RUN((apply<<<1, 32>>>([p] __host__ __device__(int i) { p[i] = i; }, 32)));
  EXPECT(p[31], 31);

  RUN(seven<<<1, 1>>>(p));
  EXPECT(*p, 7);
  RUN((a::b::number<4, (3 > 2)><<<1, 1>>>(p)));
  EXPECT(*p, 8);
  RUN(set<<<1, 1>>>(p));
  EXPECT(*p, 3);
  RUN(attributed<<<1, 1>>>(p); c_name<<<1, 1>>>(p));
  EXPECT(*p, 9);
  RUN(overloaded<<<1, 1>>>(p, 1.0));
  EXPECT(*p, 8);
  RUN(overloaded<<<1, 1>>>(p, 1.0F));
  EXPECT(*p, 44);
  RUN(overloaded<<<1, 1>>>(p));
  EXPECT(*p, 1);
  RUN(declared<<<dim3(1, 1, 1), {1, 1}>>>(p, 1));
  EXPECT(*p, 10);

  Big big{};
  big.value[63] = 42;
  RUN(by_value<<<1, 1>>>(big, p));
  EXPECT(*p, 42);
  RUN(own_copies<<<1, 32>>>(100, p));
  EXPECT(p[0], 100);
  EXPECT(p[31], 131);
  RUN(none<<<1, 1>>>(NULL, nullptr, p));
  EXPECT(*p, 1);

  // In a condition, a ternary, a comma, a lambda, through pointers.
  if (argc > 100)
    seven<<<1, 1>>>(p);
  else
    c_name<<<1, 1>>>(p);
  argc < 100 ? set<<<1, 1>>>(p, 5) : seven<<<1, 1>>>(p);
  RUN((void)0);
  EXPECT(*p, 5);
  void (*kernel)(int*) = argc < 100 ? seven : bounded_too;
  // clang-format off
  kernel<<<1 << 0, 2 >> 1>>>(p);
  // clang-format on
  (*kernel)<<<1, 1>>>(p);
  RUN((void)0);
  EXPECT(*p, 7);
  void (*const table[])(int*) = {seven, c_name};
  RUN(table[argc > 100 ? 0 : 1]<<<1, 1>>>(p));
  EXPECT(*p, 9);
  const auto launcher = [](auto k, auto... arguments) { k<<<1, 1>>>(arguments...); };
  RUN(launcher(seven, p));
  EXPECT(*p, 7);
  void* arguments[] = {&p};
  RUN(cudaLaunchKernel((void*)c_name, dim3(1), dim3(1), arguments, 0, nullptr));
  EXPECT(*p, 9);
  const char plain[] = "k<<<1, 2>>>(3) __global__ void k() {}";
  const char raw[] = R"x(k<<<1, 2>>>(3)
__global__ void k() {})x";
  EXPECT(sizeof(plain), 38);
  EXPECT(sizeof(raw), 38);
  cudaFree(p);
}
