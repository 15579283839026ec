// SPDX-License-Identifier: Apache-2.0
#include "report/report.hpp"

#include "tests/catch.hpp"

#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "report/counters_file.hpp"
#include "report/format.hpp"
#include "report/html.hpp"
#include "report/measures.hpp"
#include "report/occupancy.hpp"
#include "report/ptxas.hpp"
#include "report/roofline.hpp"

namespace {

using namespace simt::report;  // NOLINT(google-build-using-namespace): a test of this namespace

/// A kernel that reads and writes `bytes` once each, in sectors.
Kernel copy_kernel(std::uint64_t bytes) {
  Kernel kernel;
  kernel.name = "copy";
  kernel.grid = {bytes / 1024, 1, 1};
  kernel.block = {256, 1, 1};
  kernel.launches = 1;
  for (const std::string way : {"global_load_", "global_store_"}) {
    kernel.counters.add(way + "requests", bytes / 128);
    kernel.counters.add(way + "active_lanes", bytes / 4);
    kernel.counters.add(way + "bytes", bytes);
    kernel.counters.add(way + "sectors", bytes / 32);
    kernel.counters.add(way + "unique_bytes", bytes);
  }
  return kernel;
}

std::uint64_t blocks(const char* device,
                     std::uint64_t warps,
                     unsigned registers,
                     std::uint64_t kib) {
  return occupancy_of(*find_device(device), 32 * warps, registers, kib * 1024).blocks;
}

}  // namespace

TEST_CASE("launches of one shape are merged, anything else than counters is refused by name",
          "[simt][report]") {
  const std::string path = "report_test_counters.json";
  const auto read = [&](const std::string& text) {
    std::ofstream(path) << text;
    return read_counters(path);
  };
  const std::string launch =
      R"({"kernel":"a\"b","launch":1,"grid":[1,2,3],"block":[32,1,1],"dynamic_shared":0,"static_shared":4,"barriers":5})";
  const CountersFile file =
      read(R"({"version":1,"device":"a100","kernels":[)" + launch + "," + launch +
           R"(],"lines":[{"kernel":"k","file":"f.cu","line":7,"barriers":1}]})");
  REQUIRE(file.kernels.size() == 1);
  CHECK(file.kernels[0].name == "a\"b");
  CHECK(file.kernels[0].launches == 2);
  CHECK(file.kernels[0].counters["barriers"] == 10);
  CHECK(file.kernels[0].grid == Size{1, 2, 3});
  REQUIRE(file.lines.size() == 1);
  CHECK(file.lines[0].line == 7);
  for (
      const char* wrong :
      {"", "[", "{}", R"({"version":2,"kernels":[]})", R"({"version":1})",
       R"({"version":1,"kernels":[{}]})", R"({"version":1,"kernels":[{"kernel":3}]})",
       R"({"version":"1","kernels":[]})", "[]",
       R"({"version":1,"kernels":[],"lines":[{"kernel":"k","file":"f.cu","line":-1}]})",
       R"({"version":1,"kernels":[],"lines":[{"kernel":"k","file":"f.cu","line":1,"mma":0.5}]})"}) {
    CHECK_THROWS_AS(read(wrong), std::runtime_error);
  }
  std::remove(path.c_str());
}

TEST_CASE("blocks on an SM are those of the table of probe kernels", "[simt][report]") {
  CHECK(blocks("a100", 4, 216, 48) == 2);
  CHECK(blocks("h100", 4, 216, 48) == 2);
  CHECK(blocks("rtx4090", 4, 216, 48) == 2);
  CHECK(blocks("a100", 4, 217, 96) == 1);
  CHECK(blocks("h100", 4, 217, 96) == 2);
  CHECK(blocks("rtx4090", 8, 123, 64) == 1);
  CHECK(blocks("rtx4090", 8, 220, 144) == 0);
  CHECK(blocks("a100", 4, 128, 24) == 4);
  CHECK(blocks("a100", 4, 96, 24) == 5);
  CHECK(blocks("h100", 4, 255, 64) == 2);
  const Occupancy small = occupancy_of(*find_device("a100"), 32, 16, 0);
  CHECK(small.blocks == 32);
  CHECK(std::string(small.limited_by) == "blocks");
  const Occupancy full = occupancy_of(*find_device("a100"), 1024, 32, 0);
  CHECK(full.warps == 64);
  CHECK(std::string(occupancy_of(*find_device("a100"), 1024, 65, 0).limited_by) == "registers");
}

