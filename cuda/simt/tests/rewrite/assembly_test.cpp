// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.hpp"

#include "rewritten.hpp"

namespace simt::rewrite {
namespace {

std::string statement(const std::string& assembly) {
  const std::string out = rewritten("void f() { " + assembly + "; }");
  const std::string open = "void f() { do { ";
  const std::size_t close = out.find("} while (false)");
  return close == std::string::npos ? out : out.substr(open.size(), close - open.size());
}

TEST_CASE("single instructions become C++", "[simt][rewrite]") {
  CHECK(statement("asm(\"mov.u32 %0, %%laneid;\" : \"=r\"(x))") ==
        "::simt::ptx::put((x), ::simt::ptx::same<unsigned>(::simt::lane_id())); ");
  CHECK(statement("asm volatile(\"add.s32 %0, %1, 4;\\n\\t\" : \"=r\"(x) : \"r\"(y + 1))") ==
        "::simt::ptx::put((x), ::simt::ptx::add<int>((y + 1), 4)); ");
  CHECK(statement("asm volatile(\"membar.gl;\" ::: \"memory\")") ==
        "::__threadfence(); __asm__ volatile(\"\" ::: \"memory\"); ");
  CHECK(statement("asm volatile(\"\" : \"+f\"(x))").empty());
  CHECK(statement("asm(\"ld.global.nc.f32 %0, [%1 + 8];\" : \"=f\"(x) : \"l\"(p))") ==
        "::simt::ptx::put((x), ::simt::ptx::load<float>(::simt::ptx::pointer((p)) + 8, "
        "::simt::kPlain)); ");
}

TEST_CASE("several instructions with registers and predicates", "[simt][rewrite]") {
  const std::string out = statement(
      "asm(\"{ .reg .pred p;\\n setp.ge.s32 p, %1, 3;\\n @!p mov.u32 %0, 1; }\" : \"=r\"(x) : "
      "\"r\"(y))");
  CHECK(contains(out, "bool simt_register_p{}; "));
  CHECK(contains(out, "if (!simt_register_p) { "));
}

TEST_CASE("what the table lacks is refused with its words and place", "[simt][rewrite]") {
  CHECK(refusal("void f() {\nasm(\"wgmma.fence.sync.aligned;\"); }") ==
        "a.cu:2: error: simtcc: inline PTX 'wgmma.fence.sync.aligned' is not supported");
  CHECK(contains(refusal("void f() { asm(\"bra L;\"); }"), "'bra L'"));
  CHECK(contains(refusal("void f() { asm(\"mov.u32 %0, %nothing;\" : \"=r\"(x)); }"), "%nothing"));
}

TEST_CASE("assembly of the host and names of symbols stay", "[simt][rewrite]") {
  for (const std::string text : {"void f() { asm volatile(\"rdtsc\" : \"=a\"(lo), \"=d\"(hi)); }",
                                 "int f() asm(\"other\");"}) {
    CHECK(rewritten(text) == text);
  }
}

}  // namespace
}  // namespace simt::rewrite
