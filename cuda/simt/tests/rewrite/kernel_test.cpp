// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.hpp"

#include "rewritten.hpp"

namespace simt::rewrite {
namespace {

const Options kChecked{.checked = true};

/// What is put behind a kernel's opening brace.
std::string begins(const std::string& name, const std::string& bounds = "0", int line = 1) {
  return " ::simt::launch_kernel(::simt::KernelInfo{\"" + name + "\", ::simt::Site{\"a.cu\", " +
         std::to_string(line) + "}, " + bounds +
         "}, [=]() mutable __attribute__((always_inline)) {";
}

TEST_CASE("a kernel's body becomes what each thread runs", "[simt][rewrite]") {
  CHECK(rewritten("__global__ void k(int* p) { *p = 1; }") ==
        " void k(int* p) {" + begins("k") + " *p = 1; }); }");
  CHECK(rewritten("__global__ void k(int* p);") == " void k(int* p);");
}

TEST_CASE("the kernel's name is found behind every attribute", "[simt][rewrite]") {
  for (const std::string head :
       {"__global__ void k()", "void __global__ k()", "static __global__ void k()",
        "extern \"C\" __global__ void k()", "__global__ static inline void k()",
        "template <int N> __global__ void k()", "__global__ __attribute__((unused)) void k()",
        "__global__ [[maybe_unused]] void k()", "__global__ auto k() -> void",
        "__global__ std::enable_if_t<(N > 1), void> k()",
        "__global__ typename std::enable_if<std::is_same<T, float>::value>::type k()",
        "__global__ void k(float (*f)(int), int (&a)[3])", "__global__ void k() noexcept(true)",
        "template <> __global__ void k<int>()", "__global__ void k() requires(N > 2)"}) {
    CAPTURE(head);
    CHECK(contains(rewritten(head + " { x(); }"), "{" + begins("k") + " x(); }); }"));
  }
}

TEST_CASE("launch bounds stand anywhere", "[simt][rewrite]") {
  for (const std::string head :
       {"__global__ void __launch_bounds__(256, 2) k()",
        "__global__ __launch_bounds__(256) void k()", "__launch_bounds__(256) __global__ void k()",
        "__global__ void k() __launch_bounds__(256, 2)"}) {
    CAPTURE(head);
    const std::string out = rewritten(head + " {}");
    CHECK(contains(out, begins("k", "static_cast<unsigned>(256)")));
    CHECK_FALSE(contains(out, "__launch_bounds__"));
  }
  CHECK(contains(rewritten("template <class T> __global__ __launch_bounds__(T::x) void k() {}"),
                 begins("k", "static_cast<unsigned>(T::x)")));
}

TEST_CASE("kernels in namespaces, classes and with braces of their own", "[simt][rewrite]") {
  const std::string out = rewritten(
      "namespace a { namespace { __global__ void k() { if (x) { y(); } } } }\n"
      "struct S { static __global__ void m() {} friend __global__ void f(); };");
  CHECK(contains(out, begins("k") + " if (x) { y(); } }); }"));
  CHECK(contains(out, begins("m", "0", 2)));
  CHECK_FALSE(contains(out, "__global__"));
}

TEST_CASE("explicit instantiations and declarations keep no qualifier", "[simt][rewrite]") {
  CHECK(rewritten("template __global__ void k<float>(float*);") ==
        "template  void k<float>(float*);");
  CHECK(rewritten("__device__ int f(int);") == " int f(int);");
}

TEST_CASE("CUDA's words vanish or become attributes", "[simt][rewrite]") {
  CHECK(rewritten("__host__ __device__ int f() { return 1; }") == "  int f() { return 1; }");
  CHECK(rewritten("__device__ __noinline__ int f();") == " __attribute__((noinline)) int f();");
  CHECK_FALSE(contains(rewritten("__device__ __noinline__ int f();", kChecked), "noinline"));
  CHECK(rewritten("__device__ __forceinline__ int f();") ==
        " inline __attribute__((always_inline)) int f();");
  CHECK(rewritten("static __forceinline__ inline int f();") ==
        "static __attribute__((always_inline)) inline int f();");
  CHECK(rewritten("struct __align__(16) S { int x; };") ==
        "struct __attribute__((aligned(16))) S { int x; };");
  CHECK(rewritten("void f(const __grid_constant__ P p);") == "void f(const  P p);");
  CHECK(rewritten("auto f = [=] __device__ (int i) { return i; };") ==
        "auto f = [=]  (int i) { return i; };");
  CHECK(rewritten("auto f = [=] __host__ __device__ (int i) { return i; };") ==
        "auto f = [=]   (int i) { return i; };");
}

TEST_CASE("the address of a kernel is one that can be launched", "[simt][rewrite]") {
  const std::string k = "__global__ void k(int);\n";
  const auto last = [&](const std::string& text) {
    const std::string out = rewritten(k + text);
    return out.substr(out.find('\n') + 1);
  };
  CHECK(last("f((void*)k, 1);") == "f(const_cast<void*>(::simt::kernel_address(k)), 1);");
  CHECK(last("f((const void*)k);") == "f(static_cast<const void*>(::simt::kernel_address(k)));");
  CHECK(last("f((void*)&k<4>);") == "f(const_cast<void*>(::simt::kernel_address(&k<4>)));");
  CHECK(last("f(reinterpret_cast<void*>(ns::k));") ==
        "f(const_cast<void*>(::simt::kernel_address(ns::k)));");
  CHECK(last("f((void*)other);") == "f((void*)other);");
}

TEST_CASE("system headers are not touched, macros of theirs are no headers", "[simt][rewrite]") {
  const std::string header = "# 1 \"h.h\" 1 3\n__global__ k<<<\n";
  CHECK(rewritten(header + "# 2 \"a.cu\" 2\n__device__ int f();\n") ==
        header + "# 2 \"a.cu\" 2\n int f();\n");
  CHECK(rewritten("# 1 \"a.cu\" 3 4\n__device__\n# 1 \"a.cu\"\nint f();") ==
        "# 1 \"a.cu\" 3 4\n\n# 1 \"a.cu\"\nint f();");
}

TEST_CASE("pragmas of nvcc become g++'s or go, others stay", "[simt][rewrite]") {
  const std::string loop = "\nfor (;;) {}";
  CHECK(rewritten("#pragma unroll" + loop) == "#pragma GCC unroll 32" + loop);
  CHECK(rewritten("#pragma unroll (4)" + loop) == "#pragma GCC unroll 4" + loop);
  CHECK(rewritten("#pragma unroll 8" + loop) == "#pragma GCC unroll 8" + loop);
  CHECK(rewritten("#pragma unroll N" + loop) == "#pragma GCC unroll 32" + loop);
  CHECK(rewritten("#pragma unroll" + loop, Options{true, 63}) == " " + loop);
  CHECK(rewritten("#pragma unroll\nx = 1;") == " \nx = 1;");
  CHECK(rewritten("#pragma nv_diag_suppress 177" + loop) == " " + loop);
  CHECK(rewritten("#pragma omp parallel for" + loop) == "#pragma omp parallel for" + loop);
}

TEST_CASE("a kernel knows its name", "[simt][rewrite]") {
  CHECK(contains(
      rewritten("__global__ void k() { f(__func__, __FUNCTION__); } void h() { f(__func__); }"),
      "f(\"k\", \"k\"); }); } void h() { f(__func__); }"));
}

}  // namespace
}  // namespace simt::rewrite
