// SPDX-License-Identifier: Apache-2.0
#include "common/io/safetensors.hpp"

#include "common/error.hpp"
#include "tests/catch.hpp"
#include "tests/common/io/files.hpp"

#include <fstream>

namespace warplight::io {
namespace {

SafetensorsFile parse(std::string_view header, std::size_t data_size) {
  return SafetensorsFile::parse(in_memory(safetensors_bytes(header, data_size)));
}

}  // namespace

TEST_CASE("a safetensors file gives names, metadata and views", "[io][safetensors]") {
  // Tensors may lie in any order; white space around the header's JSON is padding.
  const SafetensorsFile file = parse(
      R"({"__metadata__": {"op": "softmax", "empty": ""},
          "b": {"dtype": "U8", "shape": [2, 3], "data_offsets": [2, 8]},
          "a": {"dtype": "I8", "shape": [2], "data_offsets": [0, 2]}}   )",
      8);
  CHECK(file.source() == "test.file");
  CHECK(file.names() == std::vector<std::string>{"a", "b"});
  CHECK(file.metadata() == std::map<std::string, std::string>{{"op", "softmax"}, {"empty", ""}});
  const Tensor b = file.tensor("b");
  CHECK(b.shape() == Shape{2, 3});
  CHECK(b.span<std::uint8_t>()[5] == 7);
  CHECK(b.bytes() == file.file()->bytes().data() + file.file()->bytes().size() - 6);  // no copy
  CHECK(file.contains("a"));
  CHECK_FALSE(file.contains("__metadata__"));
}

TEST_CASE("every dtype of the format that is read", "[io][safetensors]") {
  const std::vector<std::pair<std::string, DType>> dtypes{
      {"F32", DType::F32}, {"F16", DType::F16}, {"BF16", DType::BF16},
      {"I64", DType::I64}, {"I32", DType::I32}, {"I16", DType::I16},
      {"I8", DType::I8},   {"U8", DType::U8},   {"BOOL", DType::Bool}};
  for (const auto& [text, dtype] : dtypes) {
    const std::size_t size = block_bytes(dtype) * 2;
    const SafetensorsFile file =
        parse(R"({"x":{"dtype":")" + text + R"(","shape":[2],"data_offsets":[0,)" +
                  std::to_string(size) + "]}}",
              size);
    CHECK(file.tensor("x").dtype() == dtype);
  }
}

TEST_CASE("scalars, empty tensors and a file of none are allowed", "[io][safetensors]") {
  CHECK(parse("{}", 0).names().empty());
  const SafetensorsFile file = parse(
      R"({"none":{"dtype":"F32","shape":[3,0,5],"data_offsets":[0,0]},
          "one":{"dtype":"F32","shape":[],"data_offsets":[0,4]},
          "end":{"dtype":"I64","shape":[0],"data_offsets":[4,4]}})",
      4);
  CHECK(file.tensor("none").numel() == 0);
  CHECK(file.tensor("one").shape().empty());
  CHECK(file.tensor("one").numel() == 1);
}

TEST_CASE("misaligned tensors are copied, so that they can be read", "[io][safetensors]") {
  // Headers of eight lengths: whatever the buffer's address, seven of them misalign an I64.
  for (std::size_t padding = 0; padding < 8; ++padding) {
    const SafetensorsFile file = parse(
        R"({"x":{"dtype":"I64","shape":[2],"data_offsets":[0,16]}})" + std::string(padding, ' '),
        16);
    const Tensor x = file.tensor("x");
    CHECK(reinterpret_cast<std::uintptr_t>(x.bytes()) % 8 == 0);
    CHECK(x.span<std::int64_t>()[0] == 0x0706050403020100);
    CHECK(x.span<std::int64_t>()[1] == 0x0F0E0D0C0B0A0908);
  }
}

TEST_CASE("a tensor keeps its file mapped", "[io][safetensors]") {
  const TemporaryFolder folder;
  Tensor x;
  {
    const auto path = folder.write(
        "x.safetensors",
        safetensors_bytes(R"({"x":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", 4));
    x = SafetensorsFile::open(path).tensor("x");
    std::filesystem::remove(path);
  }
  CHECK(x.span<std::uint8_t>()[3] == 3);
}

TEST_CASE("all tensors of a file as a StateDict", "[io][safetensors]") {
  StateDict weights = parse(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},
                                "b":{"dtype":"U8","shape":[1],"data_offsets":[4,5]}})",
                            5)
                          .state_dict();
  CHECK(weights.source() == "test.file");
  CHECK(weights.take("b", {1}).span<std::uint8_t>()[0] == 4);
  CHECK(weights.take("a", {4}).numel() == 4);
  CHECK_NOTHROW(weights.require_empty());
}

TEST_CASE("a header longer than the format allows is refused unread", "[io][safetensors]") {
  const TemporaryFolder folder;
  std::vector<std::byte> bytes;
  append(bytes, 100'000'001, 8);
  const auto path = folder.write("long.safetensors", bytes);
  std::filesystem::resize_file(path, 120'000'000);  // a hole: takes no disk
  const std::string message = refusal([&] { (void)SafetensorsFile::open(path); });
  CHECK(has(message, "long.safetensors"));
  CHECK(has(message, "header of 100000001 bytes"));
}

}  // namespace warplight::io
