// SPDX-License-Identifier: Apache-2.0
#include "common/io/require_finite.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"
#include "common/tensor/convert.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

namespace warplight::io {
namespace {

// A floating-point number is finite unless every bit of its exponent is set.
template <class Bits>
bool all_finite(const std::byte* data, std::int64_t count, Bits exponent) {
  // No early exit within a chunk: that is what lets the compiler test many numbers at once.
  constexpr std::int64_t kChunk = 4096;
  for (std::int64_t begin = 0; begin < count; begin += kChunk) {
    const std::int64_t end = std::min(begin + kChunk, count);
    int bad = 0;
    for (std::int64_t i = begin; i < end; ++i) {
      Bits bits = 0;
      std::memcpy(&bits, data + i * static_cast<std::int64_t>(sizeof(Bits)), sizeof(Bits));
      bad |= static_cast<int>((bits & exponent) == exponent);
    }
    if (bad != 0) {
      return false;
    }
  }
  return true;
}

bool is_finite(Half x) { return std::isfinite(to_float(x)); }

template <class Block>
bool all_scales_finite(const Tensor& tensor) {
  const auto* blocks = reinterpret_cast<const Block*>(tensor.bytes());
  return std::all_of(blocks, blocks + tensor.numel() / 32, [](const Block& block) {
    if constexpr (std::is_same_v<Block, BlockQ4_1>) {
      return is_finite(block.scale) && is_finite(block.minimum);
    } else {
      return is_finite(block.scale);
    }
  });
}

bool all_finite(const Tensor& tensor) {
  switch (tensor.dtype()) {
    case DType::F64:
      return all_finite(tensor.bytes(), tensor.numel(), 0x7FF0000000000000ull);
    case DType::F32:
      return all_finite(tensor.bytes(), tensor.numel(), 0x7F800000u);
    case DType::F16:
      return all_finite<std::uint16_t>(tensor.bytes(), tensor.numel(), 0x7C00);
    case DType::BF16:
      return all_finite<std::uint16_t>(tensor.bytes(), tensor.numel(), 0x7F80);
    case DType::Q4_0:
      return all_scales_finite<BlockQ4_0>(tensor);
    case DType::Q4_1:
      return all_scales_finite<BlockQ4_1>(tensor);
    case DType::Q8_0:
      return all_scales_finite<BlockQ8_0>(tensor);
    default:
      return true;
  }
}

// Where the first one is; taken once, on the way to the message.
std::string describe_first(const Tensor& tensor) {
  const Tensor values = tensor.to(DType::F64);
  const auto span = values.span<double>();
  const auto found =
      std::find_if(span.begin(), span.end(), [](double x) { return !std::isfinite(x); });
  std::int64_t rest = found - span.begin();
  Shape index(tensor.shape().size());
  for (std::size_t axis = index.size(); axis-- > 0;) {
    index[axis] = rest % tensor.shape()[axis];
    rest /= tensor.shape()[axis];
  }
  return fmt::format("element {} is {}", to_string(index), std::isnan(*found) ? "NaN" : "infinite");
}

}  // namespace

void require_finite(const Tensor& tensor, std::string_view name, std::string_view source) {
  if (!all_finite(tensor)) {
    throw InputError(
        fmt::format("{}: tensor {}: {}", source, in_quotes(name), describe_first(tensor)));
  }
}

}  // namespace warplight::io
