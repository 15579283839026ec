// SPDX-License-Identifier: Apache-2.0
#include "common/report/table.hpp"

#include "common/report/text_width.hpp"
#include "tests/catch.hpp"

#include <sstream>

namespace warplight::report {

TEST_CASE("width is what a terminal gives", "[report]") {
  CHECK(text_width("") == 0);
  CHECK(text_width("abc") == 3);
  CHECK(text_width("na\u00EFve") == 5);
  CHECK(text_width("e\u0301") == 1);
  CHECK(text_width("\u6CE8\u610F\u529B attention") == 16);
  CHECK(text_width("\uFF08\u5168\u89D2\uFF09") == 8);
  CHECK(text_width("\u2713 \U0001F642") == 4);
  CHECK(text_width("\xFF\xE4") == 2);
}

TEST_CASE("text is cut between characters", "[report]") {
  CHECK(cut_to_width("attention", 9) == "attention");
  CHECK(cut_to_width("attention", 5) == "atte\u2026");
  CHECK(cut_to_width("\u6CE8\u610F\u529B", 5) == "\u6CE8\u610F\u2026");
  CHECK(cut_to_width("\u6CE8\u610F\u529B", 4) == "\u6CE8\u2026");
  CHECK(cut_to_width("ab", 1) == "\u2026");
}

TEST_CASE("columns stand under their headings", "[report][table]") {
  Table table({{"version", Align::Left}, {"max error"}, {"barriers"}}, 2);
  table.add_row({"v1 naive", "4.8e-07", "0"});
  table.add_row({"\u5206\u5757", "6.0e-07", "512"});
  CHECK(table.render() ==
        "  version    max error   barriers\n"
        "  v1 naive     4.8e-07          0\n"
        "  \u5206\u5757         6.0e-07        512\n");
  CHECK_THROWS_AS(table.add_row({"one"}), std::invalid_argument);
}

TEST_CASE("no line has spaces at its end or is too wide", "[report][table]") {
  Table table({{"name", Align::Left}, {"time"}, {"remark", Align::Left}});
  table.add_row({"short", "1.25", std::string(200, 'x')});
  table.add_row({std::string(40, 'n'), "123456.75", ""});
  std::istringstream lines(table.render());
  for (std::string line; std::getline(lines, line);) {
    CHECK(text_width(line) <= kLineWidth);
    CHECK(line.back() != ' ');
  }
  CHECK(table.render().find("123456.75") != std::string::npos);
  CHECK(table.render().find(std::string(40, 'n')) != std::string::npos);
}

}  // namespace warplight::report
