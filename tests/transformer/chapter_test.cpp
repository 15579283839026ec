// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.hpp"
#include "tests/transformer/smollm2.hpp"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace warplight {
namespace {

struct Run {
  int status;
  std::string output;
};

// The chapter's program with its results in `out`.
Run run_chapter(const std::filesystem::path& model,
                const std::filesystem::path& out,
                const std::string& language) {
  const std::string command =
      fmt::format("'{}' --model '{}' --out '{}' --lang {} 2>&1", WARPLIGHT_CHAPTER_PROGRAM,
                  model.string(), out.string(), language);
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    output += static_cast<char>(c);
  }
  return {pclose(pipe), output};
}

// A folder that goes with the test.
struct TemporaryFolder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / fmt::format("warplight-chapter-{}", getpid());
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

// What white space separates: words, and numbers with whatever brackets and signs they carry.
std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  return {std::istream_iterator<std::string>(stream), std::istream_iterator<std::string>()};
}

// How two words may differ. A number with decimals: by 1 % and one unit of its last digit, as machines add
// fp32 in different orders. "~1500", a rank far down the list: by 10 %. A number such as 7.2e-05 is rounding noise
// itself: it has to stay noise. All else, whole numbers above all: not at all.
bool agree(const std::string& got, const std::string& want) {
  const auto number = [](const std::string& word) {
    return std::strtod(word.c_str() + (word.front() == '~' || word.front() == '(' ? 1 : 0),
                       nullptr);
  };
  if (want.find("e-") != std::string::npos && std::isdigit(want.front()) != 0) {
    return number(got) < 5e-4;
  }
  if (want.front() == '~') {
    return std::abs(number(got) - number(want)) <= 0.1 * number(want);
  }
  const std::size_t point = want.find('.');
  const bool decimal = point != std::string::npos && point + 1 < want.size() &&
                       std::isdigit(want[point + 1]) != 0 && number(want) != 0;
  if (!decimal) {
    return got == want;
  }
  const std::size_t end = std::min(want.find_first_not_of("0123456789", point + 1), want.size());
  const double unit = std::pow(10.0, -static_cast<double>(end - point - 1));
  return std::abs(number(got) - number(want)) <= 0.01 * std::abs(number(want)) + 1.01 * unit;
}

std::string expected_text() {
  std::ifstream file(WARPLIGHT_SOURCE_DIR "/chapters/transformer/expected.txt");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("The chapter prints what its page shows", "[transformer][chapter]") {
  const TemporaryFolder folder;
  const Run run = run_chapter(smollm2_path(), folder.path, "en");
  INFO(run.output);
  CHECK(run.status == 0);
  const std::vector<std::string> got = lines_of(run.output);
  const std::vector<std::string> want = lines_of(expected_text());
  REQUIRE(got.size() == want.size());
  for (std::size_t i = 1; i < want.size(); ++i) {  // the first line names the file
    const std::vector<std::string> got_words = words_of(got[i]);
    const std::vector<std::string> want_words = words_of(want[i]);
    CAPTURE(got[i], want[i]);
    REQUIRE(got_words.size() == want_words.size());
    for (std::size_t w = 0; w < want_words.size(); ++w) {
      CHECK(agree(got_words[w], want_words[w]));
    }
    CHECK(got[i].size() <= 110);
  }
  for (const char* name : {"attention.csv", "flops.csv", "flops_formula.csv", "heads.csv",
                           "lens.csv", "next_token.csv", "shapes.csv"}) {
    CHECK(std::filesystem::file_size(folder.path / name) > 0);
  }
}

TEST_CASE("What the page's output may not contain is noticed", "[transformer][chapter]") {
  CHECK(agree("14.07", "14.07"));
  CHECK(agree("14.08", "14.07"));
  CHECK_FALSE(agree("57.59", "14.07"));
  CHECK_FALSE(agree("134,515,009", "134,515,008"));
  CHECK_FALSE(agree("FAIL", "OK"));
  CHECK(agree("3.1e-05", "7.2e-05"));
  CHECK_FALSE(agree("2.0e-01", "7.2e-05"));
  CHECK_FALSE(agree("1", "0"));
}

TEST_CASE("The chapter runs on the embedded model, in Chinese", "[transformer][chapter]") {
  const TemporaryFolder folder;
  const Run run = run_chapter(WARPLIGHT_SOURCE_DIR "/models/tiny", folder.path, "zh");
  INFO(run.output);
  CHECK(run.status == 0);
  CHECK(run.output.find("FAIL") == std::string::npos);
  CHECK(run.output.find("训练与推理") != std::string::npos);
}

}  // namespace warplight
