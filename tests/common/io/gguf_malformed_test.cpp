// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/io/gguf.hpp"
#include "tests/catch.hpp"
#include "tests/common/io/files.hpp"
#include "tests/common/io/gguf_builder.hpp"

#include <functional>
#include <random>

namespace warplight::io {
namespace {

constexpr std::uint64_t kHuge = ~std::uint64_t{0};

// Two metadata values and two tensors, "a" with 3 floats and "b" with a Q8_0 block.
GgufBuilder valid() {
  GgufBuilder builder;
  builder.metadata = {gguf_entry("general.name", 8, gguf_string("tiny")),
                      gguf_entry("ids", 9, gguf_array(4, 2, gguf_number(5, 8)))};
  builder.tensors = {{"a", {3}, 0, 0, std::vector<std::byte>(12)},
                     {"b", {32}, 8, 32, std::vector<std::byte>(34)}};
  return builder;
}

std::string refuse(const std::vector<std::byte>& bytes) {
  return refusal([&] {
    const GgufFile file = GgufFile::parse(in_memory(bytes));
    for (const std::string& name : file.names()) {
      (void)file.tensor(name).to(DType::F32);
    }
  });
}

void check_refused(const std::string& expected, const std::function<void(GgufBuilder&)>& spoil) {
  GgufBuilder builder = valid();
  spoil(builder);
  const std::string message = refuse(builder.build());
  INFO(expected << "\n" << message);
  CHECK(has(message, "test.file: "));
  CHECK(has(message, expected));
}

void check_metadata_refused(const std::string& expected, const std::vector<std::byte>& entry) {
  check_refused(expected, [&](GgufBuilder& builder) { builder.metadata[1] = entry; });
}

}  // namespace

TEST_CASE("the file that the others spoil is good", "[io][gguf][malformed]") {
  CHECK(refuse(valid().build()) == "accepted");
}

TEST_CASE("headers that are not GGUF's, or claim too much", "[io][gguf][malformed]") {
  check_refused("does not begin with GGUF", [](GgufBuilder& b) { b.magic = "GGML"; });
  check_refused("version 1; versions 2 and 3", [](GgufBuilder& b) { b.version = 1; });
  check_refused("version 4", [](GgufBuilder& b) { b.version = 4; });
  check_refused("big-endian", [](GgufBuilder& b) { b.version = 0x03000000; });
  check_refused("claims 1000002 tensors", [](GgufBuilder& b) { b.claimed_more_tensors = 1000000; });
  check_refused("claims 18446744073709551615 tensors",
                [](GgufBuilder& b) { b.claimed_more_tensors = -3; });
  check_refused("claims 1000002 metadata",
                [](GgufBuilder& b) { b.claimed_more_metadata = 1000000; });
  check_refused("claims 18446744073709551614 metadata",
                [](GgufBuilder& b) { b.claimed_more_metadata = -4; });
  // Off by one: whatever is read in its place does not fit, or something is left at the end.
  check_refused("", [](GgufBuilder& b) { b.claimed_more_tensors = 1; });
  check_refused("end of the file has", [](GgufBuilder& b) { b.claimed_more_tensors = -1; });
  check_refused("", [](GgufBuilder& b) { b.claimed_more_metadata = 1; });
  check_refused("", [](GgufBuilder& b) { b.claimed_more_metadata = -1; });
}

TEST_CASE("metadata that lies", "[io][gguf][malformed]") {
  check_metadata_refused("metadata \"x\" has unknown type 13",
                         gguf_entry("x", 13, gguf_number(0, 8)));
  check_metadata_refused("metadata \"x\" has unknown type 4294967295",
                         gguf_entry("x", 0xFFFFFFFF, {}));
  check_metadata_refused("metadata \"x\" is bool, but neither",
                         gguf_entry("x", 7, gguf_number(2, 1)));
  check_metadata_refused("metadata \"general.name\" is there twice",
                         gguf_entry("general.name", 7, gguf_number(1, 1)));
  check_metadata_refused("has no key", gguf_entry("", 7, gguf_number(1, 1)));
  check_metadata_refused("metadata \"x\" is cut short: 18446744073709551615 bytes",
                         gguf_entry("x", 8, gguf_number(kHuge, 8)));
  check_metadata_refused("metadata 2 of 2 is cut short", gguf_number(kHuge, 8));
  for (std::uint32_t type = 0; type < 13; ++type) {
    check_metadata_refused("metadata \"x\" claims 18446744073709551615",
                           gguf_entry("x", 9, gguf_array(type, kHuge, {})));
    // So large that the count times the size of an element wraps to zero.
    check_metadata_refused("metadata \"x\" claims 9223372036854775808",
                           gguf_entry("x", 9, gguf_array(type, std::uint64_t{1} << 63, {})));
  }
  check_metadata_refused("metadata \"x\" has unknown type 99",
                         gguf_entry("x", 9, gguf_array(99, 1, gguf_number(0, 8))));
  check_metadata_refused("metadata \"x\" is bool, but neither",
                         gguf_entry("x", 9, gguf_array(7, 2, gguf_number(0x0301, 2))));
  std::vector<std::byte> nested = gguf_array(0, 0, {});
  for (int depth = 0; depth < 1000; ++depth) {
    nested = gguf_array(9, 1, nested);
  }
  check_metadata_refused("metadata \"x\" nests arrays deeper than 8", gguf_entry("x", 9, nested));
}

TEST_CASE("an alignment that is none", "[io][gguf][malformed]") {
  for (const std::uint64_t alignment : {0u, 1u, 4u, 24u, 33u, 0xFFFFFFFFu}) {
    check_metadata_refused("\"general.alignment\" is",
                           gguf_entry("general.alignment", 4, gguf_number(alignment, 4)));
  }
  check_metadata_refused("general.alignment: expected a whole number in range, got string",
                         gguf_entry("general.alignment", 8, gguf_string("32")));
  check_metadata_refused("tensor \"a\" needs 12 bytes from byte 2147483648",
                         gguf_entry("general.alignment", 4, gguf_number(0x80000000u, 4)));
}

TEST_CASE("types of tensors that are not read are named", "[io][gguf][malformed]") {
  const std::vector<std::pair<std::uint32_t, std::string>> types{
      {6, "Q5_0"},    {7, "Q5_1"},     {12, "Q4_K"},      {14, "Q6_K"},
      {20, "IQ4_NL"}, {26, "I32"},     {28, "F64"},       {34, "TQ1_0"},
      {39, "MXFP4"},  {4, "number 4"}, {31, "number 31"}, {1000, "number 1000"}};
  for (const auto& [number, name] : types) {
    check_refused("tensor \"b\" has type " + name + ", which is not read",
                  [&](GgufBuilder& b) { b.tensors[1].type = number; });
  }
}

TEST_CASE("tensors that lie about their shape", "[io][gguf][malformed]") {
  const auto shape = [](const std::string& expected, const std::vector<std::uint64_t>& extents) {
    check_refused(expected, [&](GgufBuilder& b) { b.tensors[1].extents = extents; });
  };
  shape("tensor \"b\" has 5 axes", {1, 1, 1, 1, 32});
  shape("tensor \"b\" has an extent of 18446744073709551615", {kHuge});
  shape("tensor \"b\" cannot be Q8_0 of shape [33]", {33});
  shape("tensor \"b\" cannot be Q8_0 of shape []", {});
  shape("tensor \"b\" cannot be Q8_0 of shape [4294967296, 4294967296]",
        {std::uint64_t{1} << 32, std::uint64_t{1} << 32});
  shape("tensor \"b\" cannot be Q8_0 of shape",
        {std::uint64_t{1} << 32, std::uint64_t{1} << 32, 0});
  shape("tensor \"b\" needs 68 bytes", {32, 2});
  shape("tensor \"b\" needs 1224979098644774912 bytes", {32, std::uint64_t{1} << 55});
  check_refused("tensor \"b\" begins at byte 32",
                [](GgufBuilder& b) { b.tensors[0].extents = {3, 3}; });
  check_refused("tensor \"a\" is there twice",
                [](GgufBuilder& b) { b.tensors[1].name = b.tensors[0].name; });
  check_refused("tensor \"\" has no name", [](GgufBuilder& b) { b.tensors[1].name.clear(); });
}

TEST_CASE("tensors that lie about their place", "[io][gguf][malformed]") {
  const auto offset = [](const std::string& expected, std::uint64_t value) {
    check_refused(expected, [&](GgufBuilder& b) { b.tensors[1].offset = value; });
  };
  offset("tensor \"b\" begins at byte 0 of the data, where the one before it leads to 32", 0);
  offset("tensor \"b\" begins at byte 12 ", 12);  // close behind a, but not aligned
  offset("tensor \"b\" begins at byte 64 ", 64);
  offset("tensor \"b\" begins at byte 18446744073709551615 ", kHuge);
  check_refused("tensor \"a\" begins at byte 32",
                [](GgufBuilder& b) { std::swap(b.tensors[0].offset, b.tensors[1].offset); });
  check_refused("end of the file has", [](GgufBuilder& b) { b.tensors[1].data.resize(65); });
}

TEST_CASE("a GGUF file cut anywhere is refused", "[io][gguf][malformed]") {
  const std::vector<std::byte> bytes = valid().build();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string message = refuse({bytes.begin(), bytes.begin() + static_cast<long>(size)});
    INFO(size << " of " << bytes.size() << ": " << message);
    CHECK(has(message, "test.file: "));
  }
}

TEST_CASE("a GGUF file with altered bytes is refused or consistent", "[io][gguf][malformed]") {
  const std::vector<std::byte> original = valid().build();
  std::mt19937 random(2);
  for (int round = 0; round < 20000; ++round) {
    std::vector<std::byte> bytes = original;
    for (int change = 0; change < 2; ++change) {
      bytes[random() % bytes.size()] = static_cast<std::byte>(random());
    }
    const std::string message = refuse(bytes);
    CHECK((message == "accepted" || has(message, "test.file: ")));
  }
}

}  // namespace warplight::io
