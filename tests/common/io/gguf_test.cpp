// SPDX-License-Identifier: Apache-2.0
#include "common/io/gguf.hpp"

#include "common/error.hpp"
#include "tests/catch.hpp"
#include "tests/common/io/files.hpp"
#include "tests/common/io/gguf_builder.hpp"

#include <bit>

namespace warplight::io {
namespace {

GgufFile parse(const GgufBuilder& builder) { return GgufFile::parse(in_memory(builder.build())); }

std::vector<std::byte> floats(const std::vector<float>& values) {
  std::vector<std::byte> bytes;
  for (const float value : values) {
    append(bytes, std::bit_cast<std::uint32_t>(value), 4);
  }
  return bytes;
}

// Halves of the scales below: 0.5, 0.25, -2.
constexpr std::uint64_t kHalf = 0x3800;
constexpr std::uint64_t kQuarter = 0x3400;
constexpr std::uint64_t kMinusTwo = 0xC000;

}  // namespace

TEST_CASE("metadata of every type", "[io][gguf]") {
  GgufBuilder builder;
  builder.metadata = {gguf_entry("u8", 0, gguf_number(200, 1)),
                      gguf_entry("i8", 1, gguf_number(0xFF, 1)),
                      gguf_entry("u16", 2, gguf_number(40000, 2)),
                      gguf_entry("i16", 3, gguf_number(0xFFFE, 2)),
                      gguf_entry("u32", 4, gguf_number(4000000000u, 4)),
                      gguf_entry("i32", 5, gguf_number(0xFFFFFFFD, 4)),
                      gguf_entry("f32", 6, floats({1.5f})),
                      gguf_entry("bool", 7, gguf_number(1, 1)),
                      gguf_entry("string", 8, gguf_string("text")),
                      gguf_entry("u64", 10, gguf_number(~std::uint64_t{0}, 8)),
                      gguf_entry("i64", 11, gguf_number(~std::uint64_t{0}, 8)),
                      gguf_entry("f64", 12, gguf_number(std::bit_cast<std::uint64_t>(0.1), 8))};
  for (const std::uint32_t version : {2u, 3u}) {
    builder.version = version;
    const GgufFile file = parse(builder);
    CHECK(file.version() == version);
    CHECK(file.metadata().size() == 12);
    CHECK(file.get<std::int64_t>("u8") == 200);
    CHECK(file.get<std::int64_t>("i8") == -1);
    CHECK(file.get<int>("u16") == 40000);
    CHECK(file.get<int>("i16") == -2);
    CHECK(file.get<std::int64_t>("u32") == 4000000000);
    CHECK(file.get<std::int32_t>("i32") == -3);
    CHECK(file.get<float>("f32") == 1.5f);
    CHECK(file.get<bool>("bool"));
    CHECK(file.get<std::string>("string") == "text");
    CHECK(file.get<std::string_view>("string") == "text");
    CHECK(file.get<std::uint64_t>("u64") == ~std::uint64_t{0});
    CHECK(file.get<std::int64_t>("i64") == -1);
    CHECK(file.get<double>("f64") == 0.1);
    CHECK_FALSE(file.find<bool>("absent"));
  }
}

TEST_CASE("a value of another type, or out of range, is refused by key", "[io][gguf]") {
  GgufBuilder builder;
  builder.metadata = {gguf_entry("n", 4, gguf_number(4000000000u, 4)),
                      gguf_entry("s", 8, gguf_string("text")),
                      gguf_entry("b", 7, gguf_number(0, 1)),
                      gguf_entry("a", 9, gguf_array(5, 1, gguf_number(70000, 4))),
                      gguf_entry("f", 6, floats({1.0f}))};
  const GgufFile file = parse(builder);
  CHECK(refusal([&] { (void)file.get<std::int32_t>("n"); }) ==
        "test.file: metadata n: expected a whole number in range, got uint32");
  CHECK(refusal([&] { (void)file.get<float>("n"); }) ==
        "test.file: metadata n: expected a float, got uint32");
  CHECK(refusal([&] { (void)file.find<bool>("s"); }) ==
        "test.file: metadata s: expected bool, got string");
  CHECK(refusal([&] { (void)file.get<std::string>("gone"); }) ==
        "test.file: metadata gone: expected a string, but it is missing");
  CHECK(refusal([&] { (void)file.get<int>("b"); }) != "accepted");
  CHECK(refusal([&] { (void)file.get<int>("f"); }) != "accepted");
  CHECK(refusal([&] { (void)file.get<std::vector<std::int16_t>>("a"); }) ==
        "test.file: metadata a: expected an array of numbers, got array");
  CHECK(refusal([&] { (void)file.get<std::span<const std::string_view>>("a"); }) ==
        "test.file: metadata a: expected an array of strings, got array");
}

TEST_CASE("arrays, nested ones too", "[io][gguf]") {
  GgufBuilder builder;
  const auto inner = gguf_array(0, 2, joined({gguf_number(7, 1), gguf_number(8, 1)}));
  builder.metadata = {
      gguf_entry(
          "tokens", 9,
          gguf_array(8, 3,
                     joined({gguf_string("a"), gguf_string(""), gguf_string("\xC4\xA0the")}))),
      gguf_entry("types", 9, gguf_array(5, 2, joined({gguf_number(3, 4), gguf_number(1, 4)}))),
      gguf_entry("scores", 9, gguf_array(6, 2, floats({0.5f, -1.0f}))),
      gguf_entry("flags", 9, gguf_array(7, 2, joined({gguf_number(1, 1), gguf_number(0, 1)}))),
      gguf_entry("empty", 9, gguf_array(8, 0, {})),
      gguf_entry("nested", 9, gguf_array(9, 2, joined({inner, gguf_array(8, 0, {})})))};
  const GgufFile file = parse(builder);
  const auto tokens = file.get<std::span<const std::string_view>>("tokens");
  REQUIRE(tokens.size() == 3);
  CHECK(tokens[2] == "\xC4\xA0the");
  // Text is not copied: it lies in the file.
  const std::string_view text = file.file()->text();
  CHECK((tokens[0].data() > text.data() && tokens[0].data() < text.data() + text.size()));
  CHECK(file.get<std::vector<std::int32_t>>("types") == std::vector<std::int32_t>{3, 1});
  CHECK(file.get<std::vector<double>>("scores") == std::vector<double>{0.5, -1.0});
  CHECK(file.get<std::vector<bool>>("flags") == std::vector<bool>{true, false});
  CHECK(file.get<std::span<const std::string_view>>("empty").empty());
  const auto& nested = std::get<GgufArray>(file.metadata().at("nested").data);
  REQUIRE(nested.arrays.size() == 2);
  CHECK(nested.arrays[0].packed.size() == 2);
  CHECK(nested.arrays[0].packed[1] == std::byte{8});
}

TEST_CASE("tensors of every type that is read", "[io][gguf]") {
  std::vector<std::byte> nibbles;  // low nibble i, high nibble 15 - i
  std::vector<std::byte> signed_bytes;
  for (std::uint64_t i = 0; i < 16; ++i) {
    append(nibbles, i | (15 - i) << 4, 1);
  }
  for (std::uint64_t i = 0; i < 32; ++i) {
    append(signed_bytes, i - 16, 1);
  }
  GgufBuilder builder;
  builder.tensors = {
      {"f32", {3, 2}, 0, 0, floats({1, 2, 3, 4, 5, 6})},
      {"f16", {2}, 1, 32, joined({gguf_number(kHalf, 2), gguf_number(kMinusTwo, 2)})},
      {"q4_0", {32}, 2, 64, joined({gguf_number(kHalf, 2), nibbles})},
      {"q4_1", {32}, 3, 96, joined({gguf_number(kQuarter, 2), gguf_number(kMinusTwo, 2), nibbles})},
      {"q8_0", {32, 1}, 8, 128, joined({gguf_number(kHalf, 2), signed_bytes})},
      {"bf16", {1}, 30, 192, gguf_number(0x4049, 2)}};
  const GgufFile file = parse(builder);
  CHECK(file.names() == std::vector<std::string>{"f32", "f16", "q4_0", "q4_1", "q8_0", "bf16"});
  CHECK(file.data_offset() % 32 == 0);
  CHECK(file.tensor("f32").shape() == Shape{2, 3});  // extents turned round: row-major
  CHECK(file.tensor("f32").to(DType::F32).span<float>()[5] == 6);
  CHECK(file.tensor("f16").to(DType::F32).span<float>()[1] == -2);
  CHECK(file.tensor("bf16").to(DType::F32).span<float>()[0] == 3.140625f);
  CHECK(file.tensor("q4_0").dtype() == DType::Q4_0);
  CHECK(file.tensor("q8_0").shape() == Shape{1, 32});
  const Tensor q4_0 = file.tensor("q4_0").to(DType::F32);
  const Tensor q4_1 = file.tensor("q4_1").to(DType::F32);
  const Tensor q8_0 = file.tensor("q8_0").to(DType::F32);
  for (int i = 0; i < 32; ++i) {
    const int nibble = i < 16 ? i : 31 - i;
    CHECK(q4_0.data<float>()[i] == 0.5f * static_cast<float>(nibble - 8));
    CHECK(q4_1.data<float>()[i] == 0.25f * static_cast<float>(nibble) - 2);
    CHECK(q8_0.data<float>()[i] == 0.5f * static_cast<float>(i - 16));
  }
  CHECK(refusal([&] { (void)file.tensor("x"); }) == "test.file: tensor \"x\" is missing");
  CHECK(file.state_dict().tensors().size() == 6);
}

TEST_CASE("another alignment, and padding behind the last tensor", "[io][gguf]") {
  for (const std::uint64_t alignment : {8u, 64u, 4096u}) {
    GgufBuilder builder;
    builder.alignment = alignment;
    builder.metadata = {gguf_entry("general.alignment", 4, gguf_number(alignment, 4))};
    builder.tensors = {{"a", {1}, 0, 0, floats({1})}, {"b", {1}, 0, alignment, floats({2})}};
    std::vector<std::byte> bytes = builder.build();
    const GgufFile bare = GgufFile::parse(in_memory(bytes));
    CHECK(bare.data_offset() % alignment == 0);
    CHECK(bare.tensor("b").span<float>()[0] == 2);
    bytes.resize((bytes.size() + alignment - 1) / alignment * alignment);
    CHECK(GgufFile::parse(in_memory(bytes)).tensor("a").span<float>()[0] == 1);
  }
}

TEST_CASE("a file without tensors and one with a scalar", "[io][gguf]") {
  CHECK(parse(GgufBuilder{}).names().empty());
  GgufBuilder builder;
  builder.tensors = {{"scalar", {}, 0, 0, floats({4})}};
  CHECK(parse(builder).tensor("scalar").shape().empty());
}

}  // namespace warplight::io
