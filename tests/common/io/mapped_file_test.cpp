// SPDX-License-Identifier: Apache-2.0
#include "common/io/mapped_file.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "common/io/tensor_view.hpp"
#include "tests/catch.hpp"
#include "tests/common/io/files.hpp"

#include <algorithm>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace warplight::io {

TEST_CASE("a mapped file gives its bytes and its name", "[io][mapped_file]") {
  const TemporaryFolder folder;
  const auto path = folder.write("a.bin", bytes_of("hello"));
  const auto file = MappedFile::open(path);
  CHECK(file->text() == "hello");
  CHECK(file->source() == path.string());
  CHECK(MappedFile::open(folder.write("empty", {}))->bytes().empty());
}

TEST_CASE("what cannot be mapped is refused by name", "[io][mapped_file]") {
  const TemporaryFolder folder;
  const auto missing = folder.path() / "missing";
  CHECK(refusal([&] { (void)MappedFile::open(missing); }) ==
        missing.string() + ": cannot be read: No such file or directory");
  CHECK(has(refusal([&] { (void)MappedFile::open(folder.path()); }), "not a regular file"));
  const auto pipe = folder.path() / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(has(refusal([&] { (void)MappedFile::open(pipe); }), "not a regular file"));
}

TEST_CASE("dropped pages read the same again", "[io][mapped_file]") {
  const TemporaryFolder folder;
  std::vector<std::byte> bytes(1 << 20, std::byte{7});
  const auto file = MappedFile::open(folder.write("a.bin", bytes));
  CHECK(std::count(file->bytes().begin(), file->bytes().end(), std::byte{7}) == 1 << 20);
  file->drop_pages(file->bytes().subspan(5000, 900000));
  CHECK(std::count(file->bytes().begin(), file->bytes().end(), std::byte{7}) == 1 << 20);
  // Not of this mapping: dropping such pages would zero them.
  std::vector<std::byte> other(1 << 16, std::byte{1});
  file->drop_pages(other);
  CHECK(std::count(other.begin(), other.end(), std::byte{1}) == 1 << 16);
}

TEST_CASE("sizes that overflow are not sizes", "[io][tensor_view]") {
  CHECK(checked_bytes({}, DType::F32) == 4u);
  CHECK(checked_bytes({2, 3}, DType::I64) == 48u);
  CHECK(checked_bytes({2, 0, 3}, DType::I64) == 0u);
  CHECK(checked_bytes({2, 64}, DType::Q4_1) == 80u);
  CHECK_FALSE(checked_bytes({2, 33}, DType::Q4_1));
  CHECK_FALSE(checked_bytes({}, DType::Q8_0));
  CHECK_FALSE(checked_bytes({-1}, DType::U8));
  CHECK_FALSE(checked_bytes({std::int64_t{1} << 62}, DType::F16));
  CHECK_FALSE(checked_bytes({0, std::int64_t{1} << 32, std::int64_t{1} << 32}, DType::U8));
}

TEST_CASE("names from files cannot write on the terminal", "[io][in_quotes]") {
  CHECK(in_quotes("model.norm.weight") == "\"model.norm.weight\"");
  CHECK(in_quotes("\u8bcd \U0001F642") == "\"\u8bcd \U0001F642\"");
  CHECK(in_quotes("a\"b\\c\n\x1B[31m\x7F") == "\"a\\x22b\\x5cc\\x0a\\x1b[31m\\x7f\"");
  CHECK(in_quotes("\xC3") == "\"\\xc3\"");                    // cut short
  CHECK(in_quotes("\xC0\x80") == "\"\\xc0\\x80\"");           // overlong
  CHECK(in_quotes("\xC2\x9B") == "\"\\xc2\\x9b\"");           // a control character of its own
  CHECK(in_quotes("\xED\xA0\x80") == "\"\\xed\\xa0\\x80\"");  // half a surrogate pair
  CHECK(in_quotes("\xF4\x90\x80\x80") == "\"\\xf4\\x90\\x80\\x80\"");
  CHECK(in_quotes(std::string(1000, 'x')).size() < 140);
}

}  // namespace warplight::io
