// SPDX-License-Identifier: Apache-2.0
#include "common/report/progress.hpp"

#include "tests/catch.hpp"

namespace warplight::report {

namespace {

// A clock that stands until it is moved, and all that was written.
struct Fake {
  double seconds = 0;
  std::string written;

  ProgressOutput output(bool is_terminal) {
    return {is_terminal, [this](const std::string& text) { written += text; },
            [this] { return seconds; }};
  }
};

}  // namespace

TEST_CASE("a bar fills up", "[report][progress]") {
  CHECK(progress_line("build", 0, 4, "") == "build  " + std::string(32, '-') + "  0/4");
  CHECK(progress_line("download", 41, 82, "MB") ==
        "download  " + std::string(16, '#') + std::string(16, '-') + "  41/82 MB");
  CHECK(progress_line("x", 9, 4, "") == "x  " + std::string(32, '#') + "  9/4");
  CHECK(progress_line("x", 0, 0, "") == "x  " + std::string(32, '#') + "  0/0");
}

TEST_CASE("quick work shows nothing", "[report][progress]") {
  for (const bool is_terminal : {true, false}) {
    Fake fake;
    {
      Progress progress("test", 10, "", fake.output(is_terminal));
      for (int i = 1; i <= 10; ++i) {
        fake.seconds += 0.19;
        progress.update(i);
      }
    }
    CHECK(fake.written.empty());
  }
}

TEST_CASE("on a terminal the bar is drawn over itself and ends its line", "[report][progress]") {
  Fake fake;
  {
    Progress progress("test", 2, "", fake.output(true));
    fake.seconds = 3;
    progress.update(1);
    progress.update(1);  // not again within a tenth of a second
    progress.update(2);  // but the end is always shown
  }
  std::string expected;
  for (const int done : {1, 2}) {
    expected.append("\r").append(progress_line("test", done, 2, ""));
  }
  CHECK(fake.written == expected.append("\n"));
}

TEST_CASE("elsewhere there is a line every ten seconds", "[report][progress]") {
  Fake fake;
  {
    Progress progress("test", 30, "s", fake.output(false));
    for (int i = 1; i <= 30; ++i) {
      fake.seconds = i;
      progress.update(i);
    }
  }
  CHECK(fake.written == progress_line("test", 2, 30, "s") + "\n" +
                            progress_line("test", 12, 30, "s") + "\n" +
                            progress_line("test", 22, 30, "s") + "\n");
}

}  // namespace warplight::report
