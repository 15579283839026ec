// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.hpp"

#include "rewritten.hpp"

namespace simt::rewrite {
namespace {

const Options kChecked{true, 63};

std::string in_kernel(const std::string& text, const Options& options = {}) {
  const std::string out = rewritten("__device__ void f() {" + text + "}", options);
  const std::size_t open = out.find('{') + 1;
  return out.substr(open, out.rfind('}') - open);
}

TEST_CASE("shared variables are the OS thread's", "[simt][rewrite]") {
  const std::string aligned = "static thread_local __attribute__((aligned(128))) ";
  CHECK(in_kernel("__shared__ float a[N];") == aligned + "float a[N] = {}; ");
  CHECK(in_kernel("__shared__ T a[N][4], b;") ==
        aligned + "T a[N][4] = {}; " + aligned + "T b = {}; ");
  CHECK(in_kernel("static __shared__ volatile int *p;") == aligned + "volatile int *p = {}; ");
  CHECK(in_kernel("__shared__ typename A<T>::B x[2];") ==
        aligned + "typename A<T> :: B x[2] = {}; ");
  CHECK(in_kernel("__shared__ union { int i; float f; } u;") ==
        aligned + "union { int i; float f; } u = {}; ");
  CHECK(in_kernel("alignas(16) __shared__ char c[8];") ==
        "alignas(16) " + aligned + "char c[8] = {}; ");
  CHECK(contains(in_kernel("__shared__ __align__(16) char c[8];"),
                 "__attribute__((aligned(16))) char c[8] = {}; "));
  CHECK(in_kernel("float __shared__ a[3];") == aligned + "float a[3] = {}; ");
}

TEST_CASE("in checked mode shared variables are apart and known", "[simt][rewrite]") {
  const std::string out = in_kernel("__shared__ int a, b[3];\n__shared__ int c;", kChecked);
  CHECK(count(out, "[256]; ") == 4);
  CHECK(count(out, "aligned(128)") == 1);
  CHECK(contains(out, "typedef int  simt_type_2 [3]; "));
  CHECK(contains(out, "aligned(__alignof__(simt_type_2)))) simt_type_2 b = {}; "));
  CHECK(contains(out, "::simt::declare_shared(&b, sizeof(b), \"b\", ::simt::Site{\"a.cu\", 1});"));
  CHECK(contains(out, "::simt::declare_shared(&c, sizeof(c), \"c\", ::simt::Site{\"a.cu\", 2});"));
}

TEST_CASE("dynamic shared memory is a view", "[simt][rewrite]") {
  CHECK(in_kernel("extern __shared__ float s[];") ==
        "typedef float  simt_dynamic_0 []; auto& s = "
        "reinterpret_cast<simt_dynamic_0&>(::simt::dynamic_shared);");
  CHECK(contains(in_kernel("extern __shared__ __align__(16) T s[][4];"),
                 "typedef T  simt_dynamic_0 [][4];"));
  CHECK(contains(rewritten("extern __shared__ int s[];"), "extern __thread int s[] __asm__("));
}

TEST_CASE("a lambda that uses dynamic shared memory has its own view", "[simt][rewrite]") {
  const std::string out = in_kernel(
      "extern __shared__ int s[]; auto f = [=](int i) { return s[i]; }; auto g = [&] {};");
  CHECK(count(out, "auto& s = ") == 2);
  CHECK(contains(out, "[=](int i) { auto& s"));
}

TEST_CASE("device variables are registered", "[simt][rewrite]") {
  CHECK(rewritten("__device__ int x = 3;") ==
        " int x = 3; static const ::simt::RegisterVariable simt_variable_0(&x, sizeof(x), \"x\", "
        "::simt::MemoryKind::Variable, ::simt::Site{\"a.cu\", 1});");
  CHECK(contains(rewritten("__constant__ float c[4];"), "\"c\", ::simt::MemoryKind::Constant"));
  CHECK(contains(rewritten("__managed__ int m;"), "::simt::MemoryKind::Managed"));
  CHECK(contains(rewritten("__device__ __managed__ int m;"), "::simt::MemoryKind::Managed"));
  CHECK(count(rewritten("__device__ int a, *b, c[2] = {1, 2};"), "RegisterVariable") == 3);
  CHECK(contains(rewritten("__device__ float (*op)(float) = f;"), "(&op, sizeof(op), \"op\""));
  CHECK(contains(rewritten("namespace n { static __device__ T<1, 2> x; }"), "\"x\""));
  CHECK(contains(rewritten("__device__ int S::member;"), "(&S::member, sizeof(S::member)"));
}

TEST_CASE("what is no device variable is not registered", "[simt][rewrite]") {
  for (const std::string text :
       {"__device__ int f(int x);", "__device__ int f() { return 1; }", "extern __device__ int x;",
        "struct S { __device__ S() : a(1) {} int a; };",
        "struct S : T { static __device__ int x; };", "__device__ operator int() const;",
        "__device__ char (&f(...))[2];",
        "template <class T> __device__ T f(T x = T{}) { return x; }",
        "auto l = [] __device__ { return 1; };", "__device__ auto f() -> int;",
        "template <class T> __device__ T v = T(1);"}) {
    CAPTURE(text);
    CHECK_FALSE(contains(rewritten(text), "RegisterVariable"));
  }
}

TEST_CASE("in checked mode device variables have guards", "[simt][rewrite]") {
  CHECK(count(rewritten("__device__ int x;", kChecked), "[256]") == 4);
  CHECK(contains(rewritten("__constant__ const int x = 1;", kChecked), "const char simt_guard"));
}

}  // namespace
}  // namespace simt::rewrite