TEST_CASE("a copy is bound by DRAM; its time is bytes by bandwidth", "[simt][report]") {
  const Kernel kernel = copy_kernel(16384ULL * 4096 * 2);
  const Roofline h100 = roofline_of(*find_device("h100"), kernel, 0);
  CHECK(h100.terms.at(h100.bound).name == "DRAM, each byte once");
  CHECK(h100.ideal == Approx(80.1e-6).epsilon(0.01));
  CHECK(h100.expected == Approx(80.1e-6 / 0.9 + 3e-6).epsilon(0.01));
  CHECK(h100.without_caches == Approx(h100.ideal));
  CHECK(roofline_of(*find_device("a100"), kernel, 0).ideal == Approx(131.6e-6).epsilon(0.01));
}

TEST_CASE("the largest term binds; given flops count", "[simt][report]") {
  Kernel kernel = copy_kernel(1 << 20);
  kernel.counters.add("shared_load_wavefronts", 200'000'000);
  const Device& a100 = *find_device("a100");
  Roofline roofline = roofline_of(a100, kernel, 0);
  CHECK(roofline.terms.at(roofline.bound).name == "shared memory, wavefronts");
  CHECK(roofline.ideal == Approx(2e8 / (1.41e9 * 108)));
  kernel.counters.add("mma", 50'000'000);
  roofline = roofline_of(a100, kernel, 0);
  CHECK(roofline.terms.at(roofline.bound).name == "shared memory, wavefronts");
  kernel.counters.add("mma", 100'000'000);
  roofline = roofline_of(a100, kernel, 0);
  CHECK(roofline.terms.at(roofline.bound).name == "tensor cores");
  roofline = roofline_of(a100, kernel, 1e12);
  CHECK(roofline.terms.at(roofline.bound).name == "fp32 units");
  CHECK_FALSE(roofline.small);
  CHECK(roofline_of(a100, copy_kernel(1024), 0).small);
}

TEST_CASE("registers come from ptxas, by plain names", "[simt][report]") {
  CHECK(plain_identifier("_Z4copyPKfPfi") == "copy");
  CHECK(plain_identifier("_ZN2ns5scaleILi4EEEvPf") == "scale");
  CHECK(plain_identifier("_ZN12_GLOBAL__N_13sumEPf") == "sum");
  CHECK(plain_identifier("_Z9transposeILi1EEvPKfPf") == "transpose");
  CHECK(plain_identifier("plain") == "plain");
  CHECK(plain_identifier("_Z99short") == "_Z99short");
  const auto registers = parse_ptxas(
      "ptxas info    : Compiling entry function '_Z4copyPKfPfi' for 'sm_80'\n"
      "ptxas info    : Function properties for _Z4copyPKfPfi\n"
      "    0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads\n"
      "ptxas info    : Used 12 registers, used 0 barriers, 372 bytes cmem[0]\n"
      "ptxas info    : Compiling entry function '_Z4copyPKfPfi' for 'sm_90'\n"
      "ptxas info    : Used 14 registers, 372 bytes cmem[0]");
  REQUIRE(registers.size() == 1);
  CHECK(registers.at("copy") == 14);
  CHECK(parse_ptxas("nothing").empty());
}

TEST_CASE("measures: ideal, efficiency, divergence", "[simt][report]") {
  Counters counters;
  counters.add("global_load_requests", 8);
  counters.add("global_load_active_lanes", 128);
  counters.add("global_load_bytes", 512);
  counters.add("global_load_sectors", 64);
  const GlobalAccess loads = global_access(counters, "load");
  CHECK(loads.sectors_per_request() == Approx(8));
  CHECK(loads.ideal_per_request() == Approx(2));
  CHECK(loads.efficiency() == Approx(0.25));
  CHECK(divergence(counters) == Approx(0.5));
  CHECK(divergence({}) == 0);
  counters.add("global_store_requests", 1);
  counters.add("global_store_bytes", 1024);
  counters.add("global_store_sectors", 4);
  CHECK(all_global_accesses(counters).efficiency() == Approx((512.0 + 128.0) / (2048.0 + 128.0)));
  CHECK(global_access({}, "store").efficiency() == 1);
}

