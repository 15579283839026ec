// SPDX-License-Identifier: Apache-2.0
#include "common/io/state_dict.hpp"

#include "common/error.hpp"
#include "common/io/require_finite.hpp"
#include "tests/catch.hpp"
#include "tests/common/io/files.hpp"

#include <limits>

#include <fmt/format.h>

namespace warplight::io {

TEST_CASE("weights are taken once, by name and shape", "[io][state_dict]") {
  StateDict weights("m.safetensors");
  weights.add("w", Tensor::zeros({2, 3}, DType::F32));
  CHECK(weights.contains("w"));
  CHECK(weights.at("w").shape() == Shape{2, 3});
  CHECK(refusal([&] { (void)weights.take("v", {2}); }) == "m.safetensors: tensor \"v\" is missing");
  CHECK(refusal([&] { (void)weights.take("w", {3, 2}); }) ==
        "m.safetensors: tensor \"w\" has shape [2, 3], the model needs [3, 2]");
  CHECK(refusal([&] { weights.add("w", Tensor()); }) ==
        "m.safetensors: tensor \"w\" is there twice");
  CHECK(weights.take("w", {2, 3}).numel() == 6);
  CHECK_FALSE(weights.contains("w"));
  CHECK(has(refusal([&] { (void)weights.take("w", {2, 3}); }), "is missing"));
  CHECK_NOTHROW(weights.require_empty());
}

TEST_CASE("what is left over is named, but not without end", "[io][state_dict]") {
  StateDict weights("m");
  weights.add("a", Tensor());
  CHECK(refusal([&] { weights.require_empty(); }) ==
        "m: a tensor that the model has no place for: \"a\"");
  for (const char* name : {"b", "c", "d", "e", "f", "g"}) {
    weights.add(name, Tensor());
  }
  CHECK(refusal([&] { weights.require_empty(); }) ==
        "m: tensors that the model has no place for: \"a\", \"b\", \"c\", \"d\", \"e\" and 2 more");
}

TEST_CASE("pages of a mapped tensor can be dropped, others are left alone", "[io][state_dict]") {
  const TemporaryFolder folder;
  const auto file =
      MappedFile::open(folder.write("x", std::vector<std::byte>(1 << 16, std::byte{5})));
  auto* data = const_cast<std::byte*>(file->bytes().data());
  const Tensor mapped =
      Tensor::on(std::make_shared<Storage>(data, 1 << 16, file), 0, {1 << 16}, DType::U8);
  const Tensor owned = mapped.clone();
  StateDict weights("x");
  weights.add_mapping(file);
  weights.drop_pages(mapped);
  weights.drop_pages(owned);
  CHECK(mapped.span<std::uint8_t>()[40000] == 5);
  CHECK(owned.span<std::uint8_t>()[40000] == 5);
}

TEST_CASE("numbers that are not finite are found wherever they are", "[io][require_finite]") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  const auto check = [](const Tensor& tensor) {
    return refusal([&] { require_finite(tensor, "w", "m"); });
  };
  for (const std::int64_t size : {1, 17, 4095, 4096, 4097, 10000}) {
    for (const DType dtype : {DType::F32, DType::F16, DType::BF16, DType::F64}) {
      const Tensor zeros = Tensor::zeros({size}, DType::F32);
      CHECK(check(zeros.to(dtype)) == "accepted");
      for (const std::int64_t at : {std::int64_t{0}, size / 2, size - 1}) {
        const Tensor bad = zeros.clone();
        bad.data<float>()[at] = at % 2 == 0 ? nan : -infinity;
        CHECK(check(bad.to(dtype)) == fmt::format("m: tensor \"w\": element [{}] is {}", at,
                                                  at % 2 == 0 ? "NaN" : "infinite"));
      }
    }
  }
  CHECK(check(Tensor::from(std::vector<float>{3.4e38f, -3.4e38f, 1e-45f, -0.0f})) == "accepted");
  const Tensor matrix = Tensor::from(std::vector<float>{0, 0, 0, 0, 0, nan}, {2, 3});
  CHECK(has(check(matrix), "element [1, 2] is NaN"));
  CHECK(check(Tensor::zeros({0, 3}, DType::F32)) == "accepted");
  CHECK(check(Tensor::from(std::vector<std::int64_t>{-1})) == "accepted");
}

TEST_CASE("scales and minima of block formats are looked at", "[io][require_finite]") {
  const auto check = [](std::size_t at, DType dtype) {
    Tensor tensor = Tensor::zeros({2, 32}, dtype);  // one block a row
    std::vector<std::byte> bytes(tensor.nbytes(),
                                 std::byte{0x7E});  // 7E7E is a NaN, harmless below
    for (std::size_t block = 0; block < 2; ++block) {
      const std::size_t header = dtype == DType::Q4_1 ? 4 : 2;
      std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(block * block_bytes(dtype)), header,
                  std::byte{0});
    }
    if (at < bytes.size()) {
      bytes[at] = std::byte{0x7C};  // the high byte of a half: infinity
    }
    tensor = Tensor::from_bytes(bytes, {2, 32}, dtype);
    return refusal([&] { require_finite(tensor, "w", "m"); });
  };
  for (const DType dtype : {DType::Q4_0, DType::Q4_1, DType::Q8_0}) {
    CHECK(check(1000, dtype) == "accepted");
    CHECK(has(check(block_bytes(dtype) + 1, dtype), "tensor \"w\": element [1, "));
  }
  CHECK(has(check(3, DType::Q4_1), "element [0, "));
}

}  // namespace warplight::io
