// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/matvec.hpp"

#include "common/error.hpp"
#include "common/parallel/parallel_for.hpp"
#include "common/tensor/convert.hpp"
#include "reference_cpu/hot_loop.hpp"
#include "reference_cpu/lanes.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <vector>

#include <fmt/format.h>

namespace warplight::reference {
namespace {

using Int16 [[gnu::vector_size(64)]] = std::int32_t;
using UInt16 [[gnu::vector_size(64)]] = std::uint32_t;
using Short16 [[gnu::vector_size(32)]] = std::uint16_t;
using Byte16 [[gnu::vector_size(16)]] = std::uint8_t;
using SignedByte16 [[gnu::vector_size(16)]] = std::int8_t;

// How a row of each format is read: `kStep` weights at a time, as floats times x, added into a sum.
// x_sums[b] is the sum of x over block b: a block's minimum multiplies that sum, not every x.

struct RowF32 {
  using Element = float;
  static constexpr std::int64_t kStep = kLanes;
  static constexpr std::int64_t kElementsPerUnit = 1;
  [[gnu::always_inline]] static void add(Float16& acc, const float* w, const float* x, float) {
    acc += load<Float16>(w) * load<Float16>(x);
  }
};

struct RowBF16 {
  using Element = BFloat16;
  static constexpr std::int64_t kStep = kLanes;
  static constexpr std::int64_t kElementsPerUnit = 1;
  [[gnu::always_inline]] static void add(Float16& acc, const BFloat16* w, const float* x, float) {
    const UInt16 bits = __builtin_convertvector(load<Short16>(w), UInt16) << 16;
    acc += std::bit_cast<Float16>(bits) * load<Float16>(x);
  }
};

struct RowF16 {
  using Element = Half;
  static constexpr std::int64_t kStep = kLanes;
  static constexpr std::int64_t kElementsPerUnit = 1;
  [[gnu::always_inline]] static void add(Float16& acc, const Half* w, const float* x, float) {
    // Exponent and mantissa moved to their places in a float leave the exponent 112 too low, for
    // subnormal halves too; weights are finite, so that is the whole conversion.
    const UInt16 half = __builtin_convertvector(load<Short16>(w), UInt16);
    const UInt16 bits = ((half & 0x8000u) << 16) | ((half & 0x7FFFu) << 13);
    acc += (std::bit_cast<Float16>(bits) * 0x1p112f) * load<Float16>(x);
  }
};

struct RowQ8 {
  using Element = BlockQ8_0;
  static constexpr std::int64_t kStep = 32;
  static constexpr std::int64_t kElementsPerUnit = 32;
  [[gnu::always_inline]] static void add(Float16& acc, const BlockQ8_0* w, const float* x, float) {
    const auto low = __builtin_convertvector(
        __builtin_convertvector(load<SignedByte16>(w->values), Int16), Float16);
    const auto high = __builtin_convertvector(
        __builtin_convertvector(load<SignedByte16>(w->values + kLanes), Int16), Float16);
    acc += (low * load<Float16>(x) + high * load<Float16>(x + kLanes)) * to_float(w->scale);
  }
};

[[gnu::always_inline]] inline Float16 nibble_products(const std::uint8_t* nibbles, const float* x) {
  const Byte16 bytes = load<Byte16>(nibbles);
  const auto low = __builtin_convertvector(__builtin_convertvector(bytes & 0xF, Int16), Float16);
  const auto high = __builtin_convertvector(__builtin_convertvector(bytes >> 4, Int16), Float16);
  return low * load<Float16>(x) + high * load<Float16>(x + kLanes);
}

struct RowQ40 {
  using Element = BlockQ4_0;
  static constexpr std::int64_t kStep = 32;
  static constexpr std::int64_t kElementsPerUnit = 32;
  [[gnu::always_inline]] static void add(Float16& acc,
                                         const BlockQ4_0* w,
                                         const float* x,
                                         float x_sum) {
    const float scale = to_float(w->scale);
    acc += nibble_products(w->nibbles, x) * scale;
    acc[0] -= 8 * scale * x_sum;
  }
};

struct RowQ41 {
  using Element = BlockQ4_1;
  static constexpr std::int64_t kStep = 32;
  static constexpr std::int64_t kElementsPerUnit = 32;
  [[gnu::always_inline]] static void add(Float16& acc,
                                         const BlockQ4_1* w,
                                         const float* x,
                                         float x_sum) {
    acc += nibble_products(w->nibbles, x) * to_float(w->scale);
    acc[0] += to_float(w->minimum) * x_sum;
  }
};

constexpr int kStreams = 4;
// How far ahead of itself a stream asks for memory. The hardware looks ahead too, but not past the end of a
// page: +13 % on one thread.
constexpr std::ptrdiff_t kPrefetchBytes = 1024;

// y[row + s * distance] = W x at that row, for s = 0 .. kRows - 1, read side by side.
template <class Row, int kRows>
[[gnu::always_inline]] inline void dot_rows(const typename Row::Element* weight,
                                            std::int64_t in,
                                            std::int64_t row,
                                            std::int64_t distance,
                                            const float* x,
                                            const float* x_sums,
                                            float* y) {
  constexpr std::int64_t kStepUnits = Row::kStep / Row::kElementsPerUnit;
  const std::int64_t units = in / Row::kElementsPerUnit;  // elements of `weight` in a row
  const std::int64_t steps = in / Row::kStep;
  const auto* w = weight + row * units;
  Float16 acc[kRows] = {};
  for (std::int64_t step = 0; step < steps; ++step) {
    const float x_sum = x_sums == nullptr ? 0.0F : x_sums[step];
    for (int s = 0; s < kRows; ++s) {
      const auto* at = w + s * distance * units + step * kStepUnits;
      __builtin_prefetch(reinterpret_cast<const std::byte*>(at) + kPrefetchBytes);
      Row::add(acc[s], at, x + step * Row::kStep, x_sum);
    }
  }
  for (int s = 0; s < kRows; ++s) {
    float total = sum(acc[s]);
    if constexpr (Row::kElementsPerUnit == 1) {  // what fills no whole step; blocks always do
      for (std::int64_t i = steps * Row::kStep; i < in; ++i) {
        total += to_float(w[s * distance * units + i]) * x[i];
      }
    }
    y[row + s * distance] = total;
  }
}

// The rows [first, last) of one piece of the work.
struct Share {
  std::int64_t first;
  std::int64_t last;
};

template <class Row>
[[gnu::always_inline]] inline void dot_share(const std::byte* bytes,
                                             std::int64_t in,
                                             Share rows,
                                             const float* x,
                                             const float* x_sums,
                                             float* y) {
  const auto* weight = reinterpret_cast<const typename Row::Element*>(bytes);
  const std::int64_t quarter = (rows.last - rows.first) / kStreams;
  for (std::int64_t row = rows.first; row < rows.first + quarter; ++row) {
    dot_rows<Row, kStreams>(weight, in, row, quarter, x, x_sums, y);
  }
  for (std::int64_t row = rows.first + kStreams * quarter; row < rows.last; ++row) {
    dot_rows<Row, 1>(weight, in, row, 0, x, x_sums, y);
  }
}

// One plain function per format, as a template cannot be marked.
using DotShare = void(const std::byte*, std::int64_t, Share, const float*, const float*, float*);

WARPLIGHT_HOT_LOOP void dot_share_f32(
    const std::byte* w, std::int64_t in, Share rows, const float* x, const float* sums, float* y) {
  dot_share<RowF32>(w, in, rows, x, sums, y);
}
WARPLIGHT_HOT_LOOP void dot_share_bf16(
    const std::byte* w, std::int64_t in, Share rows, const float* x, const float* sums, float* y) {
  dot_share<RowBF16>(w, in, rows, x, sums, y);
}
WARPLIGHT_HOT_LOOP void dot_share_f16(
    const std::byte* w, std::int64_t in, Share rows, const float* x, const float* sums, float* y) {
  dot_share<RowF16>(w, in, rows, x, sums, y);
}
WARPLIGHT_HOT_LOOP void dot_share_q8_0(
    const std::byte* w, std::int64_t in, Share rows, const float* x, const float* sums, float* y) {
  dot_share<RowQ8>(w, in, rows, x, sums, y);
}
WARPLIGHT_HOT_LOOP void dot_share_q4_0(
    const std::byte* w, std::int64_t in, Share rows, const float* x, const float* sums, float* y) {
  dot_share<RowQ40>(w, in, rows, x, sums, y);
}
WARPLIGHT_HOT_LOOP void dot_share_q4_1(
    const std::byte* w, std::int64_t in, Share rows, const float* x, const float* sums, float* y) {
  dot_share<RowQ41>(w, in, rows, x, sums, y);
}

DotShare* function_for(DType dtype) {
  switch (dtype) {
    case DType::F32:
      return dot_share_f32;
    case DType::BF16:
      return dot_share_bf16;
    case DType::F16:
      return dot_share_f16;
    case DType::Q8_0:
      return dot_share_q8_0;
    case DType::Q4_0:
      return dot_share_q4_0;
    case DType::Q4_1:
      return dot_share_q4_1;
    default:
      throw InputError(fmt::format("linear: weights of dtype {} are not read", name(dtype)));
  }
}

// Sums of x over blocks of 32, for the formats with a minimum or an offset.
std::vector<float> block_sums(const float* x, std::int64_t in) {
  std::vector<float> sums(static_cast<std::size_t>(in / 32));
  for (std::size_t block = 0; block < sums.size(); ++block) {
    sums[block] = std::accumulate(x + block * 32, x + (block + 1) * 32, 0.0F);
  }
  return sums;
}

}  // namespace

void matvec(const Tensor& weight, const float* x, float* y) {
  const std::int64_t out = weight.dim(0);
  const std::int64_t in = weight.dim(1);
  DotShare* dot = function_for(weight.dtype());
  const std::byte* bytes = weight.bytes();
  std::vector<float> sums;
  if (weight.dtype() == DType::Q4_0 || weight.dtype() == DType::Q4_1) {
    sums = block_sums(x, in);
  }
  const float* x_sums = sums.empty() ? nullptr : sums.data();
  // Pieces large enough for four long streams, small enough that no thread waits long for another.
  constexpr std::int64_t kPieceBytes = std::int64_t{256} << 10;
  const std::int64_t row_bytes = static_cast<std::int64_t>(weight.nbytes()) / out;
  const std::int64_t grain =
      std::max<std::int64_t>(kStreams, kPieceBytes / std::max<std::int64_t>(row_bytes, 1));
  parallel_for(out, grain, [&](std::int64_t first, std::int64_t last) {
    dot(bytes, in, {first, last}, x, x_sums, y);
  });
}

}  // namespace warplight::reference
