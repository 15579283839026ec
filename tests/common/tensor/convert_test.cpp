// SPDX-License-Identifier: Apache-2.0
#include "common/tensor/convert.hpp"

#include "common/error.hpp"
#include "common/tensor/tensor.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

namespace warplight {
namespace {

constexpr DType kPlain[] = {DType::F64, DType::F32, DType::F16, DType::BF16, DType::I64,
                            DType::I32, DType::I16, DType::I8,  DType::U8,   DType::Bool};

// A block of 32: scale (and minimum), then bytes that count up by `step`, so that every nibble occurs.
template <class Block>
Block block_with(float scale, float minimum, int step) {
  Block block{};
  block.scale = to_half(scale);
  if constexpr (std::is_same_v<Block, BlockQ4_1>) {
    block.minimum = to_half(minimum);
  }
  constexpr std::size_t kHead = std::is_same_v<Block, BlockQ4_1> ? 4 : 2;
  auto* bytes = reinterpret_cast<std::uint8_t*>(&block);
  for (std::size_t i = kHead; i < sizeof(Block); ++i) {
    bytes[i] = static_cast<std::uint8_t>(static_cast<int>(i - kHead) * step + 7);
  }
  return block;
}

template <class Block>
Tensor tensor_of(const std::vector<Block>& blocks, DType dtype) {
  return Tensor::from_bytes(std::as_bytes(std::span(blocks)),
                            {static_cast<std::int64_t>(blocks.size()), 32}, dtype);
}

TEST_CASE("whole numbers keep their value between any two dtypes that hold them",
          "[tensor][convert]") {
  const Tensor start = Tensor::from(std::vector<std::int64_t>{0, 1, 5, 100, 127});
  for (const DType from : kPlain) {
    for (const DType to : kPlain) {
      if (from == DType::Bool || to == DType::Bool || (is_floating(from) && !is_floating(to))) {
        continue;
      }
      const Tensor back = start.to(from).to(to).to(DType::F64);
      INFO(name(from) << " to " << name(to));
      CHECK(std::ranges::equal(back.span<double>(), std::vector<double>{0, 1, 5, 100, 127}));
    }
  }
}

TEST_CASE("signs survive widening and narrowing", "[tensor][convert]") {
  const Tensor start = Tensor::from(std::vector<std::int8_t>{-128, -1, 0, 127});
  for (const DType to : {DType::I16, DType::I32, DType::I64, DType::F32, DType::BF16}) {
    INFO(name(to));
    CHECK(std::ranges::equal(start.to(to).to(DType::F64).span<double>(),
                             std::vector<double>{-128, -1, 0, 127}));
  }
}

TEST_CASE("bool is true for any number but 0, and for any byte but 0", "[tensor][convert]") {
  const Tensor numbers = Tensor::from(std::vector<std::int32_t>{0, 1, -3, 256}).to(DType::Bool);
  CHECK(std::ranges::equal(numbers.to(DType::U8).span<std::uint8_t>(),
                           std::vector<std::uint8_t>{0, 1, 1, 1}));
  // What a file calls BOOL may hold any byte; read as a C++ bool that would be undefined.
  const std::vector<std::uint8_t> bytes{0, 1, 2, 255};
  const Tensor odd = Tensor::from_bytes(std::as_bytes(std::span(bytes)), {4}, DType::Bool);
  CHECK(std::ranges::equal(odd.to(DType::F32).span<float>(), std::vector<float>{0, 1, 1, 1}));
}

TEST_CASE("a double is rounded once on its way to half and bfloat16", "[tensor][convert]") {
  // Beside the middle of two halves by less than a float can tell: rounded to float first, all three
  // would become the middle and then the even neighbour.
  const double middle = 1 + 0x1p-11;
  const Tensor x = Tensor::from(std::vector<double>{middle, middle + 0x1p-40, middle - 0x1p-40});
  CHECK(std::ranges::equal(x.to(DType::F16).to(DType::F64).span<double>(),
                           std::vector<double>{1, 1 + 0x1p-10, 1}));
  const double b = -(1 + 3 * 0x1p-8);  // the middle of -(1 + 2^-7) and -(1 + 2^-6)
  const Tensor y = Tensor::from(std::vector<double>{b, b - 0x1p-40, b + 0x1p-40});
  CHECK(std::ranges::equal(y.to(DType::BF16).to(DType::F64).span<double>(),
                           std::vector<double>{-(1 + 0x1p-6), -(1 + 0x1p-6), -(1 + 0x1p-7)}));
  const double huge = std::numeric_limits<double>::max();
  const Tensor ends = Tensor::from(std::vector<double>{huge, -huge, 1e-300, -1e-300, NAN});
  const Tensor half = ends.to(DType::F16).to(DType::F64);
  CHECK(half.span<double>()[0] == std::numeric_limits<double>::infinity());
  CHECK(half.span<double>()[1] == -std::numeric_limits<double>::infinity());
  CHECK(half.span<double>()[2] == 0);
  CHECK(std::signbit(half.span<double>()[3]));
  CHECK(std::isnan(half.span<double>()[4]));
}

TEST_CASE("Q8_0 is scale times byte", "[tensor][convert]") {
  const auto block = block_with<BlockQ8_0>(0.375F, 0, 11);
  const Tensor wide = tensor_of<BlockQ8_0>({block, block}, DType::Q8_0).to(DType::F32);
  REQUIRE(wide.shape() == Shape{2, 32});
  for (std::size_t i = 0; i < 64; ++i) {
    CHECK(wide.span<float>()[i] == 0.375F * static_cast<float>(block.values[i % 32]));
  }
}

TEST_CASE("Q4_0 is scale times (nibble - 8), low nibbles first", "[tensor][convert]") {
  const auto block = block_with<BlockQ4_0>(-1.5F, 0, 23);
  for (const DType wide_type : {DType::F32, DType::F64}) {
    const Tensor wide = tensor_of<BlockQ4_0>({block}, DType::Q4_0).to(wide_type).to(DType::F64);
    for (std::size_t i = 0; i < 16; ++i) {
      CHECK(wide.span<double>()[i] == -1.5 * ((block.nibbles[i] & 15) - 8));
      CHECK(wide.span<double>()[i + 16] == -1.5 * ((block.nibbles[i] >> 4) - 8));
    }
  }
}

TEST_CASE("Q4_1 is scale times nibble plus minimum", "[tensor][convert]") {
  const auto block = block_with<BlockQ4_1>(0.25F, -3.5F, 37);
  const Tensor wide = tensor_of<BlockQ4_1>({block}, DType::Q4_1).to(DType::F32);
  for (std::size_t i = 0; i < 16; ++i) {
    CHECK(wide.span<float>()[i] == 0.25F * static_cast<float>(block.nibbles[i] & 15) - 3.5F);
    CHECK(wide.span<float>()[i + 16] == 0.25F * static_cast<float>(block.nibbles[i] >> 4) - 3.5F);
  }
}

TEST_CASE("there is no way into a block format, nor from floating to whole numbers",
          "[tensor][convert]") {
  const Tensor x = Tensor::zeros({1, 32}, DType::F32);
  CHECK_THROWS_AS(x.to(DType::Q8_0), InputError);
  CHECK_THROWS_AS(x.to(DType::I64), InputError);
  CHECK_THROWS_AS(Tensor::zeros({1, 32}, DType::Q4_0).to(DType::BF16), InputError);
  CHECK_THROWS_WITH(x.to(DType::I64), "no conversion from F32 to I64");
}

TEST_CASE("conversion reads elements that are not aligned", "[tensor][convert]") {
  std::vector<std::byte> bytes(1 + 3 * sizeof(float));
  const float values[] = {1.5F, -2, 3};
  std::memcpy(bytes.data() + 1, values, sizeof(values));
  double wide[3];
  convert(bytes.data() + 1, DType::F32, reinterpret_cast<std::byte*>(wide), DType::F64, 3);
  CHECK(wide[0] == 1.5);
  CHECK(wide[2] == 3);
}

}  // namespace
}  // namespace warplight
