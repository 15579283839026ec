// SPDX-License-Identifier: Apache-2.0
#include "common/report/results.hpp"

#include "common/error.hpp"
#include "tests/catch.hpp"

#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>

#include <nlohmann/json.hpp>
#include <unistd.h>

namespace warplight::report {

namespace {

std::string content(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

Results sample() {
  Results results({"version", "bytes", "seconds"});
  results.add_row({std::string("v1, \"naive\""), std::int64_t{17825792}, 0.1});
  results.add_row({std::string("v2"), std::int64_t{0}, std::numeric_limits<double>::quiet_NaN()});
  return results;
}

}  // namespace

TEST_CASE("results as JSON and CSV", "[report][results]") {
  const auto json = nlohmann::json::parse(sample().json());
  REQUIRE(json.size() == 2);
  CHECK(json[0]["version"] == "v1, \"naive\"");
  CHECK(json[0]["bytes"] == 17825792);
  CHECK(json[0]["seconds"] == 0.1);
  CHECK(json[1]["seconds"].is_null());
  CHECK(sample().csv() == "version,bytes,seconds\n\"v1, \"\"naive\"\"\",17825792,0.1\nv2,0,\n");
  CHECK_THROWS_AS(sample().add_row({0.1}), std::invalid_argument);
}

TEST_CASE("doubles keep all their digits", "[report][results]") {
  Results results({"x"});
  for (const double value : {1.0 / 3, 1e-300, 123456789.123456789}) {
    results.add_row({value});
    const std::string text = results.csv();
    const std::string last = text.substr(text.rfind('\n', text.size() - 2) + 1);
    CHECK(std::stod(last) == value);
  }
}

TEST_CASE("files appear whole or not at all", "[report][results]") {
  const auto folder =
      std::filesystem::temp_directory_path() / ("warplight-results-" + std::to_string(getpid()));
  sample().write(folder / "new" / "a.json");
  CHECK(content(folder / "new" / "a.json") == sample().json());
  sample().write(folder / "a.csv");
  CHECK(content(folder / "a.csv") == sample().csv());
  CHECK_THROWS_AS(sample().write(folder / "a.txt"), InputError);
  CHECK_THROWS_AS(sample().write(folder / "a.csv" / "b.csv"), InputError);  // a file is no folder
  std::filesystem::create_directory(folder / "taken.csv");
  CHECK_THROWS_AS(sample().write(folder / "taken.csv"), InputError);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    files += entry.is_regular_file() ? 1 : 0;
  }
  CHECK(files == 2);
  std::filesystem::remove_all(folder);
}

}  // namespace warplight::report