TEST_CASE("numbers as people read them", "[simt][report]") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1234567) == "1,234,567");
  CHECK(bytes_text(640) == "640 B");
  CHECK(bytes_text(1536) == "1.50 KiB");
  CHECK(seconds_text(80e-6) == "80.0 us");
  CHECK(seconds_text(5e-9) == "5.00 ns");
  CHECK(percent_text(1, 8) == "12.5 %");
  CHECK(percent_text(1, 0) == "-");
}

TEST_CASE("the report names the bound, what is assumed and what it can't tell", "[simt][report]") {
  CountersFile counters;
  counters.kernels.push_back(copy_kernel(1 << 28));
  counters.lines.push_back({"copy", "nowhere/<copy>.cu", 7, counters.kernels[0].counters});
  Settings settings;
  settings.devices = {find_device("a100"), find_device("h100")};
  const std::string text = text_report(counters, settings);
  CHECK(text.find("<- bound") != std::string::npos);
  CHECK(text.find("32 registers, assumed") != std::string::npos);
  CHECK(text.find("not yet compared with") != std::string::npos);
  settings.by_kernel["copy"] = 40;
  CHECK(text_report(counters, settings).find("40 registers, ptxas") != std::string::npos);
  const std::string page = html_report(counters, settings, "counters.json");
  CHECK(page.find("nowhere/&lt;copy&gt;.cu") != std::string::npos);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("prefers-color-scheme: dark") != std::string::npos);
  CHECK(page.find("<a href=\"#kernel-1\">copy</a>") != std::string::npos);
  CHECK(text_report({}, settings).find("No kernel") == 0);
}

TEST_CASE("nothing of the source or a kernel's name is taken for HTML", "[simt][report]") {
  CHECK(escaped("a<b> && \"c\" 'd'") == "a&lt;b&gt; &amp;&amp; &quot;c&quot; &#39;d&#39;");
  CountersFile counters;
  counters.kernels.push_back(copy_kernel(1024));
  counters.kernels[0].name = "copy<int>";
  const std::string path = "report_test_source.cu";
  std::ofstream(path) << "if (a < b && c) y = *x;\n</table><script>\n";
  counters.lines.push_back({"copy<int>", path, 1, counters.kernels[0].counters});
  // A file that has become shorter since then.
  counters.lines.push_back({"copy<int>", path, 1'000'000'000'000, {}});
  const std::string page = html_report(counters, {}, "counters.json");
  std::remove(path.c_str());
  CHECK(page.find("if (a &lt; b &amp;&amp; c) y = *x;") != std::string::npos);
  CHECK(page.find("&lt;/table&gt;&lt;script&gt;") != std::string::npos);
  CHECK(page.find("copy&lt;int&gt;") != std::string::npos);
  CHECK(page.find(">1000000000000<") != std::string::npos);
}

TEST_CASE("a block that does not fit is said to be so", "[simt][report]") {
  CountersFile counters;
  counters.kernels.push_back(copy_kernel(1024));
  counters.kernels[0].dynamic_shared = 200UL * 1024;
  Settings settings;
  settings.devices = {find_device("a100"), find_device("h100")};
  const std::string text = text_report(counters, settings);
  CHECK(text.find("A100 SXM occupancy none: a block needs more shared memory") !=
        std::string::npos);
  CHECK(text.find(
            "H100 SXM occupancy 12.5 % of the warps (1 blocks an SM, limited by shared memory;") !=
        std::string::npos);
}

TEST_CASE("the command line: bad usage is 2, so is a bad file", "[simt][report]") {
  CHECK(simt::report::main({}) == 2);
  CHECK(simt::report::main({"--device", "gtx", "x.json"}) == 2);
  CHECK(simt::report::main({"--registers", "300", "x.json"}) == 2);
  CHECK(simt::report::main({"--unknown", "1", "x.json"}) == 2);
  CHECK(simt::report::main({"a.json", "b.json"}) == 2);
  CHECK(simt::report::main({"/nonexistent/x.json"}) == 2);
  CHECK(simt::report::main({"--help"}) == 0);
}
