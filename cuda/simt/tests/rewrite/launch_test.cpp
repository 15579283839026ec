// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.hpp"

#include "rewritten.hpp"

namespace simt::rewrite {
namespace {

/// `(::simt::configure(G, B, S, T, site), CALL)` on line 1.
std::string launched(const std::string& configuration, const std::string& call) {
  return "(::simt::configure(" + configuration + ", ::simt::Site{\"a.cu\", 1}), " + call + ")";
}

TEST_CASE("a launch is a configuration and a call", "[simt][rewrite]") {
  CHECK(rewritten("k<<<g, b>>>(x);") == launched("g, b, 0, nullptr", "k(x)") + ";");
  CHECK(rewritten("k<<<g, b, n>>>();") == launched("g, b, n, nullptr", "k()") + ";");
  CHECK(rewritten("k<<<g, b, n, s>>>();") == launched("g, b, n, s", "k()") + ";");
  CHECK(rewritten("k <<< dim3(1, 2), {3, 4} >>> (x);") ==
        launched(" dim3(1, 2), {3, 4} , 0, nullptr", "k (x)") + ";");
}

TEST_CASE("the callee is found backwards", "[simt][rewrite]") {
  const auto callee = [](const std::string& text) {
    return rewritten("x = 1; " + text + "<<<1, 2>>>(3);") ==
           "x = 1; " + launched("1, 2, 0, nullptr", text + "(3)") + ";";
  };
  CHECK(callee("k"));
  CHECK(callee("::k"));
  CHECK(callee("a::b::k"));
  CHECK(callee("k<float, 4>"));
  CHECK(callee("f<a, (b > c)>"));
  CHECK(callee("f<a < b>"));
  CHECK(callee("f<sizeof(int[2])>"));
  CHECK(callee("f<g<h<int>>>"));
  CHECK(callee("ns::f<g<int>::value, T>"));
  CHECK(callee("Outer<T>::template k<4>"));
  CHECK(callee("(*pointer)"));
  CHECK(callee("table[i]"));
  CHECK(callee("tables[i][j + 1]"));
  CHECK(callee("object.member"));
  CHECK(callee("object->list[2].member"));
  CHECK(callee("choose(a, b)"));
  CHECK(callee("choose<int>(a)"));
  CHECK(callee("(flag ? k : l)"));
}

TEST_CASE("what stands before a launch is left alone", "[simt][rewrite]") {
  const std::string call = launched("1, 2, 0, nullptr", "k()");
  for (const std::string before : {"if (x) ", "else ", "return ", "do ", "case 3: ", "for (;;) ",
                                   "label: ", "c ? ", "[&] { ", "while (a < b) ", "(void)0, "}) {
    CHECK(rewritten(before + "k<<<1, 2>>>();") == before + call + ";");
  }
  CHECK(rewritten("else ::k<<<1, 2>>>();") ==
        "else " + launched("1, 2, 0, nullptr", "::k()") + ";");
  CHECK(rewritten("if (x) (*p)<<<1, 2>>>();") ==
        "if (x) " + launched("1, 2, 0, nullptr", "(*p)()") + ";");
  CHECK(rewritten("a ? k<<<1, 2>>>() : k<<<1, 2>>>();") == "a ? " + call + " : " + call + ";");
}

TEST_CASE("shifts, comparisons and template brackets are no launches", "[simt][rewrite]") {
  for (const std::string text :
       {"a << b << c;", "x = 1 << 2 >> 1;", "std::vector<std::vector<std::vector<int>>>(3);",
        "operator<< <int>(a);", "A<::B> c;", "auto s = \"k<<<1, 2>>>(3)\";",
        "auto s = R\"(k<<<1, 2>>>(3)\n\")\";", "auto c = '<';", "f<1'000>(x);", "a < b > (c);"}) {
    CHECK(rewritten(text) == text);
  }
}

TEST_CASE("the configuration may hold brackets of every kind", "[simt][rewrite]") {
  CHECK(rewritten("k<<<n >> 5, 1 << m>>>(x);") ==
        launched("n >> 5, 1 << m, 0, nullptr", "k(x)") + ";");
  CHECK(rewritten("k<<<f<int, 4>(n), (a > b)>>>(x);") ==
        launched("f<int, 4>(n), (a > b), 0, nullptr", "k(x)") + ";");
  CHECK(rewritten("k<<<f<A<B<int>>>(3), 2>>>(x);") ==
        launched("f<A<B<int>>>(3), 2, 0, nullptr", "k(x)") + ";");
  CHECK(rewritten("k<<<a, sizeof(T<int>)>>>(x);") ==
        launched("a, sizeof(T<int>), 0, nullptr", "k(x)") + ";");
  CHECK(rewritten("k<<<a, A<int>::value>>>(x);") ==
        launched("a, A<int>::value, 0, nullptr", "k(x)") + ";");
}

TEST_CASE("launches in the arguments of a launch", "[simt][rewrite]") {
  const std::string out = rewritten("k<<<1, 2>>>([&] { l<<<3, 4>>>(); return 5; }());");
  CHECK(out == launched("1, 2, 0, nullptr",
                        "k([&] { " + launched("3, 4, 0, nullptr", "l()") + "; return 5; }())") +
                   ";");
}

TEST_CASE("lines stay where they are", "[simt][rewrite]") {
  const std::string out = rewritten("f();\nk<T,\n  4>\n  <<<1,\n     2>>>\n(\nx);\nlast");
  CHECK(count(out, "\n") == 7);
  CHECK(contains(out, "::simt::Site{\"a.cu\", 2}"));
  CHECK(out.substr(out.size() - 5) == "\nlast");
  const std::string marked = rewritten("k<<<1,\n# 7 \"b.cu\"\n2>>>(x);\ny;");
  CHECK(contains(marked, "\n# 7 \"b.cu\"\n"));
}

TEST_CASE("a launch that can't be read is refused with its place", "[simt][rewrite]") {
  CHECK(refusal("f();\nk<<<1, 2;") ==
        "a.cu:2: error: simtcc: a launch without >>>(arguments) is not supported");
  CHECK(contains(refusal("k<<<1>>>(x);"), "a launch with 1 configuration arguments"));
}

}  // namespace
}  // namespace simt::rewrite
